import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { api } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

type Action = Answered<'identity', 'actions'>['actions'][number];
const PAGE = 50;

const COLUMNS: readonly Column<Action>[] = [
  { head: 'When', cell: ({ at }) => <When at={at} exact /> },
  { head: 'Who', cell: ({ person, via }) => (via === 'session' ? person : `${person}, by ${via}`) },
  { head: 'What', cell: ({ name }) => name },
  { head: 'About', cell: ({ subject }) => Object.values(subject).join(', ') },
  { head: 'Outcome', cell: ({ outcome }) => outcome.replaceAll('_', ' ') },
  { head: 'From', cell: ({ address }) => address },
  inLedger,
];

/** Everything that somebody asked to be changed, done or refused, and who came and went; each line is sealed. */
export function Actions() {
  const [person, setPerson] = useState('');
  const [name, setName] = useState('');
  const [outcome, setOutcome] = useState<string | null>(null);
  const [text, setText] = useState('');
  const filter = {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(person === '' ? {} : { person }),
    ...(name === '' ? {} : { name }),
    ...(outcome === null ? {} : { outcome }),
  };
  const pages = usePages<Action, number>(['identity', 'actions', filter], async (before) => {
    const asked = { ...filter, limit: PAGE, ...(before === null ? {} : { before }) };
    const { actions, next } = await api.identity.actions(asked);
    return { rows: actions, next };
  });
  return (
    <Section title="Audit log">
      <Group gap="md" mb="md" align="flex-end">
        <TextInput
          label="Search"
          placeholder="an address, a control"
          size="xs"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <TextInput
          label="Person"
          size="xs"
          value={person}
          onChange={({ currentTarget }) => setPerson(currentTarget.value.trim())}
        />
        <TextInput
          label="What, by its beginning"
          placeholder="controls"
          size="xs"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value.trim())}
        />
        <Outcome value={outcome} set={setOutcome} />
        <Save filter={filter} />
      </Group>
      <Pages
        label="Audit log"
        of={pages}
        columns={COLUMNS}
        keyOf={({ position }) => String(position)}
        empty="Nothing like this was asked."
      />
    </Section>
  );
}

/** What is shown, as a file that the server writes while it is read. */
function Save({ filter }: { readonly filter: Readonly<Record<string, string>> }) {
  const { slug } = useProgramme();
  return (['csv', 'ndjson'] as const).map((format) => {
    const asked = new URLSearchParams({ ...filter, format, organization: slug }).toString();
    return (
      <Button
        key={format}
        component="a"
        size="xs"
        variant="default"
        href={`/api/identity/actions/file?${asked}`}
        download
      >
        {`Save as ${format === 'csv' ? 'CSV' : 'NDJSON'}`}
      </Button>
    );
  });
}

const Outcome = ({ value, set }: { readonly value: string | null; readonly set: (value: string | null) => void }) => (
  <Select
    label="Outcome"
    size="xs"
    w={150}
    placeholder="Any"
    clearable
    clearButtonProps={{ 'aria-label': 'Any outcome' }}
    data={['done', 'forbidden', 'input_invalid', 'not_found', 'provider_refused']}
    value={value}
    onChange={set}
  />
);
