import { Button, Group, Select } from '@mantine/core';
import { actionGroups, actionWords } from '#/core/action-words.ts';
import { Phrase } from '#web/kit/ItemKey.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { Section } from '#web/kit/Page.tsx';
import { useAddress } from '#web/kit/address.ts';
import { useLook } from '#web/kit/table/state.ts';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { By } from '#web/features/people/By.tsx';
import { useProgramme } from '#web/shell/programme.ts';

type Action = Answered<'identity', 'actions'>['actions'][number];

/** What can be yes or no alone is said with its name. */
const aboutIn = ([name, value]: readonly [string, string]): string => {
  if (value === 'true') return name;
  return value === 'false' ? `not ${name}` : value;
};

const COLUMNS: readonly Column<Action>[] = [
  { head: 'When', cell: ({ at }) => <When at={at} exact /> },
  { head: 'Who', cell: ({ person, via }) => <By of={via === 'session' ? person : `${person}, by ${via}`} /> },
  {
    head: 'What',
    cell: ({ name }) => (
      <span title={name}>
        <Phrase of={actionWords(name)} />
      </span>
    ),
  },
  { head: 'Name', term: null, extra: true, cell: ({ name }) => name },
  { head: 'About', cell: ({ subject }) => Object.entries(subject).map(aboutIn).join(', ') },
  { head: 'Outcome', term: null, cell: ({ outcome }) => inWords(outcome) },
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
    ...(person.trim() === '' ? {} : { person: person.trim() }),
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
        <MemberField label="Person" size="xs" value={person} set={setPerson} />
        <What value={name === '' ? null : name} set={(to) => setName(to ?? '')} />
        <Outcome value={outcome === '' ? null : outcome} set={(to) => setOutcome(to ?? '')} />
      </Group>
      <Pages
        label="Audit log"
        main
        picks
        finds="server"
        save={<Save filter={filter} />}
        place={({ position }) => ({ to: '/ledger/$position', params: { position: String(position) } })}
        of={pages}
        columns={COLUMNS}
        keyOf={({ position }) => String(position)}
        empty={
          Object.keys(filter).length === 0
            ? 'Nothing yet. Who signs in, and what anybody asks to be changed, stands here, and is sealed.'
            : 'Nothing like this was asked.'
        }
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

interface ChoiceProps {
  readonly value: string | null;
  readonly set: (value: string | null) => void;
}

/** By its group, or one action. What an address names and the list does not know is looked for by that name. */
function What({ value, set }: ChoiceProps) {
  const groups = actionGroups().map(({ about, begins, actions }) => ({
    group: about,
    items: [
      ...(actions.length === 1 ? [] : [{ value: begins, label: `${about}, all` }]),
      ...actions.map(({ name, words }) => ({ value: name, label: words })),
    ],
  }));
  const isKnown = groups.some(({ items }) => items.some((item) => item.value === value));
  const named = value === null || isKnown ? [] : [{ group: 'By its name', items: [{ value, label: value }] }];
  return (
    <Select
      label="What"
      size="xs"
      w={260}
      placeholder="Anything"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Anything' }}
      data={[...named, ...groups]}
      value={value}
      onChange={set}
    />
  );
}

/** What goes on in a job may fail yet: Background work says what became of it. */
const inWords = (outcome: string): string =>
  outcome === 'asked' ? 'asked for, as a job' : outcome.replaceAll('_', ' ');

const Outcome = ({ value, set }: ChoiceProps) => (
  <Select
    label="Outcome"
    size="xs"
    w={150}
    placeholder="Any"
    clearable
    clearButtonProps={{ 'aria-label': 'Any outcome' }}
    data={['done', 'asked', 'forbidden', 'input_invalid', 'not_found', 'provider_refused'].map((code) => ({
      value: code,
      label: inWords(code),
    }))}
    value={value}
    onChange={set}
  />
);
