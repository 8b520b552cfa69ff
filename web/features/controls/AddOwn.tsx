import { MultiSelect, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { FromField } from './EditControl.tsx';
import { OwnerFields } from './OwnerFields.tsx';
import { FREQUENCIES, type Frequency, type OwnerFunction } from '#/core/controls.ts';

/** A control that the library does not have, evidenced by hand. */
export const AddOwn = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Add a control of your own" opened={opened} close={close}>
    <Form close={close} />
  </Dialog>
);

interface Draft {
  readonly title: string;
  readonly statement: string;
  readonly criteria: readonly string[];
  readonly owner: string;
  readonly ownerFunction: OwnerFunction;
  readonly frequency: Frequency;
  readonly from: string;
}

const EMPTY: Draft = {
  title: '',
  statement: '',
  criteria: [],
  owner: '',
  ownerFunction: 'engineering',
  frequency: 'annual',
  from: '',
};

/** `Customers are heard` as `customers-are-heard`. */
const idOf = (title: string): string =>
  title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .split(/[ -]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');

function Form({ close }: { readonly close: () => void }) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const navigate = useNavigate();
  const { title, statement, criteria, owner, from, ...rest } = draft;
  const id = idOf(title);
  const adding = useMutation({
    mutationFn: () =>
      api.controls.add({
        id,
        title: title.trim(),
        statement,
        criteria: [...criteria],
        owner: owner.trim() === '' ? null : owner.trim(),
        ...rest,
        ...(from === '' ? {} : { effectiveFrom: from }),
      }),
    onSuccess: () => changed('controls').then(() => navigate({ to: '/controls/$id', params: { id } })),
  });
  const isWhole = id.length > 0 && title.trim().length >= 3 && statement.trim().length >= 20 && criteria.length > 0;
  return (
    <Act acting={adding} label="Add it" close={close} disabled={!isWhole}>
      <Text
        label="Title"
        name="title"
        minLength={3}
        hint={id === '' ? 'A few words.' : `A few words. It will be known as ${id}.`}
        value={title}
        set={(value) => set({ title: value })}
      />
      <Textarea
        label="Statement"
        name="statement"
        minLength={20}
        required
        withAsterisk={false}
        description="Who does what, when, and how it can be seen. Write only what you really do: you are examined by it."
        value={statement}
        onChange={({ currentTarget }) => set({ statement: currentTarget.value })}
        autosize
        minRows={3}
      />
      <CriteriaField chosen={criteria} set={(value) => set({ criteria: value })} />
      <OwnerFields owner={owner} ownerFunction={draft.ownerFunction} set={set} />
      <Select
        label="Frequency"
        name="frequency"
        data={[...FREQUENCIES]}
        value={draft.frequency}
        onChange={(frequency) => set({ frequency: frequency ?? 'annual' })}
        allowDeselect={false}
      />
      <FromField from={from} set={(value) => set({ from: value })} />
    </Act>
  );
}

/** The criteria that are in scope, with their titles; before an examination is open, all that the library serves. */
function CriteriaField({ chosen, set }: { readonly chosen: readonly string[]; readonly set: (ids: string[]) => void }) {
  const status = useStatus();
  const library = useQuery(ask('controls', 'library', {}));
  const inScope = (status.data?.criteria ?? []).map(({ id, title }) => ({ value: id, label: `${id} ${title}` }));
  const served = [...new Set(library.data?.controls.flatMap(({ criteria }) => criteria))].sort();
  return (
    <MultiSelect
      label="Criteria that it serves"
      description="A control may serve several. One that serves none does not belong here."
      searchable
      name="criteria"
      {...lacking(chosen.length === 0, 'Choose at least one.')}
      data={inScope.length > 0 ? inScope : served}
      value={[...chosen]}
      onChange={set}
    />
  );
}
