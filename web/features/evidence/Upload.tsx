import { Alert, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { tell } from '#web/kit/tell.ts';
import { TERMS } from '#web/kit/terms.ts';
import { By } from '#web/features/people/By.tsx';
import { api, apiHere, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { LookedFor } from './LookedFor.tsx';
import { Period } from './Period.tsx';
import { whatItShows } from './what-it-shows.ts';

const GRADES = [
  { value: 'stated', label: 'A person states it: minutes, a sentence' },
  { value: 'screenshot', label: 'A screenshot' },
  { value: 'export', label: 'A person exported it from a tool' },
];
const PURPOSES = [
  { value: 'performance', label: 'That it was performed' },
  { value: 'design', label: 'How it is designed: a policy, a procedure' },
  { value: 'complete', label: 'I state that what is attached is all there was' },
  { value: 'missed', label: 'I state that it was not performed' },
];

type Purpose = 'performance' | 'design' | 'complete' | 'missed';
type Grade = 'export' | 'screenshot' | 'stated';

interface Props {
  readonly opened: boolean;
  readonly close: () => void;
  readonly control?: string;
}

/** Attaches a file to a control, or a statement. Three dates are kept apart: when it occurred, when it was taken, when the log has it. */
export function Upload({ opened, close, control }: Props) {
  const [purpose, setPurpose] = useState<Purpose>('performance');
  return (
    <Dialog title={TITLES[purpose]} opened={opened} close={close}>
      <Form close={close} control={control ?? null} turned={setPurpose} />
    </Dialog>
  );
}

/** What the dialog is called, by what it is used for. */
const TITLES: Readonly<Record<Purpose, string>> = {
  performance: 'Attach a file',
  design: 'Attach a file',
  complete: 'State that it is all',
  missed: 'State that it was not performed',
};

interface Given {
  readonly control: string | null;
  readonly purpose: Purpose;
  readonly occurred: string;
  /** A day of the period for which it was done; empty: that in which it occurred. */
  readonly period: string;
  /** The key of the item that called for it; empty: it counts by its day. */
  readonly item: string;
  readonly grade: Grade;
  readonly file: File | null;
  readonly note: string;
}

/** What a person says, and shows by nothing: its bytes are what they wrote. */
const isStatement = ({ purpose }: Pick<Given, 'purpose'>): boolean => purpose === 'complete' || purpose === 'missed';

/** Null: there was nothing to send. */
async function send({ control, file, period, item, ...rest }: Given): Promise<{ readonly id: string } | null> {
  const given = { ...(period === '' ? {} : { period }), ...(item.trim() === '' ? {} : { item: item.trim() }) };
  const about = { ...rest, ...(rest.purpose === 'performance' ? given : {}) };
  if (control === null) return null;
  if (isStatement(about)) {
    const said = { name: `statement on ${control}`, media: 'text/plain', bytes: new TextEncoder().encode(about.note) };
    return api.evidence.add({ control, ...about, grade: 'stated', ...said });
  }
  if (file === null) return null;
  const here = apiHere();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const media = file.type || 'application/octet-stream';
  return here.evidence.add({ control, ...about, name: file.name, media, bytes });
}

function Form({
  close,
  control,
  turned,
}: {
  readonly close: () => void;
  readonly control: string | null;
  readonly turned: (purpose: Purpose) => void;
}) {
  const { me, engagement } = useProgramme();
  const seesStatus = useMay('readiness:read');
  const [given, setGiven] = useState<Given>({
    control,
    purpose: 'performance',
    occurred: '',
    period: '',
    item: '',
    grade: 'stated',
    file: null,
    note: '',
  });
  const attaching = useMutation({
    mutationFn: () => send(given),
    onSuccess: async (sent) => {
      await changed('evidence', 'controls');
      const asked = { id: sent?.id ?? '', control: given.control ?? '', engagement: engagement?.id ?? '' };
      const isPerformance = given.purpose === 'performance' && seesStatus && engagement !== null;
      const said = isPerformance ? await whatItShows(asked) : isStatement(given) ? 'Stated.' : 'Attached.';
      close();
      tell(said);
    },
  });
  const shows = isStatement(given) ? given.note.trim() !== '' : given.file !== null && given.file.size > 0;
  const isWhole = given.control !== null && given.occurred !== '' && shows;
  return (
    <Act acting={attaching} label={isStatement(given) ? 'State it' : 'Attach'} close={close} disabled={!isWhole}>
      <UploadFields
        given={given}
        set={(change) => {
          setGiven({ ...given, ...change });
          turned(change.purpose ?? given.purpose);
        }}
      />
      <Alert variant="outline" color="gray" p="sm">
        <By
          of={`Sealed with it: ${me.email} ${isStatement(given) ? 'stated' : 'attached'} it, collected and received now. The received date never changes.`}
        />
      </Alert>
    </Act>
  );
}

function UploadFields({ given, set }: { readonly given: Given; readonly set: (change: Partial<Given>) => void }) {
  const controls = useQuery(ask('controls', 'list', {}));
  return (
    <>
      <Select
        label="Control"
        name="control"
        required
        withAsterisk={false}
        description={TERMS.control}
        searchable
        data={(controls.data?.controls ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        value={given.control}
        onChange={(control) => set({ control, period: '', item: '' })}
      />
      <Select
        label="What does it show?"
        data={PURPOSES}
        value={given.purpose}
        onChange={(value) => set({ purpose: (value ?? 'performance') as Purpose })}
        allowDeselect={false}
      />
      <Text
        {...WHEN[given.purpose]}
        name="occurred"
        type="date"
        value={given.occurred}
        set={(occurred) => set({ occurred })}
      />
      {given.purpose === 'performance' && <ForWhat given={given} set={set} />}
      {!isStatement(given) && <FileFields given={given} set={set} />}
      {given.control !== null && (given.purpose === 'performance' || given.purpose === 'design') && (
        <LookedFor control={given.control} shows={given.purpose} />
      )}
      <Textarea
        label={isStatement(given) ? 'Statement' : 'Note'}
        name="note"
        required={isStatement(given)}
        withAsterisk={false}
        description={
          isStatement(given)
            ? 'How you know, or what happened. It is sealed with your name, graded as stated by a person.'
            : 'What an auditor should know of it. May stay empty.'
        }
        value={given.note}
        onChange={({ currentTarget }) => set({ note: currentTarget.value })}
      />
    </>
  );
}

/** What it was performed for, by how often the control is performed: a period, or the item that called for it. */
function ForWhat({ given, set }: Parameters<typeof UploadFields>[0]) {
  const controls = useQuery(ask('controls', 'list', {}));
  const frequency = controls.data?.controls.find(({ id }) => id === given.control)?.frequency;
  if (frequency === undefined || frequency === 'continuous') return null;
  return frequency === 'per-event' ? (
    <Text
      label="For which item?"
      name="item"
      hint="The key of the item that called for it, as its page has it. It counts for that item alone. Empty: it counts by its day."
      required={false}
      value={given.item}
      set={(item) => set({ item })}
    />
  ) : (
    <Period given={given} set={set} />
  );
}

const OCCURRED = {
  label: 'When did it occur?',
  hint: 'When the thing itself happened, not when the file was made.',
};
const WHEN: Readonly<Record<Purpose, { readonly label: string; readonly hint: string }>> = {
  performance: OCCURRED,
  design: OCCURRED,
  complete: { label: 'Until which day?', hint: 'Today or earlier. Once a window is over it must reach its last day.' },
  missed: { label: 'When was it due?', hint: 'A day of the time in which it was missed.' },
};

function FileFields({ given, set }: Parameters<typeof UploadFields>[0]) {
  return (
    <>
      <FileField
        label="File"
        required
        value={given.file}
        set={(file) => set({ file })}
        error={given.file?.size === 0 ? 'The file is empty: it shows nothing.' : null}
      />
      <Select
        label="How close is it to its origin?"
        description="The closer it is, the more an auditor can rest on it."
        data={GRADES}
        value={given.grade}
        onChange={(value) => set({ grade: (value ?? 'export') as Grade })}
        allowDeselect={false}
      />
    </>
  );
}
