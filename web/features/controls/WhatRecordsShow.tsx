import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bar } from '#web/kit/Bar.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import { counted } from '#web/kit/when.ts';
import { enumerated, reasonShown } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import type { Standing } from './shapes.ts';

type Check = Standing['checks'][number];

/** What the bars of the checks count, too. */
const COUNTED =
  /^[a-z-]+\.[a-z-]+: (?:[\d,]+ (?:deviations? among|items? (?:is|are) (?:unknown|pending)$)|.*no deviation$|not about the one item|about none of the )/;

/** A sentence, what no check can say, and each check with its whole population. */
export function WhatRecordsShow({ standing }: { readonly standing: Standing | undefined }) {
  const { data } = useQuery(ask('checks', 'list', usePast()));
  if (standing === undefined) return <Text c="dimmed">No engagement looks at this control yet.</Text>;
  const titles = new Map(data?.checks.map(({ id, title }) => [id, title]));
  const rest = standing.reasons
    .flatMap((reason) => reason.split('; '))
    .filter((part) => !COUNTED.test(part))
    .map(reasonShown);
  return (
    <>
      {standing.checks.length > 0 && <p className="prose">{sentenceOf(standing.checks)}</p>}
      {rest.length > 0 && (
        <ul className="prose" style={{ paddingLeft: 18 }}>
          {rest.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {standing.checks.length > 0 && (
        <Text size="sm" c="dimmed">
          {`Counted here is what the window admits${standing.retiredAt === null ? '' : ' before the control was retired'}; the page of a check has its whole population.`}
        </Text>
      )}
      {standing.checks.map((check) => (
        <Checked key={check.id} check={check} title={titles.get(check.id) ?? check.id} retiredAt={standing.retiredAt} />
      ))}
    </>
  );
}

/** What all checks together found; an item that several look at counts with each. */
function sentenceOf(checks: readonly Check[]): string {
  const run = checks.flatMap(({ shown }) => shown ?? []);
  if (run.length === 0)
    return `${counted(checks.length, 'check looks', 'checks look')} at this control, and none was run yet.`;
  const sum = (state: (typeof OUTCOMES)[number]): number => run.reduce((all, shown) => all + (shown[state] ?? 0), 0);
  const [deviations, unknown, pending] = [sum('deviation'), sum('unknown'), sum('pending')];
  if (OUTCOMES.every((state) => sum(state) === 0))
    return `${counted(run.length, 'check was', 'checks were')} run, and no item of the window was there to judge.`;
  if (OUTCOMES.every((state) => state === 'not-applicable' || sum(state) === 0))
    return `${counted(run.length, 'check was', 'checks were')} run, and ${run.length === 1 ? 'it is' : 'they are'} about no item of the window.`;
  const telling = run.filter((shown) =>
    (['deviation', 'unknown', 'pending'] as const).some((state) => (shown[state] ?? 0) > 0),
  );
  const of = telling.length === 0 || telling.length === run.length ? '' : `${telling.length} of `;
  const one = run.length === 1 || telling.length === 1;
  const found = [
    `found ${deviations === 0 ? 'no deviation' : counted(deviations, 'deviation')}`,
    ...(unknown === 0 ? [] : [`could not tell of ${counted(unknown, 'item')}`]),
    ...(pending === 0 ? [] : [`${one ? 'waits' : 'wait'} for ${counted(pending, 'item')} that may still be in time`]),
  ];
  return `${of}${counted(run.length, 'check', 'checks')} ${enumerated(found)}.`;
}

interface CheckedProps {
  readonly check: Check;
  readonly title: string;
  /** From then on its control is performed no more, and nothing counts. */
  readonly retiredAt: number | null;
}

/** Each count opens the items of the window that it counts. */
function Checked({ check: { id, shown, population }, title, retiredAt }: CheckedProps) {
  const { engagement } = useProgramme();
  const days = engagement === null ? {} : { first: engagement.first, last: engagement.last };
  const until = retiredAt === null ? {} : { until: Temporal.Instant.fromEpochMilliseconds(retiredAt).toString() };
  return (
    <div style={{ margin: '16px 0' }}>
      <Link to="/checks/$id" params={{ id }}>
        {title}
      </Link>
      {shown === null ? (
        <Text size="sm" c="dimmed">
          never run
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
