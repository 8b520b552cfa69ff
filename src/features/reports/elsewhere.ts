import type { ReportFacts } from './facts.contract.ts';
import type { Fault } from './faults.ts';

/** A document that facts may lead to. */
export interface Other {
  readonly id: string;
  readonly kind: string;
  readonly pages: number;
  /** It is given to nobody any more. */
  readonly isRetired: boolean;
}

interface Led {
  readonly where: string;
  readonly document: string | null;
  readonly page: number | null;
  readonly kind: 'bridge-letter' | 'soc2-report';
}

/** What facts say of the letter after a report and of the reports before it, and where those can be read. */
const ledFrom = ({ bridge, previous }: Pick<ReportFacts, 'bridge' | 'previous'>): readonly Led[] => [
  ...(bridge === null ? [] : [{ ...bridge, where: 'bridge', kind: 'bridge-letter' as const }]),
  ...previous.map((each, at) => ({ ...each, where: `previous.${at}`, kind: 'soc2-report' as const })),
];

/** The documents that facts lead to. */
export const othersIn = (facts: Pick<ReportFacts, 'bridge' | 'previous'>): readonly string[] => [
  ...new Set(ledFrom(facts).flatMap(({ document }) => document ?? [])),
];

/** What leads nowhere: to no such document, or to a page that it does not have. */
export function faultsElsewhere(
  facts: Pick<ReportFacts, 'bridge' | 'previous'>,
  { id, pages, others }: { readonly id: string; readonly pages: number; readonly others: readonly Other[] },
): readonly Fault[] {
  return ledFrom(facts).flatMap(({ where, document, page, kind }): readonly Fault[] => {
    if (document === null)
      return page !== null && page > pages ? [{ where: `${where}.page`, because: `the file has ${pages} pages` }] : [];
    const other = others.find((each) => each.id === document && each.kind === kind && !each.isRetired);
    if (other === undefined || other.id === id) return [{ where: `${where}.document`, because: NONE[kind] }];
    if (page === null) return [{ where: `${where}.page`, because: 'say on which page of that document it stands' }];
    return page > other.pages ? [{ where: `${where}.page`, because: `that document has ${other.pages} pages` }] : [];
  });
}

const NONE = {
  'bridge-letter': 'no bridge letter among the documents has this id',
  'soc2-report': 'no other SOC 2 report among the documents has this id',
} as const;
