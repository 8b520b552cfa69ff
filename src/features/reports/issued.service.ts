import { parseDay } from '#/core/time/zone.ts';
import type { IssuedReport } from '#/features/trust/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { ReportFacts } from './facts.contract.ts';
import { factsInForce, reportDocuments } from './reports.service.ts';

/** The reports of which the public page may tell: their facts are confirmed, and their file is the one they are of. */
export const issuedReports = async (tx: Tx): Promise<readonly IssuedReport[]> =>
  (await reportDocuments(tx)).flatMap((each) => {
    const inForce = factsInForce(each);
    return inForce === null ? [] : (issued(inForce.recorded.facts) ?? []);
  });

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
