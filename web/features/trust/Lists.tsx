import { Checkbox, NumberInput, Text } from '@mantine/core';
import { slugOf } from '#/core/slug.ts';
import { Section } from '#web/kit/Page.tsx';
import { Day } from '#web/kit/When.tsx';
import { type Content, type PartProps, useSaving } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';
import { Rows } from './Rows.tsx';

type Saving = ReturnType<typeof useSaving>;
type Subprocessor = Content['subprocessors']['list'][number];

/** Saves a list of the draft as a whole. */
const savingOf = <T,>(saving: Saving, change: (rows: readonly T[]) => Partial<Content>) => ({
  isPending: saving.isPending,
  isSuccess: saving.isSuccess,
  isError: saving.isError,
  error: saving.error,
  mutate: (rows: readonly T[], done: () => void) => saving.mutate(change(rows), { onSuccess: done }),
});

const ADDRESS = 'Begins with https://';

/** Who processes personal data of customers; apart from subservice organizations, which the examination names. */
export function Subprocessors({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { subprocessors } = draft.content;
  return (
    <>
      <ProblemList draft={draft} of={['subprocessors']} />
      <Rows
        title="Subprocessors"
        one="a subprocessor"
        why="Whoever processes personal data of your customers on your behalf. Buyers ask for name, role, data and place. Subservice organizations in the sense of SOC 2 come from the examination and stand apart."
        rows={subprocessors.list}
        blank={{ name: '', role: '', data: '', place: '', since: '', address: '', hurry: '' }}
        nameOf={({ name }) => name}
        fields={[
          { name: 'name', label: 'Name', kind: 'line' },
          { name: 'role', label: 'Role', kind: 'line', hint: 'What they do for you, such as hosting.' },
          { name: 'data', label: 'Data', kind: 'line', optional: true },
          { name: 'place', label: 'Place', kind: 'line', optional: true, hint: 'Where the data is.' },
          {
            name: 'since',
            label: 'Since',
            kind: 'date',
            optional: true,
            hint: 'Of one that is to begin: the day on which it does.',
          },
          { name: 'address', label: 'Page', kind: 'line', optional: true, hint: ADDRESS },
          {
            name: 'hurry',
            label: 'Why it begins before the notice is over',
            kind: 'line',
            optional: true,
            hint: 'Only of a new one that begins sooner than you promise. It is shown, and told to subscribers.',
          },
        ]}
        columns={[
          { head: 'Name', cell: ({ name }) => <strong>{name}</strong> },
          { head: 'Role', cell: ({ role }) => role },
          { head: 'Place', cell: ({ place }) => place },
          { head: 'Since', cell: ({ since }) => since !== '' && <Day day={since} /> },
        ]}
        saving={savingOf<Subprocessor>(saving, (list) => ({ subprocessors: { ...subprocessors, list: [...list] } }))}
        may={may}
      />
      <Announced draft={draft} may={may} />
      <Notice draft={draft} may={may} />
    </>
  );
}

/** What will be otherwise of one in the list: it holds by itself from its day on, and until then the list does. */
function Announced({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { subprocessors } = draft.content;
  const names = subprocessors.list.map(({ name }) => ({ value: name, label: name }));
  if (names.length === 0) return null;
  return (
    <Rows
      title="Announced changes"
      one="a change"
      why="Where one of them will do something else, with other data or elsewhere. The page goes on showing what holds, says from when what will, and subscribers are told. Once the day has come, the page shows it by itself."
      rows={subprocessors.changes}
      blank={{ name: names[0]?.value ?? '', from: '', role: '', data: '', place: '', hurry: '' }}
      nameOf={({ name, from }) => `${name}, ${from}`}
      fields={[
        { name: 'name', label: 'Of whom', kind: 'choice', choices: names },
        { name: 'from', label: 'From', kind: 'date', hint: 'The day from which it holds.' },
        { name: 'role', label: 'Role, from then on', kind: 'line', optional: true, hint: 'Empty: as it is.' },
        { name: 'data', label: 'Data, from then on', kind: 'line', optional: true, hint: 'Empty: as it is.' },
        { name: 'place', label: 'Place, from then on', kind: 'line', optional: true, hint: 'Empty: as it is.' },
        {
          name: 'hurry',
          label: 'Why it comes before the notice is over',
          kind: 'line',
          optional: true,
          hint: 'Only where it comes sooner than you promise. It is shown, and told to subscribers.',
        },
      ]}
      columns={[
        { head: 'Name', cell: ({ name }) => <strong>{name}</strong> },
        { head: 'From', cell: ({ from }) => <Day day={from} /> },
        {
          head: 'What changes',
          cell: ({ role, data, place }) =>
            [
              ['role', role],
              ['data', data],
              ['place', place],
            ]
              .filter(([, text]) => text !== '')
              .map(([what, text]) => `${what}: ${text}`)
              .join('; '),
        },
      ]}
      saving={savingOf<Content['subprocessors']['changes'][number]>(saving, (changes) => ({
        subprocessors: { ...subprocessors, changes: [...changes] },
      }))}
      may={may}
    />
  );
}

function Notice({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { subprocessors } = draft.content;
  return (
    <fieldset disabled={!may} className="plain">
      <NumberInput
        label="Days of notice before a new one begins, or one changes"
        description="Empty: none is promised. Fewer days hold only once the notice that was promised before is over."
        value={subprocessors.noticeDays ?? ''}
        min={1}
        max={365}
        maw={320}
        onBlur={({ currentTarget }) => {
          const days = currentTarget.value === '' ? null : Math.min(365, Math.max(1, Number(currentTarget.value) || 1));
          if (days !== subprocessors.noticeDays)
            saving.mutate({ subprocessors: { ...subprocessors, noticeDays: days } });
        }}
      />
    </fieldset>
  );
}

/** Certificates of others, and policies that anybody may read. */
export function Certifications({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { certifications } = draft.content;
  return (
    <>
      <ProblemList draft={draft} of={['certifications', 'policies']} />
      <Rows
        title="Certifications"
        one="a certification"
        why="Such as ISO 27001, with who issued it and until when. SOC 2 is none: the status sentence tells of it."
        rows={certifications}
        blank={{ name: '', by: '', reference: '', until: '', address: '' }}
        nameOf={({ name }) => name}
        fields={[
          { name: 'name', label: 'Name', kind: 'line' },
          { name: 'by', label: 'Issued by', kind: 'line' },
          { name: 'reference', label: 'Number', kind: 'line', optional: true },
          { name: 'until', label: 'Until', kind: 'date', optional: true },
          { name: 'address', label: 'Where to look it up', kind: 'line', optional: true, hint: ADDRESS },
        ]}
        columns={[
          { head: 'Name', cell: ({ name }) => <strong>{name}</strong> },
          { head: 'Issued by', cell: ({ by }) => by },
          { head: 'Until', cell: ({ until }) => until !== '' && <Day day={until} /> },
        ]}
        saving={savingOf<Content['certifications'][number]>(saving, (rows) => ({ certifications: [...rows] }))}
        may={may}
      />
      <Policies draft={draft} may={may} />
    </>
  );
}

function Policies({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { policies } = draft.content;
  return (
    <Rows
      title="Policies"
      one="a policy"
      why="The privacy notice, the data processing agreement, acceptable use: what anybody may read."
      rows={policies}
      blank={{ title: '', address: '', summary: '' }}
      nameOf={({ title }) => title}
      fields={[
        { name: 'title', label: 'Title', kind: 'line' },
        { name: 'address', label: 'Page', kind: 'line', optional: true, hint: ADDRESS },
        { name: 'summary', label: 'In a sentence', kind: 'text', optional: true },
      ]}
      columns={[
        { head: 'Title', cell: ({ title }) => <strong>{title}</strong> },
        { head: 'Page', cell: ({ address }) => address },
      ]}
      saving={savingOf<Content['policies'][number]>(saving, (rows) => ({ policies: [...rows] }))}
      may={may}
    />
  );
}

const idOf = (title: string): string => slugOf(title, 60) || 'update';

/** News, newest first on the page, and as a feed. */
export function Updates({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { updates } = draft.content;
  return (
    <>
      <ProblemList draft={draft} of={['updates']} />
      <Rows
        title="Updates"
        one="an update"
        why="What changed and readers should know: a new subprocessor, an incident and what came of it, a new report."
        rows={updates}
        blank={{ id: '', day: '', title: '', text: '' }}
        nameOf={({ title }) => title}
        fields={[
          { name: 'title', label: 'Title', kind: 'line' },
          { name: 'day', label: 'Day', kind: 'date' },
          {
            name: 'text',
            label: 'Text',
            kind: 'text',
            hint: 'Paragraphs, lists by "- ", **bold** and [links](https://…).',
          },
        ]}
        columns={[
          { head: 'Day', cell: ({ day }) => <Day day={day} /> },
          { head: 'Title', name: true, cell: ({ title }) => <strong>{title}</strong> },
        ]}
        saving={savingOf<Content['updates'][number]>(saving, (rows) => ({
          updates: rows.map((row) => (row.id === '' ? { ...row, id: `${row.day}-${idOf(row.title)}` } : row)),
        }))}
        may={may}
      />
      <Checkpoint draft={draft} may={may} />
    </>
  );
}

function Checkpoint({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { proof } = draft.content;
  return (
    <Section title="Check it yourself" term="checkpoint">
      <fieldset disabled={!may} className="plain">
        <Checkbox
          label="Show the latest checkpoint of the ledger, and how a reader checks it"
          checked={proof}
          onChange={({ currentTarget }) => saving.mutate({ proof: currentTarget.checked })}
        />
      </fieldset>
      <Text size="sm" c="dimmed" mt={4}>
        A checkpoint tells how many entries the ledger has, and nothing of what they say.
      </Text>
    </Section>
  );
}
