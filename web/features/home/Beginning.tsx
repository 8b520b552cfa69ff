import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BEGINNING, type BeginningStep, beginningTold, leftOf, readable } from '#/core/status/beginning.ts';
import { Empty } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { categoryLabel } from '#web/features/scope/categories.ts';
import { ask } from '#web/shell/api.ts';
import { mayEnter } from '#web/shell/entry.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { ROOMS } from '#web/shell/rooms.ts';
import { TrustLine } from './TrustLine.tsx';

interface Way {
  readonly to: string;
  /** The part of that page, where it is not its top. */
  readonly search?: { readonly do: string };
  readonly label: string;
  /** What came of it; null: it is still to be done. */
  readonly done: string | null;
}

type Step = Way & { readonly what: string; readonly why: string };

/** A fresh programme: three steps of which one is next, not a hundred reds. */
export function Beginning() {
  const answered = useQuery(ask('assessment', 'show', {}));
  const sources = useQuery(ask('sources', 'list', {})).data?.sources ?? [];
  const ways = waysOf(answered.data?.reading ?? null, sources);
  const steps = BEGINNING.map(({ id, what, why }, place) => ({ what: `${place + 1}. ${what}`, why, ...ways[id] }));
  const left = steps.filter(({ done }) => done === null).length;
  const next = steps.find(({ done }) => done === null);
  return (
    <Page title="Home" lead={beginningTold(left)}>
      {steps.map((step) => (
        <StepLine key={step.what} step={step} isNext={step === next} />
      ))}
      <TrustLine />
    </Page>
  );
}

/** What is left of it where the days were chosen before a source was there, for whoever can connect one. */
export function LeftOfBeginning() {
  const { asOf } = useProgramme();
  const enabled = useMay('sources:write') && asOf === null;
  const answered = useQuery({ ...ask('assessment', 'show', {}), enabled }).data;
  const listed = useQuery({ ...ask('sources', 'list', {}), enabled }).data;
  if (!enabled || answered === undefined || listed === undefined) return null;
  const ways = waysOf(answered.reading, listed.sources);
  const left = leftOf({ promises: ways.promises.done, source: ways.source.done });
  if (left.length === 0) return null;
  return (
    <Section title="What is left of the beginning">
      {left.map(({ id, what, why }) => (
        <StepLine key={id} step={{ what, why, ...ways[id] }} isNext={id === 'source'} />
      ))}
    </Section>
  );
}

type Reading = NonNullable<Answered<'assessment', 'show'>['reading']>;

/** @param reading What came of the questions; null: nobody answered. */
function waysOf(
  reading: Reading | null,
  sources: Answered<'sources', 'list'>['sources'],
): Readonly<Record<BeginningStep, Way>> {
  return {
    promises: {
      to: '/assessment',
      label: reading === null ? 'Answer the questions' : 'See what follows',
      done: reading === null ? null : doneBy(reading),
    },
    source: sourceWay(readable(sources)),
    days: { to: '/scope', search: { do: 'days' }, label: 'Choose days', done: null },
  };
}

function sourceWay({ connected, counting }: ReturnType<typeof readable>): Way {
  if (connected.length === 0) return { to: '/sources/add', label: 'Connect', done: null };
  if (counting.length === 0) return { to: '/sources', label: 'See why it cannot be read', done: null };
  const done = `${counted(counting.length, 'source is', 'sources are')} connected.`;
  return { to: '/sources', label: 'See what was read', done };
}

const doneBy = ({ categories, stands }: Reading): string =>
  `${stands} By what you answered these are examined: ${categories.map(({ category }) => categoryLabel(category)).join(', ')}.`;

function StepLine({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) {
  const { may } = useProgramme();
  return (
    <Empty
      what={step.done === null ? step.what : `${step.what}: done`}
      why={step.done ?? step.why}
      action={
        mayEnter(step.to, ROOMS, may) && (
          <Button
            renderRoot={(props) => (
              <Link to={step.to} {...(step.search === undefined ? {} : { search: step.search })} {...props} />
            )}
            variant={isNext ? 'filled' : 'default'}
          >
            {step.label}
          </Button>
        )
      }
    />
  );
}
