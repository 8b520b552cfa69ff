import { engagedLetter } from '#/features/audit/index.ts';
import { daysOf, openedEngagements, type Opened } from '#/features/engagements/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { ReportFacts } from './facts.contract.ts';

interface Known {
  readonly of: Opened;
  readonly letter: Awaited<ReturnType<typeof engagedLetter>>;
}

/**
 * What the examination here says that a report on it should say, too; without pages, which a person fills in from the
 * file, after comparing.
 */
export async function prefilled(
  tx: Tx,
  {
    engagement,
    first,
    last,
  }: { readonly engagement: string | undefined; readonly first: string | null; readonly last: string | null },
): Promise<ReportFacts | null> {
  const all = await openedEngagements(tx, Number.MAX_SAFE_INTEGER);
  const of = all.findLast((each) => {
    if (engagement !== undefined) return each.id === engagement;
    const days = daysOf(each.engagement);
    return days.first === first && days.last === last;
  });
  return of === undefined ? null : factsFrom({ of, letter: await engagedLetter(tx, of.id) });
}

function factsFrom({ of: { engagement }, letter }: Known): ReportFacts {
  const { boundary, subservice, cuecs, categories, name, examination } = engagement;
  return ReportFacts.parse({
    period: { type: examination.type, ...daysOf(engagement) },
    categories: { list: categories },
    system: { name, products: (boundary.products ?? []).map((each) => ({ name: each.slice(0, 200) })) },
    ...(letter === null
      ? {}
      : { firm: { name: letter.firm, licence: letter.licence.slice(0, 100), lookUp: secure(letter.licenceLookup) } }),
    infrastructure: [
      ...(boundary.infrastructure ?? []).map((each) => ({ kind: 'provider', name: each.slice(0, 200) })),
      ...(boundary.locations ?? []).map((each) => ({ kind: 'other', name: each.slice(0, 200) })),
    ],
    subservice:
      subservice.length === 0
        ? null
        : {
            says: 'these',
            list: subservice.map(({ name: vendor, service, method, expected }) => ({
              name: vendor,
              service,
              method,
              csocs: expected,
            })),
          },
    cuecs:
      cuecs.length === 0
        ? null
        : { says: 'these', list: cuecs.map(({ text, criteria }, at) => ({ number: String(at + 1), text, criteria })) },
  });
}

/** Only what is shown as a link to those outside. */
const secure = (address: string): string => (address.startsWith('https://') ? address : '');
