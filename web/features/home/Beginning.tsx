import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { categoryLabel } from '#web/features/scope/categories.ts';
import { ask } from '#web/shell/api.ts';
import { TrustLine } from './TrustLine.tsx';

interface Step {
  readonly what: string;
  readonly why: string;
  readonly to: string;
  readonly label: string;
  /** What came of it; null: it is still to be done. */
  readonly done: string | null;
}

/** A fresh programme: three steps of which one is next, not a hundred reds. */
export function Beginning() {
  const answered = useQuery(ask('assessment', 'show', {}));
  const sources = useQuery(ask('sources', 'list', {})).data?.sources.length ?? 0;
  const steps = stepsOf(answered.data?.reading ?? null, sources);
  const left = steps.filter(({ done }) => done === null).length;
  const next = steps.find(({ done }) => done === null);
  return (
    <Page title="Home" lead={`Nothing is examined yet. ${LEFT[left] ?? ''} to a first status.`}>
      {steps.map((step) => (
        <StepLine key={step.what} step={step} isNext={step === next} />
      ))}
      <TrustLine />
    </Page>
  );
}

type Reading = NonNullable<Answered<'assessment', 'show'>['reading']>;

/** @param reading What came of the questions; null: nobody answered. */
const stepsOf = (reading: Reading | null, sources: number): readonly Step[] => [
  {
    what: '1. Say what you promise',
    why: 'A few plain questions, fifteen minutes at most. They tell where you stand: what is examined and why, what is missing, how long it takes, what it may cost, and the controls to begin with.',
    to: '/assessment',
    label: reading === null ? 'Answer the questions' : 'See what follows',
    done: reading === null ? null : doneBy(reading),
  },
  {
    what: '2. Connect a source',
    why: 'Your own git repository is enough for a first status of one series, CC8, change management.',
    to: sources === 0 ? '/sources/add' : '/sources',
    label: sources === 0 ? 'Connect' : 'See what was read',
    done: sources === 0 ? null : `${counted(sources, 'source is', 'sources are')} connected.`,
  },
  {
    what: '3. Choose the days',
    why: 'A Type II report observes some months; a Type I looks at one day. The days can change later, and the change is kept.',
    to: '/scope',
    label: 'Choose days',
    done: null,
  },
];

const doneBy = ({ categories, stands }: Reading): string =>
  `${stands} By what you answered these are examined: ${categories.map(({ category }) => categoryLabel(category)).join(', ')}.`;

const StepLine = ({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) => (
  <Empty
    what={step.done === null ? step.what : `${step.what}: done`}
    why={step.done ?? step.why}
    action={
      <Button component={Link} to={step.to} variant={isNext ? 'filled' : 'default'}>
        {step.label}
      </Button>
    }
  />
);

/** By how many steps are left; the last waits for the days. */
const LEFT: Readonly<Record<number, string>> = { 1: 'One step leads', 2: 'Two steps lead', 3: 'Three steps lead' };
