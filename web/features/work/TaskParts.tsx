import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import type { Step } from '#/core/place.ts';
import { StepLine } from '#web/kit/Place.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Upload } from '#web/features/evidence/Upload.tsx';
import { api, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Task = Answered<'work', 'list'>['tasks'][number];

/** What is said of a task, under a title; nothing where there is none. */
export function List({ title, of }: { readonly title: string; readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <h2 className="small">{title}</h2>
      <ul>
        {of.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

type What = 'assign' | 'drop' | 'reopen' | 'attach' | null;

/** What is to be done, each with where. */
export function ToDo({ of }: { readonly of: readonly Step[] }) {
  return (
    <>
      <h2 className="small">What to do</h2>
      <ul>
        {of.map((step) => (
          <li key={`${step.says} ${step.place?.of ?? ''}`}>
            <StepLine of={step} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What can be done with a task. */
export function Actions({ task: { key, state, control, assignee } }: { readonly task: Task }) {
  const may = useMay('work:write');
  const mayAttach = useMay('evidence:write');
  const [doing, setDoing] = useState<What>(null);
  const close = (): void => setDoing(null);
  const button = (what: What, label: string) => (
    <Button size="compact-xs" variant="default" onClick={() => setDoing(what)}>
      {label}
    </Button>
  );
  if (!may) return null;
  return (
    <>
      {state === 'open' && control !== null && mayAttach && button('attach', 'Attach evidence')}
      {state === 'open' && button('assign', 'Assign')}
      {state === 'open' && button('drop', 'Put aside')}
      {state === 'dropped' && button('reopen', 'Take up again')}
      <Dialog title="Who does it?" opened={doing === 'assign'} close={close}>
        <Assign task={key} before={assignee ?? ''} close={close} />
      </Dialog>
      <Dialog
        title={doing === 'drop' ? 'Put this task aside' : 'Take this task up again'}
        opened={doing === 'drop' || doing === 'reopen'}
        close={close}
      >
        {(doing === 'drop' || doing === 'reopen') && <Reason task={key} what={doing} close={close} />}
      </Dialog>
      {control !== null && <Upload opened={doing === 'attach'} close={close} control={control} />}
    </>
  );
}

function Assign({
  task,
  before,
  close,
}: {
  readonly task: string;
  readonly before: string;
  readonly close: () => void;
}) {
  const [who, setWho] = useState(before);
  const acting = useMutation({
    mutationFn: () => api.work.assign({ key: task, assignee: who.trim() === '' ? null : who.trim() }),
    onSuccess: () => changed('work').then(close),
  });
  return (
    <Act acting={acting} label="Assign" close={close}>
      <Field label="E-mail" hint="Left empty: whoever owns the control." value={who} set={setWho} required={false} />
    </Act>
  );
}

function Reason({
  task,
  what,
  close,
}: {
  readonly task: string;
  readonly what: 'drop' | 'reopen';
  readonly close: () => void;
}) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.work[what]({ key: task, reason }),
    onSuccess: () => changed('work').then(close),
  });
  return (
    <Act acting={acting} label={what === 'drop' ? 'Put aside' : 'Take up'} close={close}>
      <Textarea
        label="Why"
        description="At least ten letters. Sealed with your name; it stays aside for as long as its cause lasts."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={3}
      />
    </Act>
  );
}
