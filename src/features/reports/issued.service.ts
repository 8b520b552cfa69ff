import { parseDay } from '#/core/time/zone.ts';
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

/** Reports whose facts a second person confirmed after a position, unless others about the same days were before. */
export async function confirmedSince(tx: Tx, position: number): Promise<readonly ReportNews[]> {
  const decided = await decidedRows(tx);
  if (!decided.some((each) => each.decision === 'confirmed' && each.position > position)) return [];
  return (await reportDocuments(tx))
    .flatMap((each): readonly ReportNews[] => {
      const inForce = factsInForce(each);
      if (each.report === undefined || inForce === null || inForce.confirmed.position <= position) return [];
      const { first, last } = inForce.recorded.facts.period;
      if (wasConfirmed(each.report, { before: inForce.confirmed.position, first, last })) return [];
      const { received } = inForce.confirmed;
      return [{ position: inForce.confirmed.position, received, title: each.version.definition.title, first, last }];
    })
    .toSorted((one, other) => one.position - other.position);
}

function wasConfirmed(
  { recorded, decided }: Report,
  { before, first, last }: { readonly before: number; readonly first: string | null; readonly last: string | null },
): boolean {
  const versions = new Set(
    decided
      .filter(({ decision, position }) => decision === 'confirmed' && position < before)
      .map(({ version }) => version),
  );
  return recorded.some(
    ({ version, facts: { period } }) => versions.has(version) && period.first === first && period.last === last,
  );
}

function issued({ period, categories, dated, firm, opinion, bridge }: ReportFacts): IssuedReport | null {
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
    bridge: bridge === null ? null : parseDay(bridge.through),
  };
}
