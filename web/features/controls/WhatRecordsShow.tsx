import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Bar } from '#web/kit/Bar.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { OUTCOMES } from '#web/kit/states.ts';
import { counted } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { FirstRun } from '#web/features/checks/FirstRun.tsx';
import { foundTogether } from './found-together.ts';
import { judgedNothing, restOf } from './rest.ts';
import type { Standing } from './shapes.ts';

type Check = Standing['checks'][number];

/** A sentence, what no check can say, and each check with its whole population. */
export function WhatRecordsShow({ standing }: { readonly standing: Standing | undefined }) {
  const listed = useQuery(ask('checks', 'list', usePast()));
  if (standing === undefined) return <Text c="dimmed">No engagement looks at this control yet.</Text>;
  if (standing.checks.length === 0) return <Rest of={restOf(standing.reasons, [])} />;
  return (
    <>
      <p className="prose">{foundTogether(standing.checks)}</p>
      <Answer of={listed}>{(all) => <Each standing={standing} listed={all} />}</Answer>
    </>
  );
}

const Rest = ({ of }: { readonly of: readonly string[] }) =>
  of.length > 0 && (
    <ul className="prose" style={{ paddingLeft: 18 }}>
      {of.map((reason) => (
        <li key={reason}>
          <By of={reason} />
        </li>
      ))}
    </ul>
  );

interface EachProps {
  readonly standing: Standing;
  readonly listed: Answered<'checks', 'list'>;
}

/** Which lines are left depends on what is said at the checks, so they come together. */
function Each({ standing: { checks, reasons, retiredAt }, listed }: EachProps) {
  const titles = new Map(listed.checks.map(({ id, title }) => [id, title]));
  const untold = judgedNothing(checks, listed.checks);
  return (
    <>
      <Rest of={restOf(reasons, untold.values())} />
      <Text size="sm" c="dimmed">
        {`Counted here is what the window admits${retiredAt === null ? '' : ' before the control was retired'}; the page of a check has its whole population.`}
        <FirstRun at={listed.firstRun} />
      </Text>
      {checks.map((check) => (
        <Checked
          key={check.id}
          check={check}
          title={titles.get(check.id) ?? check.id}
          untold={untold.get(check.id) ?? null}
          retiredAt={retiredAt}
        />
      ))}
    </>
  );
}

interface CheckedProps {
  readonly check: Check;
  readonly title: string;
  /** Why it judged nothing: a bar of nothing would look as if nothing had occurred; null: it judged, or never ran. */
  readonly untold: string | null;
  /** From then on its control is performed no more, and nothing counts. */
  readonly retiredAt: number | null;
}

/** Each count opens the items of the window that it counts. */
function Checked({ check: { id, shown, population }, title, untold, retiredAt }: CheckedProps) {
  const { engagement } = useProgramme();
  const days = engagement === null ? {} : { first: engagement.first, last: engagement.last };
  const until = retiredAt === null ? {} : { until: Temporal.Instant.fromEpochMilliseconds(retiredAt).toString() };
  return (
    <div style={{ margin: '16px 0' }}>
      <div style={{ marginBottom: 4 }}>
        <Link to="/checks/$id" params={{ id }}>
          {title}
        </Link>
      </div>
      {shown === null || untold !== null ? (
        <Text size="sm" c="dimmed">
          {shown === null ? 'never run' : `${untold}: it judged nothing`}
        </Text>
      ) : (
        <Bar
          label={`${title}, ${counted(population, 'item')}`}
          segments={OUTCOMES.map((state) => ({
            state,
            value: shown[state] ?? 0,
            to: `/checks/${id}`,
            search: { outcome: state, ...days, ...until },
          }))}
        />
      )}
    </div>
  );
}
