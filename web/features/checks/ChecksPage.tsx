import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { Mark, State } from '#web/kit/State.tsx';
import type { Look } from '#web/kit/states.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import type { Listed } from './shapes.ts';

const of = (outcome: 'deviation' | 'unknown', { run }: Listed): number => run?.counts[outcome] ?? 0;

function lookOf(check: Listed): Look {
  if (!check.enabled) return 'struck';
  if (check.run === null) return 'faint';
  if (of('deviation', check) > 0) return 'deviation';
  if (of('unknown', check) > 0) return 'hatched';
  return check.run.population === 0 ? 'zero' : 'clean';
}

const COLUMNS: readonly Column<Listed>[] = [
  { head: 'State', cell: (check) => <Mark look={lookOf(check)} /> },
  {
    head: 'Check',
    cell: ({ id, title, enabled }) => (
      <>
        <Link to="/checks/$id" params={{ id }}>
          {title}
        </Link>
        {!enabled && <State name="excluded" label="disabled" />}
      </>
    ),
  },
  { head: 'Population', cell: ({ population }) => population },
  { head: 'Items', number: true, cell: ({ run }) => run !== null && count(run.population) },
  { head: 'Deviations', number: true, cell: (check) => check.run !== null && count(of('deviation', check)) },
  { head: 'Unknown', number: true, cell: (check) => check.run !== null && count(of('unknown', check)) },
  { head: 'As of', cell: ({ run }) => (run === null ? 'never run' : <When at={run.asOf} />) },
];

/** Every check that serves an adopted control, and what its last run said of the whole population. */
export function ChecksPage() {
  const checks = useQuery(ask('checks', 'list', {}));
  const navigate = useNavigate();
  return (
    <Answer of={checks}>
      {({ checks: all }) => (
        <Page title="Checks" lead={leadOf(all)}>
          {all.length === 0 ? (
            <Empty
              what="No check applies yet"
              why="A check serves a control: adopt controls, and the checks that judge them appear here."
            />
          ) : (
            <Records
              label="Checks"
              rows={all}
              keyOf={({ id }) => id}
              open={({ id }) => void navigate({ to: '/checks/$id', params: { id } })}
              columns={COLUMNS}
            />
          )}
        </Page>
      )}
    </Answer>
  );
}

function leadOf(all: readonly Listed[]): string {
  const deviating = all.filter((check) => of('deviation', check) > 0).length;
  const never = all.filter(({ run }) => run === null).length;
  const unrun = never === 0 ? '' : ` ${count(never)} were never run.`;
  return `${counted(all.length, 'check')} judge whole populations; ${count(deviating)} find deviations.${unrun}`;
}
