import { Checkbox, Text as Words, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { dayIn } from '#web/kit/when.ts';
import { api, changed } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

export type Explanation = Answered<'deviations', 'list'>['explanations'][number];

interface Props {
  readonly check: string;
  /** Null: none is spoken of now. */
  readonly item: string | null;
  /** What was said of it before, which is corrected. */
  readonly before: Explanation | undefined;
  readonly close: () => void;
}

/** What happened, why, and what follows: management's words, which change nothing of what was found. */
export const ExplainForm = ({ check, item, before, close }: Props) => (
  <Dialog
    title={before === undefined ? 'Say what happened' : 'Correct what was said'}
    opened={item !== null}
    close={close}
  >
    {item !== null && <Form check={check} item={item} before={before} close={close} />}
  </Dialog>
);

const SHORTEST = 10;
const IN_TWO_WEEKS = 14 * 86_400_000;

const PARTS = [
  { name: 'happened', label: 'What happened', asks: 'The facts: what, when, and who noticed it.' },
  { name: 'cause', label: 'Why', asks: 'What made it possible, and not only who did it.' },
  { name: 'follows', label: 'What follows', asks: 'What is done so that it does not happen again.' },
] as const;

function Form({ check, item, before, close }: Props & { readonly item: string }) {
  const { me, now, zone } = useProgramme();
  const [said, setSaid] = useState({
    happened: before?.happened ?? '',
    cause: before?.cause ?? '',
    follows: before?.follows ?? '',
  });
  const [isTask, setIsTask] = useState(before === undefined);
  const [assignee, setAssignee] = useState(me.email);
  const [due, setDue] = useState(dayIn(now + IN_TWO_WEEKS, zone));
  const acting = useMutation({
    mutationFn: () =>
      api.deviations.explain({ id: check, item, ...said, task: isTask ? { assignee: assignee.trim(), due } : null }),
    onSuccess: () => changed('deviations').then(close),
  });
  const isShort = PARTS.some(({ name }) => said[name].trim().length < SHORTEST);
  return (
    <Act
      acting={acting}
      label={before === undefined ? 'Say it' : 'Correct it'}
      close={close}
      disabled={isShort || (isTask && (assignee.trim() === '' || due === ''))}
    >
      <div>
        <ItemKey of={item} />
        <Words size="sm" c="dimmed" mt={4}>
          Management’s words, sealed with your name. They stand beside the deviation, also where an auditor reads it.
          What was found stays found{before === undefined ? '.' : ', and what was said before is kept.'}
        </Words>
      </div>
      {PARTS.map(({ name, label, asks }) => (
        <Textarea
          key={name}
          label={label}
          description={asks}
          value={said[name]}
          onChange={({ currentTarget }) => setSaid({ ...said, [name]: currentTarget.value })}
          autosize
          minRows={2}
          required
          withAsterisk={false}
        />
      ))}
      <Checkbox
        label={before === undefined ? 'What follows becomes a task' : 'What follows becomes another task'}
        checked={isTask}
        onChange={({ currentTarget }) => setIsTask(currentTarget.checked)}
      />
      {isTask && (
        <>
          <Text label="Who does it" hint="An e-mail address. They are told of it." value={assignee} set={setAssignee} />
          <Text label="Until" type="date" value={due} set={setDue} />
        </>
      )}
    </Act>
  );
}
