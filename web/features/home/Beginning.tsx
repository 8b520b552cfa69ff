import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
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

/** A fresh programme: where it stands by its own words, and three steps, not a hundred reds. */
export function Beginning() {
  const reading = useQuery(ask('assessment', 'show', {})).data?.reading ?? null;
  const sources = useQuery(ask('sources', 'list', {})).data?.sources.length ?? 0;
  const categories = reading?.categories.map(({ category }) => categoryLabel(category)).join(', ') ?? null;
  const steps = stepsOf(categories, sources);
  const left = steps.filter(({ done }) => done === null).length;
  const next = reading === null ? null : steps.find(({ done }) => done === null);
  return (
    <Page title="Home" lead={`Nothing is examined yet. ${LEFT[left] ?? ''} to a first status.`}>
      <Assessment stands={reading?.stands ?? null} />
      {steps.map((step) => (
        <StepLine key={step.what} step={step} isNext={step === next} />
      ))}
      <TrustLine />
    </Page>
  );
}

/** @param categories What is examined by what was answered; null: nobody answered. */
const stepsOf = (categories: string | null, sources: number): readonly Step[] => [
  {
    what: '1. Say what you promise',
    why: 'A few plain questions give the categories that are examined, each with its reason, and the controls to begin with.',
    to: categories === null ? '/scope' : '/assessment',
    label: categories === null ? 'Begin' : 'See it',
    done: categories === null ? null : `By what you answered these are examined: ${categories}.`,
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

/** Before the first step: the questions, or what came of them. */
const Assessment = ({ stands }: { readonly stands: string | null }) => (
  <Empty
    what={stands === null ? 'Not sure where you stand?' : 'Where you stand'}
    why={
      stands ??
      'A few plain questions, fifteen minutes at most: what is missing, how long it takes, what it may cost, by when to begin for a deal that waits, and what to do first.'
    }
    action={
      <Button component={Link} to="/assessment" variant={stands === null ? 'filled' : 'default'}>
        {stands === null ? 'Answer the questions' : 'See what follows'}
      </Button>
    }
  />
);
