import { Select, Text as Words, Textarea } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { Difference } from './Difference.tsx';
import { LimitField } from './LimitField.tsx';
import { OwnerFields } from './OwnerFields.tsx';
import type { Latest, Shown } from './shapes.ts';
import { FREQUENCIES, type Frequency } from '#/core/controls.ts';

interface Props {
  readonly shown: Shown;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Changes a control from a day on; the version before stays, and judges what occurred while it was in force. */
export const EditControl = ({ shown, opened, close }: Props) => (
  <Dialog title="Change this control" opened={opened} close={close}>
    <Form shown={shown} close={close} />
  </Dialog>
);

interface Draft {
  readonly template: string;
  readonly limits: Readonly<Record<string, unknown>>;
  readonly owner: string;
  readonly ownerFunction: Latest['ownerFunction'];
  readonly frequency: Frequency;
  readonly from: string;
}

function Form({ shown: { control, latest, original }, close }: Omit<Props, 'opened'>) {
  const [draft, setDraft] = useState<Draft>({
    template: latest.template,
    limits: Object.fromEntries(latest.limits.map(({ name, value }) => [name, value])),
    owner: latest.owner ?? '',
    ownerFunction: latest.ownerFunction,
    frequency: latest.frequency,
    from: '',
  });
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const saving = useMutation({
    mutationFn: () => api.controls.edit({ id: control.id, ...differing(draft, latest) }),
    onSuccess: () => changed('controls', 'checks').then(close),
  });
  return (
    <Act acting={saving} label="Change it" close={close} disabled={draft.template.trim().length < 20}>
      <Textarea
        label="Statement"
        name="statement"
        minLength={20}
        required
        withAsterisk={false}
        description={
          latest.limits.length === 0
            ? 'Who does what, when, and how it can be seen. Write only what you really do: you are examined by it.'
            : `Where a number stands, keep its name in braces: ${latest.limits.map(({ name }) => `{${name}}`).join(', ')}. Checks judge by the same number.`
        }
        value={draft.template}
        onChange={({ currentTarget }) => set({ template: currentTarget.value })}
        autosize
        minRows={3}
      />
      {latest.limits.map((limit) => (
        <LimitField
          key={limit.name}
          limit={limit}
          value={draft.limits[limit.name]}
          set={(value) => set({ limits: { ...draft.limits, [limit.name]: value } })}
        />
      ))}
      <Reads id={control.id} draft={draft} original={original} />
      <OwnerFields owner={draft.owner} ownerFunction={draft.ownerFunction} set={set} />
      <Select
        label="Frequency"
        name="frequency"
        data={[...FREQUENCIES]}
        value={draft.frequency}
        onChange={(frequency) => set({ frequency: frequency ?? draft.frequency })}
        allowDeselect={false}
      />
      <FromField from={draft.from} set={(from) => set({ from })} />
    </Act>
  );
}

/** The day from which something is in force. */
export const FromField = ({ from, set }: { readonly from: string; readonly set: (from: string) => void }) => (
  <Text
    label="In force from"
    name="effectiveFrom"
    type="date"
    required={false}
    value={from}
    set={set}
    hint="Empty: from now. A day to come waits until then; a day in the past is possible, and is shown as back-dated wherever it is looked at."
  />
);

/** Only what is not as it was: two who edit at once undo nothing of each other. */
function differing({ template, limits, owner, ownerFunction, frequency, from }: Draft, latest: Latest) {
  const others = latest.limits.filter(({ name, value }) => JSON.stringify(value) !== JSON.stringify(limits[name]));
  return {
    ...(template === latest.template ? {} : { statement: template }),
    ...(others.length === 0 ? {} : { limits: Object.fromEntries(others.map(({ name }) => [name, limits[name]])) }),
    ...(owner.trim() === (latest.owner ?? '') ? {} : { owner: owner.trim() === '' ? null : owner.trim() }),
    ...(ownerFunction === latest.ownerFunction ? {} : { ownerFunction }),
    ...(frequency === latest.frequency ? {} : { frequency }),
    ...(from === '' ? {} : { effectiveFrom: from }),
  };
}

const TYPING = 300;

/** How it will read, with its numbers in words, beside the library’s own. */
function Reads({
  id,
  draft: { template, limits },
  original,
}: {
  readonly id: string;
  readonly draft: Draft;
  readonly original: string | null;
}) {
  const [typed] = useDebouncedValue({ statement: template, limits }, TYPING);
  const read = useQuery({
    ...ask('controls', 'preview', { id, ...typed }),
    enabled: typed.statement.trim().length >= 20,
    placeholderData: keepPreviousData,
  });
  if (read.isError) return <Problem error={read.error} />;
  if (read.data === undefined) return null;
  const { statement, unsaid } = read.data;
  return (
    <div aria-live="polite">
      <Words size="sm" fw={600}>
        It will read
      </Words>
      {original === null || original === statement ? (
        <>
          <p className="prose">{statement}</p>
          {original !== null && (
            <Words size="sm" c="dimmed">
              As the library wrote it.
            </Words>
          )}
        </>
      ) : (
        <>
          <Difference library={original} own={statement} />
          <Words size="sm" c="dimmed">
            Underlined: your words. Struck: the library’s.
          </Words>
        </>
      )}
      {unsaid.map(({ check, sentence }) => (
        <Words key={check} size="sm" fw={600}>
          {sentence}
        </Words>
      ))}
    </div>
  );
}
