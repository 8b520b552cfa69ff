import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { explainedInWords } from '#/core/status/explained.ts';
import { whoDoes } from '#/core/whose.ts';
import { Facts } from '#web/kit/Facts.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Due, When } from '#web/kit/When.tsx';
import { withDays } from '#web/kit/when.ts';
import { amid, inWords, reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Actions, isOver, List, ToDo, Why } from './TaskParts.tsx';

type Shown = Answered<'work', 'show'>;
type Decision = Shown['decisions'][number];

const SAYS: Readonly<Record<Shown['task']['state'], string>> = {
  open: 'It is to be done.',
  done: 'It is done.',
  dropped: 'It was put aside.',
  lapsed: 'It is over, and it was not done.',
};

const DECISIONS: readonly Column<Decision>[] = [
  { head: 'What', cell: ({ decision }) => inWords(decision) },
  { head: 'To', cell: ({ assignee }) => assignee !== null && <By of={assignee} /> },
  { head: 'Why', cell: ({ reason }) => reason },
  { head: 'By', cell: ({ person }) => <By of={person} /> },
  { head: 'When', cell: ({ received }) => <When at={received} /> },
  inLedger,
];

/** A reason begins with the id of the check that gave it: its title stands there, and days as people write them. */
function named(reason: string, titles: ReadonlyMap<string, string>): string {
  const [id = '', ...rest] = reason.split(': ');
  const title = titles.get(id);
  return title === undefined ? reasonShown(reason) : withDays(`${title}: ${rest.join(': ')}`);
}

/** One task: by when and for whom, why it is there, what to do, what shows that it was done, and what was decided of it. */
export function OneTask({ task }: { readonly task: string }) {
  const found = useQuery(ask('work', 'show', { key: task }));
  const checks = useQuery({ ...ask('checks', 'list', {}), enabled: useMay('checks:read') });
  const titles = new Map(checks.data?.checks.map(({ id, title }) => [id, title]));
  return (
    <Answer of={found} page="Work">
      {({ task: shown, decisions }) => (
        <Page title={shown.title} above={[{ to: '/work', label: 'Work' }]} lead={SAYS[shown.state]}>
          <Head task={shown} />
          <div className="prose">
            <Why task={shown} say={(reason) => named(reason, titles)} />
            {shown.state !== 'done' && <ToDo of={shown.todo} />}
            <List title="What shows that it was done" of={shown.evidence} />
          </div>
          <Group gap="xs" mt="md" className="no-print">
            <Actions task={shown} />
          </Group>
          {decisions.length > 0 && (
            <Section title="What was decided of it">
              <Records
                label="Decisions"
                rows={decisions}
                keyOf={({ position }) => String(position)}
                columns={DECISIONS}
              />
            </Section>
          )}
        </Page>
      )}
    </Answer>
  );
}

function Head({ task }: Pick<Shown, 'task'>) {
  const { kind, due, state, function: owner, control, because, explained } = task;
  const controls = useQuery({ ...ask('controls', 'list', {}), enabled: useMay('controls:read') && control !== null });
  const title = controls.data?.controls.find(({ id }) => id === control)?.title;
  return (
    <Facts
      of={[
        ['Due', <Due key="d" day={due} isOpen={state === 'open'} />],
        ['Who', <By key="w" of={whoDoes(task)} />],
        // who made a task of their own said for whom it is, and nothing of a function
        ...(kind === 'own' ? [] : [['Function', inWords(owner)] as const]),
        ...(control === null
          ? []
          : [
              [
                'Control',
                <Link key="c" to="/controls/$id" params={{ id: control }}>
                  {title ?? amid(control)}
                </Link>,
              ] as const,
            ]),
        ...(explained === null ? [] : [['Deviations', explainedInWords(explained), 'deviation'] as const]),
        ...(because === '' || isOver({ kind, state })
          ? []
          : [[state === 'done' ? 'What came of it' : 'Because', because] as const]),
      ]}
    />
  );
}
