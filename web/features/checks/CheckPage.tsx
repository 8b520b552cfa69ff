import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import { explainedInWords } from '#/core/status/explained.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Bar } from '#web/kit/Bar.tsx';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Term } from '#web/kit/Term.tsx';
import { When } from '#web/kit/When.tsx';
import { count, counted, isDay, showMinute, showPlainDay } from '#web/kit/when.ts';
import { useTitles } from '#web/features/controls/titles.ts';
import { useIsWarned, Warnings } from '#web/features/scope/Warnings.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme, useZone } from '#web/shell/programme.ts';
import { type Running, useRunOf } from './NextRun.tsx';
import { Exclusions } from './Exclusions.tsx';
import { FirstRun } from './FirstRun.tsx';
import { Outcomes } from './Outcomes.tsx';
import { Said } from './Said.tsx';
import { useSaid } from './use-said.ts';
import { windowOf } from './beside-window.ts';
import type { Days } from '#web/kit/days.ts';
import { Findings } from './Findings.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import { amongIn, type Choice, type Outcome, type Run, type Shown, type Way, wayIn } from './shapes.ts';

const WITHOUT_CHOICE: readonly Outcome[] = ['deviation', 'unknown', 'excluded'];

/** What the address can ask for: an outcome, all items, or all that the check is about. */
const CHOICES: Readonly<Record<Choice, readonly Outcome[]>> = {
  all: OUTCOMES,
  about: OUTCOMES.filter((outcome) => outcome !== 'not-applicable'),
  pass: ['pass'],
  deviation: ['deviation'],
  unknown: ['unknown'],
  pending: ['pending'],
  excluded: ['excluded'],
  'not-applicable': ['not-applicable'],
};
const choiceIn = ({ outcome }: Way): Choice | undefined =>
  (Object.keys(CHOICES) as Choice[]).find((each) => each === outcome);

/** One check: its rule in words, the whole population as one bar, and the items that are not clean, or those that are asked for. */
export function CheckPage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const past = usePast();
  const check = useQuery(ask('checks', 'show', { id, limit: 1, ...past }));
  const listed = useQuery(ask('checks', 'list', { all: true, ...past }));
  const running = useRunOf(id);
  const isWarned = useIsWarned();
  const population = listed.data?.checks.find((each) => each.id === id)?.population ?? null;
  return (
    <Answer of={check} page={check.isError ? id : 'Check'}>
      {(shown) => (
        <Page
          title={shown.title}
          above={[{ to: '/checks', label: 'Checks' }]}
          lead={
            <>
              <Lead id={id} run={shown.run} untold={shown.untold} isOfPast={past.asOf !== undefined} />
              <FirstRun at={listed.data?.firstRun} />
              <ExplainedOf check={id} />
            </>
          }
        >
          <p className="prose">{shown.prose}</p>
          <Section title="The rule" term="check">
            <Rule {...shown} />
            <Warnings about={({ checks }) => checks.includes(id)} />
          </Section>
          <div className={isWarned ? undefined : 'not-yet'}>
            {shown.run !== null && shown.untold === null && <Whole id={id} run={shown.run} />}
            <Exclusions check={id} of={shown.exclusions} running={running} />
            <Items shown={shown} population={population} running={running} />
          </div>
        </Page>
      )}
    </Answer>
  );
}

interface ItemsProps {
  readonly shown: Shown;
  readonly population: string | null;
  readonly running: Running;
}

/** The items that the address asks for, or those that are not clean. */
function Items({ shown, population, running }: ItemsProps) {
  const search = useSearch({ strict: false }) as Way & { readonly item?: string };
  const { id } = shown;
  const { item } = search;
  const days = daysIn(search);
  const chosen = choiceIn(search);
  const among = amongIn(search);
  const zone = useZone();
  return (
    <Section
      title={item === undefined ? `Items${days === null ? '' : inDays(days, zone)}` : 'One item'}
      term="item"
      aside={
        item === undefined ? (
          <Outcomes chosen={chosen} among={among} days={days} />
        ) : (
          <Link to="/checks/$id" params={{ id }} search={wayIn(search)}>
            All items
          </Link>
        )
      }
    >
      <Findings
        check={shown}
        population={population}
        among={among}
        days={days}
        item={item ?? null}
        outcomes={chosen === undefined ? WITHOUT_CHOICE : CHOICES[chosen]}
        way={wayIn(search)}
        running={running}
      />
      {item !== undefined && <Said check={id} item={item} deviates={false} />}
    </Section>
  );
}

/** Of how many deviations management said what happened: what is to be said is not all that stands there. */
function ExplainedOf({ check }: { readonly check: string }) {
  const explained = useSaid(check)?.explained;
  if (explained === undefined || explained === null || explained.of === 0) return null;
  const these = (said: 'yes' | 'no', words: string) => (
    <Link to="/checks/$id" params={{ id: check }} search={{ outcome: 'deviation', explained: said }}>
      {words}
    </Link>
  );
  const left = explained.of - explained.said;
  const words = explainedInWords(explained);
  return (
    <>
      {' '}
      {explained.said === 0 ? words : these('yes', words)}
      {left > 0 && <>, {these('no', `${count(left)} not yet`)}</>}.
    </>
  );
}

