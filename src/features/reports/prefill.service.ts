import type { Instant } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { engagedLetter } from '#/features/audit/index.ts';
import { controlVersions, inForceAt, statementIn } from '#/features/controls/index.ts';
import { allDocuments } from '#/features/documents/index.ts';
import { membersWhoMay } from '#/features/identity/index.ts';
import { daysOf, openedEngagements, type Opened, zoneIn } from '#/features/engagements/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type FactsInput, ReportFacts } from './facts.contract.ts';
import { infrastructureOf } from './infrastructure.ts';
import { factsInForce, reportDocuments } from './reports.service.ts';

interface Known {
  readonly of: Opened;
  readonly letter: Awaited<ReturnType<typeof engagedLetter>>;
  readonly auditor: Auditor | null;
  readonly controls: FactsInput['controls'];
  readonly previous: FactsInput['previous'];
  readonly bridge: FactsInput['bridge'];
}

/**
 * What lives here and a report on the examination should say, too: the examination, the controls of the series that
 * readers look at most, the reports before it and the letter after it. Without pages, and without what only the auditor
 * can say, which a person fills in from the file, after comparing.
 */
export async function prefilled(
  tx: Tx,
  {
    document,
    engagement,
    first,
    last,
    now,
  }: {
    readonly document: string;
    readonly engagement: string | undefined;
    readonly first: string | null;
    readonly last: string | null;
    readonly now: Instant;
  },
): Promise<{ readonly engagement: string; readonly facts: ReportFacts } | null> {
  const all = await openedEngagements(tx, Number.MAX_SAFE_INTEGER);
  const of = all.findLast((each) => {
    if (engagement !== undefined) return each.id === engagement;
    const days = daysOf(each.engagement);
    return days.first === first && days.last === last;
  });
  if (of === undefined) return null;
  const days = daysOf(of.engagement);
  const facts = factsFrom({
    of,
    letter: await engagedLetter(tx, of.id),
    auditor: await auditorOf(tx, of.id, now),
    controls: await controlsOn(tx, zoneNamed(zoneIn(of.engagement)).startOf((parseDay(days.last) ?? 0) + 1)),
    previous: await reportsBefore(tx, document, days.first),
    bridge: of.engagement.examination.type === 'type-2' ? await letterAfter(tx, days.last) : null,
  });
  return { engagement: of.id, facts };
}

const SERIES = /^CC[6-9]\./;
const MOST = 300;

/** Controls of CC6 to CC9 as they stood when the last day ended. */
async function controlsOn(tx: Tx, end: Instant): Promise<FactsInput['controls']> {
  return [...(await controlVersions(tx, Number.MAX_SAFE_INTEGER))]
    .flatMap(([id, versions]) => {
      const definition = inForceAt(versions, end)?.definition;
      if (definition?.state !== 'adopted' || !definition.criteria.some((each) => SERIES.test(each))) return [];
      const statement = statementIn(definition).slice(0, 2_000);
      return [{ number: id.slice(0, 60), criteria: [...definition.criteria], statement }];
    })
    .slice(0, MOST);
}

/** The reports before a day whose facts were confirmed here, the latest first. */
const reportsBefore = async (tx: Tx, document: string, first: string): Promise<FactsInput['previous']> =>
  (await reportDocuments(tx))
    .flatMap((each) => {
      const facts = each.version.id === document ? undefined : factsInForce(each)?.recorded.facts;
      const { type = null, first: from = null, last = null } = facts?.period ?? {};
      if (facts === undefined || type === null || from === null || last === null || last >= first) return [];
      const { firm, opinion } = facts;
      const elsewhere = { document: each.version.id, page: opinion.page };
      return [{ type, first: from, last, firm: firm.name, opinion: opinion.kind, ...elsewhere }];
    })
    .toSorted((a, b) => b.last.localeCompare(a.last))
    .slice(0, 20);

/** The letter of management for the time after a window, among the documents; its day is for a person to correct. */
async function letterAfter(tx: Tx, last: string): Promise<FactsInput['bridge']> {
  const found = (await allDocuments(tx)).find(
    ({ definition }) =>
      definition.kind === 'bridge-letter' &&
      definition.retired === null &&
      (definition.first ?? '') > last &&
      definition.last !== null,
  );
  const through = found?.definition.last ?? null;
  if (found === undefined || through === null) return null;
  const page = found.definition.file.pages === 1 ? 1 : null;
  return { through, dated: through, document: found.id, page };
}

function factsFrom({ of: { engagement }, controls, previous, bridge, ...known }: Known): ReportFacts {
  const vendors = engagement.subservice.map(({ name: vendor }) => vendor);
  const { boundary, subservice, cuecs, categories, name, examination } = engagement;
  return ReportFacts.parse({
    period: { type: examination.type, ...daysOf(engagement) },
    categories: { list: categories },
    system: { name, products: (boundary.products ?? []).map((each) => ({ name: each.slice(0, 200) })) },
    firm: firmOf(known),
    infrastructure: [
      ...(boundary.infrastructure ?? []).map((each) => infrastructureOf(each, vendors)),
      ...(boundary.locations ?? []).map((each) => ({ kind: 'other', name: each.slice(0, 200) })),
    ],
    controls,
    previous,
    bridge,
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

/** Somebody of the firm who is let in to the examination, with the license that was recorded with them. */
interface Auditor {
  readonly firm: string;
  readonly licence: { readonly number: string; readonly state: string; readonly lookUp: string };
}

const auditorOf = async (tx: Tx, engagement: string, now: Instant): Promise<Auditor | null> => {
  const members = await membersWhoMay(tx, 'audit:write', now);
  const found = members.flatMap(({ engagements, firm, licence }) =>
    firm !== null && licence !== null && engagements.includes(engagement) ? [{ firm, licence }] : [],
  );
  return found[0] ?? null;
};

/** As the letter has it, and where it is licensed as its own people were let in; without a letter, as those. */
function firmOf({ letter, auditor }: Pick<Known, 'letter' | 'auditor'>): FactsInput['firm'] {
  if (letter === null) return auditor === null ? undefined : licensed(auditor.firm, auditor.licence);
  const { firm, licence, licenceLookup } = letter;
  const state = auditor !== null && isSameFirm(auditor.firm, firm) ? auditor.licence.state : '';
  return licensed(firm, { number: licence, state, lookUp: licenceLookup });
}

const licensed = (name: string, { number, state, lookUp }: Auditor['licence']): FactsInput['firm'] => ({
  name,
  licence: number.slice(0, 100),
  licensedIn: state.slice(0, 100),
  lookUp: secure(lookUp),
});

const isSameFirm = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Only what is shown as a link to those outside. */
const secure = (address: string): string => (address.startsWith('https://') ? address : '');
