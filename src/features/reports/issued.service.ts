import { formatDay, parseDay } from '#/core/time/zone.ts';
import type { ReportNews } from '#/features/documents/index.ts';
import type { IssuedReport } from '#/features/trust/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { ReportFacts } from './facts.contract.ts';
import { factsInForce, reportDocuments } from './reports.service.ts';
import type { Report } from './standing.ts';
import { decidedRows } from './store.ts';

/** The reports of which the public page may tell: their facts are confirmed, and their file is the one they are of. */
export const issuedReports = async (tx: Tx): Promise<readonly IssuedReport[]> =>
  (await reportDocuments(tx)).flatMap((each) => {
    const inForce = factsInForce(each);
    return inForce === null ? [] : (issued(inForce.recorded.facts) ?? []);
  });

/**
 * Reports whose facts a second person confirmed after a position, and letters that stand in such facts, unless the same
 * was confirmed of the same days before.
 */
export async function confirmedSince(tx: Tx, position: number): Promise<readonly ReportNews[]> {
  const decided = await decidedRows(tx);
  if (!decided.some((each) => each.decision === 'confirmed' && each.position > position)) return [];
  return (await reportDocuments(tx))
    .flatMap((each): readonly ReportNews[] => {
      const inForce = factsInForce(each);
      if (each.report === undefined || inForce === null || inForce.confirmed.position <= position) return [];
      const { position: at, received } = inForce.confirmed;
      const before = confirmedBefore(each.report, at);
      return spokenOf(inForce.recorded.facts)
        .filter((spoken) => !before.some((known) => spokenOf(known).some((one) => isSameSpan(one, spoken))))
        .map(({ what, first, last }) => {
          const { title } = each.version.definition;
          return {
            position: at,
            received,
            title: what === 'report' ? title : `Bridge letter after ${title}`,
            first,
            last,
          };
        });
    })
    .toSorted((one, other) => one.position - other.position);
}

interface Spoken {
  readonly what: 'report' | 'letter';
  readonly first: string | null;
  readonly last: string | null;
}

/** The report, and the letter that speaks of the time after it where there is one. */
const spokenOf = ({ period: { first, last }, bridge }: ReportFacts): readonly Spoken[] => [
  { what: 'report', first, last },
  ...(bridge === null ? [] : [{ what: 'letter' as const, first: dayAfter(last), last: bridge.through }]),
];

const isSameSpan = (one: Spoken, other: Spoken): boolean =>
  one.what === other.what && one.first === other.first && one.last === other.last;

function dayAfter(text: string | null): string | null {
  const day = parseDay(text ?? '');
  return day == null ? null : formatDay(day + 1);
}

/** The facts that were confirmed before a position, of whatever file. */
function confirmedBefore({ recorded, decided }: Report, before: number): readonly ReportFacts[] {
  const versions = new Set(
    decided
      .filter(({ decision, position }) => decision === 'confirmed' && position < before)
      .map(({ version }) => version),
  );
  return recorded.filter(({ version }) => versions.has(version)).map(({ facts }) => facts);
}

function issued({ period, categories, dated, firm, opinion, exceptions, bridge }: ReportFacts): IssuedReport | null {
  const [first, last, on] = [period.first, period.last, dated.on].map((day) => parseDay(day ?? ''));
  if (period.type === null || opinion.kind === null) return null;
  if (first == null || last == null || on == null) return null;
  return {
    type: period.type,
    first,
    last,
    dated: on,
    categories: categories.list,
    firm: firm.name,
    opinion: opinion.kind,
    consent: firm.consent !== null,
    saysNoExceptions: exceptions?.says === 'none',
    bridge: bridge === null ? null : parseDay(bridge.through),
  };
}
