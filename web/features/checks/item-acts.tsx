import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Column } from '#web/kit/Records.tsx';
import { useMay } from '#web/shell/programme.ts';
import { EndExclusion } from './EndExclusion.tsx';
import { Exclude } from './Exclude.tsx';
import { ExplainForm, type Explanation } from './ExplainForm.tsx';
import { holding, nextRun } from './next-run.ts';
import type { Running } from './NextRun.tsx';
import type { Finding, Shown } from './shapes.ts';
import { calledOf, type Chosen } from './Why.tsx';
import { EndThese, ExcludeThese, ExplainThese, isOpen } from './WithMany.tsx';

type Said = ReadonlyMap<string, Explanation>;
type Kind = 'explain' | 'exclude' | 'end';

interface Asked {
  readonly check: Pick<Shown, 'id' | 'exclusions'>;
  /** What management says of the items. */
  readonly said: Said;
  readonly running: Running;
}

interface ItemActs {
  /** What can be done with one item; none for whoever may do nothing. */
  readonly column: readonly Column<Finding>[];
  /** And with several at once. */
  readonly act: { readonly act?: (selected: readonly Finding[], clear: () => void) => ReactNode };
  /** The forms for it. */
  readonly forms: ReactNode;
}

/** What can be done with items of a check: to say what happened, to exclude them, and to end that. */
export function useItemActs({ check: { id, exclusions }, said, running }: Asked): ItemActs {
  const [doing, setDoing] = useState<(Chosen & { readonly kind: Kind }) | null>(null);
  const may = useMay('checks:write');
  if (!may) return { column: [], act: {}, forms: null };
  const [next, held] = [nextRun(exclusions), holding(exclusions)];
  const of = (kind: Kind): Chosen | null => (doing?.kind === kind ? doing : null);
  const close = (): void => setDoing(null);
  const explaining = of('explain');
  const [onlyOne] = explaining?.items.length === 1 ? explaining.items : [];
  return {
    column: [
      columnOf({ said, held, next }, (kind, finding) =>
        setDoing({ kind, items: [finding.item], called: calledOf([finding]), clear: () => undefined }),
      ),
    ],
    act: {
      act: (selected, clear) => {
        const begin = (kind: Kind) => (items: readonly string[]) =>
          setDoing({ kind, items, called: calledOf(selected), clear });
        return (
          <>
            <ExplainThese selected={selected} act={begin('explain')} />
            <ExcludeThese selected={selected} next={next} act={begin('exclude')} />
            <EndThese selected={selected} held={held} act={begin('end')} />
          </>
        );
      },
    },
    forms: (
      <>
        <ExplainForm
          check={id}
          items={explaining?.items ?? null}
          before={onlyOne === undefined ? undefined : wordsOf(said.get(onlyOne))}
          {...(explaining === null ? {} : { called: explaining.called, clear: explaining.clear })}
          close={close}
        />
        <Exclude check={id} excluding={of('exclude')} close={close} decided={running.mutate} />
        <EndExclusion check={id} ending={of('end')} close={close} decided={running.mutate} />
      </>
    ),
  };
}

/** What was said of an earlier deviation of an item is not corrected: it is said anew. */
const wordsOf = (said: Explanation | undefined): Explanation | undefined =>
  said?.outlived === false ? said : undefined;

interface Known {
  readonly said: Said;
  readonly held: ReturnType<typeof holding>;
  readonly next: ReturnType<typeof nextRun>;
}

interface Offer {
  readonly kind: Kind;
  readonly label: string;
  /** With its item, for those who hear it. */
  readonly told: string;
}

function offersOf({ said, held, next }: Known, { item, outcome, rule }: Finding): readonly Offer[] {
  const explain: Offer =
    said.get(item)?.outlived === false
      ? { kind: 'explain', label: 'Correct', told: `Correct what was said of ${item}` }
      : { kind: 'explain', label: 'Explain', told: `Explain ${item}` };
  return [
    ...(rule === 'deviation' ? [explain] : []),
    ...(isOpen({ item, outcome }, next)
      ? [{ kind: 'exclude', label: 'Exclude', told: `Exclude ${item}` } as const]
      : []),
    ...(held.has(item) ? [{ kind: 'end', label: 'End exclusion', told: `End exclusion of ${item}` } as const] : []),
  ];
}

const columnOf = (known: Known, begin: (kind: Kind, finding: Finding) => void): Column<Finding> => ({
  head: 'Action',
  acts: true,
  cell: (finding) => (
    <Group gap={0} wrap="nowrap">
      {offersOf(known, finding).map(({ kind, label, told }) => (
        <Button key={kind} size="compact-xs" variant="subtle" onClick={() => begin(kind, finding)} aria-label={told}>
          {label}
        </Button>
      ))}
    </Group>
  ),
});
