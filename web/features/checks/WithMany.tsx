import { Button } from '@mantine/core';
import { MOST_ITEMS } from '#/features/deviations/contract.ts';
import { count, counted } from '#web/kit/when.ts';
import type { nextRun } from './next-run.ts';
import type { Finding, Outcome } from './shapes.ts';

type Next = ReturnType<typeof nextRun>;

/** What passes, or is none of the check's business, needs nobody to exclude it, nor does what somebody excluded since. */
export const isOpen = (finding: Pick<Finding, 'item' | 'outcome'>, next: Next): boolean =>
  OPEN.has(finding.outcome) && next(finding) !== 'excluded';
const OPEN: ReadonlySet<Outcome> = new Set(['deviation', 'unknown', 'pending']);

interface ManyProps {
  readonly selected: readonly Finding[];
  readonly exclude: (items: readonly string[]) => void;
}

export function ExplainThese({
  selected,
  explain,
}: Pick<ManyProps, 'selected'> & { readonly explain: ManyProps['exclude'] }) {
  const items = [...new Set(selected.filter(({ rule }) => rule === 'deviation').map(({ item }) => item))];
  const isTooMany = items.length > MOST_ITEMS;
  return (
    items.length > 0 && (
      <Button size="compact-sm" variant="default" disabled={isTooMany} onClick={() => explain(items)}>
        {`Explain ${counted(items.length, 'item')}${isTooMany ? `: select ${count(MOST_ITEMS)} at most` : ''}`}
      </Button>
    )
  );
}

export function ExcludeThese({ selected, exclude, next }: ManyProps & { readonly next: Next }) {
  const items = [...new Set(selected.filter((finding) => isOpen(finding, next)).map(({ item }) => item))];
  return (
    items.length > 0 && (
      <Button size="compact-sm" variant="default" onClick={() => exclude(items)}>
        {`Exclude ${counted(items.length, 'item')}`}
      </Button>
    )
  );
}
