import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { Grade, GRADES } from '#web/kit/Grade.tsx';
import { State } from '#web/kit/State.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';
import { WhoItIs } from '#web/features/people/WhoItIs.tsx';
import { Said } from '#web/features/checks/Said.tsx';
import { useMay, usePast } from '#web/shell/programme.ts';

type Judged = Answered<'checks', 'judged'>['checks'][number];

/** A check with one item alone. */
const itemOf = (item: string) => (check: { readonly id: string }) => ({
  to: '/checks/$id',
  params: { id: check.id },
  search: { item },
});

const columnsOf = (item: string): readonly Column<Judged>[] => [
  {
    head: 'Outcome',
    states: OUTCOMES,
    cell: ({ enabled, finding, asOf }) => (
      <>
        {finding === null ? asOf === null ? 'never run' : 'not judged yet' : <State name={finding.outcome} />}
        {!enabled && ' (disabled since)'}
      </>
    ),
  },
  { head: 'Check', name: true, cell: (check) => <Link {...itemOf(item)(check)}>{check.title}</Link> },
  { head: 'Why', cell: ({ finding }) => whyOf(finding) },
  {
    head: 'Grade',
    states: GRADES,
    cell: ({ finding }) => finding?.grade != null && <Grade of={finding.grade} />,
  },
  { head: 'Run as of', term: 'as of', cell: ({ asOf }) => asOf !== null && <When at={asOf} /> },
];

function whyOf(finding: Judged['finding']) {
  if (finding === null) return '';
  const { reason, outcome, rule, due } = finding;
  if (outcome === 'excluded') return `${reason} (the rule says ${rule})`;
  return (
    <>
      {reason}
      {due !== null && (
        <>
          {' due '}
          <When at={due} />
        </>
      )}
      <WhoItIs reason={reason} />
    </>
  );
}

export const useJudged = (population: string, key: string) =>
  useQuery({
    ...ask('checks', 'judged', { population: population as never, key, ...usePast() }),
    enabled: useMay('checks:read'),
  });

/** The checks that judge a record, and what the last run of each said of it. */
export function JudgedBy({ population, item }: { readonly population: string; readonly item: string }) {
  const judged = useJudged(population, item);
  if (!useMay('checks:read')) return null;
  return (
    <Section title="Judged by" term="check">
      <Answer of={judged}>
        {({ checks }) =>
          checks.length === 0 ? (
            <Text c="dimmed">No check of an adopted control judges records of this kind.</Text>
          ) : (
            <>
              <Records
                label="Judged by"
                rows={checks}
                keyOf={({ id }) => id}
                place={itemOf(item)}
                columns={columnsOf(item)}
              />
              {checks.map(({ id, title, finding }) => (
                <Said key={id} check={id} title={title} item={item} deviates={finding?.rule === 'deviation'} />
              ))}
            </>
          )
        }
      </Answer>
    </Section>
  );
}