/** Days, the last included, on which items may have occurred; null: whenever they did. */
function daysIn({ first, last, until = '' }: Way): Days | null {
  const instant = Date.parse(until);
  return isDay(first) && isDay(last) ? { first, last, until: Number.isNaN(instant) ? null : instant } : null;
}

const inDays = ({ first, last, until }: Days, zone: string): string =>
  ` of ${showPlainDay(first)} to ${until === null ? showPlainDay(last) : showMinute(until, zone)}`;

interface LeadProps {
  readonly id: string;
  readonly run: Run | null;
  /** That no source tells of its items. */
  readonly untold: string | null;
  readonly isOfPast: boolean;
}

/** Each number opens the items that it counts. What the check is not about is no item of its controls. */
function Lead({ id, run, untold, isOfPast }: LeadProps) {
  if (untold !== null) return `Nothing was judged: ${untold}.`;
  if (run === null) return isOfPast ? 'It had not been run by then.' : 'It was never run.';
  const { population, counts } = run;
  const [deviating, beside] = [counts.deviation ?? 0, counts['not-applicable'] ?? 0];
  const these = (outcome: Choice, says: string) => (
    <Link to="/checks/$id" params={{ id }} search={{ outcome }}>
      {says}
    </Link>
  );
  return (
    <>
      {these('deviation', counted(deviating, 'deviation'))}
      {' among '}
      {beside === 0 ? (
        these('all', counted(population, 'item'))
      ) : (
        <>
          {these('about', counted(population - beside, 'item'))}
          {' that it is about ('}
          {these('all', count(population))}
          {' looked at)'}
        </>
      )}
      .
    </>
  );
}

function Rule({ sentences, controls, erasedBeside }: Pick<Shown, 'sentences' | 'controls' | 'erasedBeside'>) {
  const titleOf = useTitles();
  return (
    <>
      {sentences.map(({ from, sentence }) => (
        <p key={`${from ?? ''} ${sentence}`} className="prose">
          {from !== null && (
            <>
              From <When at={from} />:{' '}
            </>
          )}
          {sentence}
        </p>
      ))}
      {erasedBeside.map((records) => (
        <p key={records} className="prose">
          Records of {records} were erased: what it says of items beside them rests on the others.
        </p>
      ))}
      <Text size="sm" c="dimmed">
        {'It serves '}
        {controls.map((control, at) => (
          <Fragment key={control}>
            {at > 0 && ', '}
            <Link to="/controls/$id" params={{ id: control }}>
              {titleOf(control)}
            </Link>
          </Fragment>
        ))}
        .
      </Text>
      <Text size="sm" c="dimmed">
        Anyone can run it again on the sealed records of a <Term name="package" />:{' '}
        <code>attestry package reperform FILE</code>
      </Text>
    </>
  );
}

function Whole({ id, run }: { readonly id: string; readonly run: Run }) {
  const when = (
    <Text size="sm" c="dimmed">
      <Term name="run">Run</Term> as of <When at={run.asOf} exact />, ledger position <AtPosition of={run.position} />
    </Text>
  );
  return (
    <Section
      title={run.within === null ? 'The whole population' : 'The items of your examination'}
      term="population"
      aside={when}
    >
      <Bar
        explains
        label={`${run.population} items`}
        segments={OUTCOMES.map((state) => ({
          state,
          value: run.counts[state] ?? 0,
          to: `/checks/${id}`,
          search: { outcome: state },
        }))}
      />
      {run.within === null && <OfWindow id={id} />}
      {(run.counts.excluded ?? 0) > 0 && (
        <Text size="sm" mt="xs">
          By the rule alone, as if nobody had excluded any: <ByRule id={id} counts={run.rule} />.
        </Text>
      )}
    </Section>
  );
}

/** The page of a control counts less than that of its check: where to see what it counts. */
function OfWindow({ id }: { readonly id: string }) {
  const days = windowOf(useProgramme().engagement);
  if (days === null) return null;
  const { first, last } = days;
  return (
    <Text size="sm" mt="xs">
      {`All that was read is judged. A status counts what the window admits, ${showPlainDay(first)} to ${showPlainDay(last)}: `}
      <Link to="/checks/$id" params={{ id }} search={{ first, last }}>
        what is not clean in it
      </Link>
      .
    </Text>
  );
}

/** Each number opens the items of which the rule says that, excluded or not. */
const ByRule = ({ id, counts }: { readonly id: string; readonly counts: Run['rule'] }) =>
  OUTCOMES.filter((state) => (counts[state] ?? 0) > 0).map((state, at) => (
    <Fragment key={state}>
      {at > 0 && ', '}
      <Link to="/checks/$id" params={{ id }} search={{ outcome: state, by: 'rule' }}>
        {`${count(counts[state] ?? 0)} ${state.replace('-', ' ')}`}
      </Link>
    </Fragment>
  ));
