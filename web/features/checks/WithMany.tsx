import { Button } from '@mantine/core';
import { MOST_ITEMS } from '#/features/deviations/contract.ts';
import { count, counted } from '#web/kit/when.ts';
import type { holding, nextRun } from './next-run.ts';
import type { Finding, Outcome } from './shapes.ts';

type Next = ReturnType<typeof nextRun>;

/** What passes, or is none of the check's business, needs nobody to exclude it, nor does what somebody excluded since. */
export const isOpen = (finding: Pick<Finding, 'item' | 'outcome'>, next: Next): boolean =>
  OPEN.has(finding.outcome) && next(finding) !== 'excluded';
const OPEN: ReadonlySet<Outcome> = new Set(['deviation', 'unknown', 'pending']);

interface ManyProps {
  readonly selected: readonly Finding[];
  readonly act: (items: readonly string[]) => void;
}

/** Of several states of an item it is spoken of once. */
const itemsOf = (selected: readonly Finding[], which: (finding: Finding) => boolean): readonly string[] => [
  ...new Set(selected.filter(which).map(({ item }) => item)),
];

interface TheseProps {
  readonly items: readonly string[];
  readonly says: (items: string) => string;
  readonly act: ManyProps['act'];
  /** At most so many can be done at once. */
  readonly most?: number;
}

function These({ items, says, act, most = Number.POSITIVE_INFINITY }: TheseProps) {
  if (items.length === 0) return null;
  const isTooMany = items.length > most;
  return (
    <Button size="compact-sm" variant="default" disabled={isTooMany} onClick={() => act(items)}>
      {`${says(counted(items.length, 'item'))}${isTooMany ? `: select ${count(most)} at most` : ''}`}
    </Button>
  );
}

export const ExplainThese = ({ selected, act }: ManyProps) => (
  <These
    items={itemsOf(selected, ({ rule }) => rule === 'deviation')}
    says={(items) => `Explain ${items}`}
    act={act}
    most={MOST_ITEMS}
  />
);

export const ExcludeThese = ({ selected, next, act }: ManyProps & { readonly next: Next }) => (
  <These items={itemsOf(selected, (finding) => isOpen(finding, next))} says={(items) => `Exclude ${items}`} act={act} />
);

export const EndThese = ({ selected, held, act }: ManyProps & { readonly held: ReturnType<typeof holding> }) => (
  <These
    items={itemsOf(selected, ({ item }) => held.has(item))}
    says={(items) => `End the exclusion of ${items}`}
    act={act}
  />
);
