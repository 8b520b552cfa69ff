import { Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { distanceOfDay, showPlainDay } from '#web/kit/when.ts';
import { amid } from '#web/kit/words.ts';
import { Upload } from '#web/features/evidence/Upload.tsx';
import { api, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

type Task = Answered<'work', 'list'>['tasks'][number];

/** One task: what, by when, for whom; opened, why it is there, what to do, and what shows that it was done. */
export function TaskLine({ task, opened = false }: { readonly task: Task; readonly opened?: boolean }) {
  const { now, zone } = useProgramme();
  const { title, due, function: owner, control, assignee, why, todo, evidence, state, because } = task;
  return (
    <li>
      <details open={opened}>
        <summary>
          <span className="title">{title}</span>
          <Text span size="sm" c="dimmed">
            {state === 'open' ? `due ${showPlainDay(due)} (${distanceOfDay(due, now, zone)})` : because} ·{' '}
            {assignee ?? amid(owner)}
          </Text>
        </summary>
        <div className="body prose">
          <List title="Why" of={why} />
          <List title="What to do" of={todo} />
          <List title="What shows that it was done" of={evidence} />
          <Group gap="md" fz="sm">
            {control !== null && (
              <Link to="/controls/$id" params={{ id: control }}>
                The control
              </Link>
            )}
            <Actions task={task} />
          </Group>
        </div>
      </details>
    </li>
  );
}

function List({ title, of }: { readonly title: string; readonly of: readonly string[] }) {
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

function Actions({ task: { key, state, control, assignee } }: { readonly task: Task }) {
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
