import { csvOf } from '#/core/csv.ts';
import { api } from '#web/shell/api.ts';
import type { Finding, Kept } from './shapes.ts';

const HEADS = [
  'item',
  'outcome',
  'what the rule says',
  'why',
  'occurred from',
  'occurred until',
  'seen',
  'inferred since',
  'grade',
] as const;
const PAGE = 1_000;
/** What a spreadsheet still opens; a package has all of them. */
const MOST = 100_000;

/** Items of a run for a spreadsheet, read page by page; the last line says so where there are more. */
export async function findingsCsv(
  id: string,
  outcomes: readonly Kept[],
  between: { readonly from?: number; readonly to?: number },
): Promise<string> {
  const rows: Finding[] = [];
  let after: string | null = null;
  do {
    const page: { readonly findings: readonly Finding[]; readonly next: string | null } = await api.checks.show({
      id,
      outcomes: [...outcomes],
      limit: PAGE,
      ...between,
      ...(after === null ? {} : { after }),
    });
    rows.push(...page.findings);
    after = page.next;
  } while (after !== null && rows.length < MOST);
  const more = after === null ? [] : [[`There are more than these ${rows.length}; a package has all of them.`]];
  return csvOf(HEADS, [...rows.map(lineOf), ...more]);
}

const instant = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

const lineOf = ({ item, outcome, rule, reason, from, to, look, inferred, grade }: Finding): readonly string[] => [
  item,
  outcome,
  rule,
  reason,
  instant(from),
  instant(to),
  instant(look),
  inferred ? 'yes' : '',
  grade ?? '',
];
