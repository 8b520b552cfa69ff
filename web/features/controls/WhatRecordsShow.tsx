import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Bar } from '#web/kit/Bar.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import { counted } from '#web/kit/when.ts';
import { reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { FirstRun } from '#web/features/checks/FirstRun.tsx';
import { foundTogether } from './found-together.ts';
import type { Standing } from './shapes.ts';

type Check = Standing['checks'][number];

/** What the bars of the checks count, too. */
const COUNTED =
  /^[a-z-]+\.[a-z-]+: (?:[\d,]+ (?:deviations? among|items? (?:is|are) (?:unknown|pending)$)|.*no deviation$|not run yet$|not about the one item|about none of the )/;

/** A sentence, what no check can say, and each check with its whole population. */
export function WhatRecordsShow({ standing }: { readonly standing: Standing | undefined }) {
  const listed = useQuery(ask('checks', 'list', usePast()));
  if (standing === undefined) return <Text c="dimmed">No engagement looks at this control yet.</Text>;
  const titles = new Map(listed.data?.checks.map(({ id, title }) => [id, title]));
  const untold = new Map(
    standing.checks.map(({ id }) => [id, listed.data?.checks.find((each) => each.id === id)?.untold ?? null]),
  );
  const atChecks = new Set(untold.values());
  const rest = standing.reasons
    .flatMap((reason) => reason.split('; '))
    .filter((part) => !COUNTED.test(part))
    .map(reasonShown)
    .filter((reason) => !atChecks.has(reason));
  return (
    <>
      {standing.checks.length > 0 && <p className="prose">{foundTogether(standing.checks)}</p>}
      {rest.length > 0 && (
        <ul className="prose" style={{ paddingLeft: 18 }}>
          {rest.map((reason) => (
            <li key={reason}>
              <By of={reason} />
            </li>
          ))}
        </ul>
      )}
      {standing.checks.length > 0 && (
        <Text size="sm" c="dimmed">
          {`Counted here is what the window admits${standing.retiredAt === null ? '' : ' before the control was retired'}; the page of a check has its whole population.`}
          <FirstRun at={listed.data?.firstRun} />
        </Text>
      )}
      {standing.checks.length > 0 && listed.isPending ? (
        <Answer of={listed}>{() => null}</Answer>
      ) : (
        standing.checks.map((check) => (
          <Checked
            key={check.id}
            check={check}
            title={titles.get(check.id) ?? check.id}
            untold={untold.get(check.id) ?? null}
            retiredAt={standing.retiredAt}
          />
        ))
      )}
    </>
  );
}

interface CheckedProps {
  readonly check: Check;
  readonly title: string;
  /** Why it judged nothing: a bar of nothing would look as if nothing had occurred. */
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
      {shown === null || (untold !== null && population === 0) ? (
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
