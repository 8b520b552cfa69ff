import { Button, Text as Words, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import type { Step } from '#/core/place.ts';
import { explainedInWords } from '#/core/status/explained.ts';
import { StepLine } from '#web/kit/Place.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { MemberField } from '#web/features/people/MemberField.tsx';
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
      <Lines of={of.map((line, at) => ({ key: `${at}`, shown: <By of={line} /> }))} />
    </>
  );
}

/** A line for each thing; one that stands alone is no list. */
function Lines({ of }: { readonly of: readonly { readonly key: string; readonly shown: ReactNode }[] }) {
  const [only] = of;
  if (of.length === 1) return <p>{only?.shown}</p>;
  return (
    <ul>
      {of.map(({ key, shown }) => (
        <li key={key}>{shown}</li>
      ))}
    </ul>
  );
}

/** Its cause is gone; one that a person made has none. */
export const isOver = ({ kind, state }: Pick<Task, 'kind' | 'state'>): boolean =>
  kind !== 'own' && (state === 'done' || state === 'lapsed');

interface WhyProps {
  readonly task: Task;
  /** A reason as the page says it. */
  readonly say?: (reason: string) => string;
}

/** Why there is something to do; of what is over, what was so when it was opened, and what is so since. */
export function Why({ task, say = reasonShown }: WhyProps) {
  const { why, whyOpened, because, changed: since } = task;
  if (!isOver(task)) return <List title="Why" of={why.map(say)} />;
  return (
    <>
      <List title="What was so when it was opened" of={whyOpened.map(say)} />
      <h2 className="small">
        What is so since <When at={since} />
      </h2>
      <p>{because}</p>
    </>
  );
}

/** 4 of 6 explained, of a task about deviations; nothing otherwise. */
export const Counted = ({ of: { explained } }: { readonly of: Task }) =>
  explained !== null && (
    <Words span size="sm" c="dimmed" className="whole">
      {` (${explainedInWords(explained)})`}
    </Words>
  );

type What = 'assign' | 'done' | 'drop' | 'reopen' | 'attach' | null;

/** What is to be done, each with where. */
export function ToDo({ of }: { readonly of: readonly Step[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <h2 className="small">What to do</h2>
      <Lines of={of.map((step, at) => ({ key: `${at}`, shown: <StepLine of={step} /> }))} />
    </>
  );
}

/** What can be done with a task. */
export function Actions({ task: { key, kind, state, control, assignee } }: { readonly task: Task }) {
  const isOwn = kind === 'own';
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
      {state === 'open' && isOwn && button('done', 'It is done')}
      {state === 'open' && control !== null && mayAttach && button('attach', 'Attach evidence')}
      {state === 'open' && button('assign', 'Assign')}
      {state === 'open' && button('drop', 'Put aside')}
      {(state === 'dropped' || (isOwn && state === 'done')) && button('reopen', 'Take up again')}
      <Dialog title="Who does it?" opened={doing === 'assign'} close={close}>
        <Assign task={key} before={assignee ?? ''} close={close} />
      </Dialog>
      {TURNS.map((what) => (
        <Dialog key={what} title={TURN[what].title} opened={doing === what} close={close}>
          <Reason task={key} what={what} isOwn={isOwn} close={close} />
        </Dialog>
      ))}
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
      <MemberField
        label="E-mail"
        name="assignee"
        hint="Left empty: whoever owns the control."
        value={who}
        set={setWho}
      />
    </Act>
  );
}

const TURNS = ['done', 'drop', 'reopen'] as const;
type Turn = (typeof TURNS)[number];

const TURN = {
  done: {
    title: 'This task is done',
    act: 'It is done',
    asks: 'What came of it',
    says: 'May stay empty. Sealed with your name.',
  },
  drop: {
    title: 'Put this task aside',
    act: 'Put aside',
    asks: 'Why',
    says: 'At least ten characters. Sealed with your name; it stays aside for as long as its cause lasts.',
  },
  reopen: {
    title: 'Take this task up again',
    act: 'Take up',
    asks: 'Why',
    says: 'May stay empty. Sealed with your name.',
  },
} as const satisfies Record<Turn, unknown>;
const ASIDE_OWN = 'At least ten characters. Sealed with your name.';

const turned = (what: Turn, key: string, said: string) =>
  what === 'done' ? api.work.finish({ key, note: said }) : api.work[what]({ key, reason: said });

interface ReasonProps {
  readonly task: string;
  readonly what: Turn;
  /** No cause is behind it. */
  readonly isOwn: boolean;
  readonly close: () => void;
}

function Reason({ task, what, isOwn, close }: ReasonProps) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => turned(what, task, reason),
    onSuccess: () => changed('work').then(close),
  });
  const { act, asks, says } = TURN[what];
  return (
    <Act acting={acting} label={act} close={close} disabled={what === 'drop' && reason.trim().length < 10}>
      <Textarea
        label={asks}
        name={what === 'done' ? 'note' : 'reason'}
        {...(what === 'drop' ? { minLength: 10, required: true, withAsterisk: false } : {})}
        description={what === 'drop' && isOwn ? ASIDE_OWN : says}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={3}
      />
    </Act>
  );
}
