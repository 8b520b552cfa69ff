import { Button, MultiSelect, Radio, Stack, Text as Words, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog, TakeOff } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { controlLinks } from '#web/features/controls/control-links.tsx';
import { useTitles } from '#web/features/controls/titles.ts';
import { ask } from '#web/shell/api.ts';
import { type Engagement, useMay } from '#web/shell/programme.ts';
import { type Change, linesIn, useChange } from './use-change.ts';
import { ofRules, Warnings } from './Warnings.tsx';

interface Props {
  readonly engagement: Engagement;
}

type Organization = Engagement['subservice'][number];
const NEW: Organization = { name: '', service: '', method: 'carve-out', controls: [], expected: [] };

/** Providers whose own controls are needed for the criteria: what for, by which method, and what each must do. */
export function Subservice({ engagement }: Props) {
  const { subservice } = engagement;
  const titleOf = useTitles();
  const mayWrite = useMay('engagements:write');
  /** Its place in the list; one past the end: a new one. */
  const [at, setAt] = useState<number | null>(null);
  const close = (): void => setAt(null);
  const change = (place: number, name: string) =>
    mayWrite && (
      <Button size="compact-xs" variant="default" aria-label={`Change ${name}`} onClick={() => setAt(place)}>
        Change
      </Button>
    );
  return (
    <Section
      title="Subservice organizations"
      aside={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setAt(subservice.length)}>
            Add a subservice organization
          </Button>
        )
      }
    >
      <Warnings about={ofRules('subservice-without-expectations', 'subservice-without-reliance')} />
      {subservice.length === 0 ? (
        <Words c="dimmed" className="prose">
          None is named. A provider whose own controls are needed for the criteria, such as a hosting provider, belongs
          here, with the method: carved out, or included.
        </Words>
      ) : (
        <Records
          label="Subservice organizations"
          rows={subservice.map((each, place) => ({ ...each, place }))}
          keyOf={({ name }) => name}
          columns={[
            { head: 'Who', cell: ({ name }) => name },
            { head: 'Service', cell: ({ service }) => service },
            { head: 'Method', term: 'carve-out', cell: ({ method }) => <span className="whole">{method}</span> },
            { head: 'Controls that rely on it', cell: ({ controls }) => controlLinks(controls, titleOf) },
            { head: 'What it must do', term: 'CSOC', cell: ({ expected }) => expected.join('; ') },
            { head: 'Change it', acts: true, cell: ({ place, name }) => change(place, name) },
          ]}
        />
      )}
      <Dialog title="A subservice organization" opened={at !== null} close={close}>
        {at !== null && <Form engagement={engagement} at={at} close={close} />}
      </Dialog>
    </Section>
  );
}

function Form({ engagement, at, close }: Props & { readonly at: number; readonly close: () => void }) {
  const known = engagement.subservice[at];
  const [given, setGiven] = useState<Organization>(known ?? NEW);
  const [expected, setExpected] = useState(given.expected.join('\n'));
  const others = engagement.subservice.filter((_, place) => place !== at) as NonNullable<Change['subservice']>;
  const set = (change: Partial<Organization>): void => setGiven({ ...given, ...change });
  const method = given.method === 'inclusive' ? 'inclusive' : 'carve-out';
  const saving = useChange(
    engagement,
    () => ({ subservice: [...others, { ...given, method, expected: linesIn(expected) }] }),
    close,
  );
  const removing = useChange(engagement, () => ({ subservice: others }), close);
  return (
    <Act
      acting={saving}
      label={known === undefined ? 'Add it' : 'Change it'}
      close={close}
      disabled={given.name.trim() === '' || given.service.trim() === ''}
    >
      <Text label="Name" name="name" value={given.name} set={(name) => set({ name })} />
      <Text
        label="What for"
        name="service"
        hint="Such as: hosting of production and its backups."
        value={given.service}
        set={(service) => set({ service })}
      />
      <Method method={method} set={(value) => set({ method: value })} />
      <Reliant chosen={given.controls} set={(controls) => set({ controls })} />
      <Textarea
        label="What it must do"
        name="expected"
        description="Complementary controls that you expect of it, one on each line. Its own report names them from the other side."
        value={expected}
        onChange={({ currentTarget }) => setExpected(currentTarget.value)}
        autosize
        minRows={3}
      />
      {known !== undefined && <TakeOff taking={removing} />}
    </Act>
  );
}

function Reliant({ chosen, set }: { readonly chosen: readonly string[]; readonly set: (ids: string[]) => void }) {
  const controls = useQuery(ask('controls', 'list', {}));
  return (
    <MultiSelect
      label="Controls that rely on it"
      searchable
      data={(controls.data?.controls ?? []).map(({ id, title }) => ({ value: id, label: title }))}
      value={[...chosen]}
      onChange={set}
    />
  );
}

const Method = ({ method, set }: { readonly method: string; readonly set: (method: string) => void }) => (
  <Radio.Group label="Method" value={method} onChange={set}>
    <Stack gap="xs" mt={6}>
      <Radio
        value="carve-out"
        label="Carved out"
        description="Its controls are left out, and what it must do is listed. The common way; its own report is read each year."
      />
      <Radio
        value="inclusive"
        label="Included"
        description="Its controls are described and tested in your report, and it signs an assertion of its own."
      />
    </Stack>
  </Radio.Group>
);
