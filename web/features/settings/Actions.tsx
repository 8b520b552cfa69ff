import { Button, Group, Select, TextInput } from '@mantine/core';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { Section } from '#web/kit/Page.tsx';
import { useAddress } from '#web/kit/address.ts';
import { useLook } from '#web/kit/table/state.ts';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { useProgramme } from '#web/shell/programme.ts';

type Action = Answered<'identity', 'actions'>['actions'][number];

const COLUMNS: readonly Column<Action>[] = [
  { head: 'When', cell: ({ at }) => <When at={at} exact /> },
  { head: 'Who', cell: ({ person, via }) => (via === 'session' ? person : `${person}, by ${via}`) },
  { head: 'What', cell: ({ name }) => name },
  { head: 'About', cell: ({ subject }) => Object.values(subject).join(', ') },
  { head: 'Outcome', term: null, cell: ({ outcome }) => outcome.replaceAll('_', ' ') },
  { head: 'From', cell: ({ address }) => address },
  inLedger,
];

/** Everything that somebody asked to be changed, done or refused, and who came and went; each line is sealed. */
export function Actions() {
  const [person, setPerson] = useAddress<string>('person', '');
  const [name, setName] = useAddress<string>('what', '');
  const [outcome, setOutcome] = useAddress<string>('outcome', '');
  const { find } = useLook('');
  const filter = {
    ...(find.trim() === '' ? {} : { text: find.trim() }),
    ...(person === '' ? {} : { person }),
    ...(name === '' ? {} : { name }),
    ...(outcome === '' ? {} : { outcome }),
  };
  const pages = usePages<Action, number>(['identity', 'actions', filter], async (before, limit, here) => {
    const asked = { ...filter, limit, ...(before === null ? {} : { before }) };
    const { actions, next } = await here.identity.actions(asked);
    return { rows: actions, next };
  });
  return (
    <Section title="Audit log">
      <Group gap="md" mb="md" align="flex-end">
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
        <Outcome value={outcome === '' ? null : outcome} set={(to) => setOutcome(to ?? '')} />
      </Group>
      <Pages
        label="Audit log"
        main
        finds="server"
        save={<Save filter={filter} />}
        place={({ position }) => ({ to: '/ledger/$position', params: { position: String(position) } })}
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
        size="compact-sm"
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
