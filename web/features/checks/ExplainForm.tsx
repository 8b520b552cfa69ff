import { Checkbox, Text as Words, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ItemName } from '#web/kit/ItemKey.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count, dayIn } from '#web/kit/when.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { OtherChecks } from './OtherChecks.tsx';
import type { Called } from './Why.tsx';
import { useSaid } from './use-said.ts';
import { api, changed } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

export type Explanation = Answered<'deviations', 'list'>['explanations'][number];

interface Props {
  readonly check: string;
  /** Null: none is spoken of now. */
  readonly items: readonly string[] | null;
  /** What their source calls them; left out, the page has said it. */
  readonly called?: Called;
  /** What was said of the one before, which is corrected. */
  readonly before: Explanation | undefined;
  readonly close: () => void;
  /** They are selected no more. */
  readonly clear?: () => void;
}

/** What happened, why, and what follows: management's words, which change nothing of what was found. */
export const ExplainForm = ({ items, ...props }: Props) => (
  <Dialog title={titleOf(items ?? [], props.before)} opened={items !== null} close={props.close}>
    {items !== null && <Form {...props} items={items} />}
  </Dialog>
);

function titleOf({ length }: readonly string[], before: Explanation | undefined): string {
  if (length > 1) return `Say what happened in ${count(length)} items`;
  return before === undefined ? 'Say what happened' : 'Correct what was said';
}

const SHORTEST = 10;
const IN_TWO_WEEKS = 14 * 86_400_000;

const PARTS = [
  { name: 'happened', label: 'What happened', asks: 'The facts: what, when, and who noticed it.' },
  { name: 'cause', label: 'Why', asks: 'What made it possible, and not only who did it.' },
  { name: 'follows', label: 'What follows', asks: 'What is done so that it does not happen again.' },
] as const;

const wordsOf = (before: Explanation | undefined) => ({
  happened: before?.happened ?? '',
  cause: before?.cause ?? '',
  follows: before?.follows ?? '',
});

function Form({ check, items, called, before, close, clear }: Props & { readonly items: readonly string[] }) {
  const { me, now, zone } = useProgramme();
  const [said, setSaid] = useState(wordsOf(before));
  const [others, setOthers] = useState<readonly string[]>([]);
  const [isTask, setIsTask] = useState(before === undefined);
  const [assignee, setAssignee] = useState(me.email);
  const [due, setDue] = useState(dayIn(now + IN_TWO_WEEKS, zone));
  const acting = useMutation({
    mutationFn: () =>
      api.deviations.explain({
        id: check,
        items: [...items],
        others: [...others],
        ...said,
        task: isTask ? { assignee: assignee.trim(), due } : null,
      }),
    onSuccess: async () => {
      await changed('deviations', 'checks'); // what nobody explained is a list of the check
      close();
      clear?.();
    },
  });
  const isShort = PARTS.some(({ name }) => said[name].trim().length < SHORTEST);
  return (
    <Act
      acting={acting}
      label={before === undefined ? 'Say it' : 'Correct it'}
      close={close}
      disabled={isShort || (isTask && (assignee.trim() === '' || due === ''))}
    >
      <Spoken of={items} called={called} isCorrected={before !== undefined} />
      {before === undefined && <SaidBefore check={check} items={items} />}
      <Parts of={said} set={setSaid} />
      <OtherChecks check={check} items={items} chosen={others} choose={setOthers} />
      <Checkbox
        label={before === undefined ? 'What follows becomes a task' : 'What follows becomes another task'}
        checked={isTask}
        onChange={({ currentTarget }) => setIsTask(currentTarget.checked)}
      />
      {isTask && (
        <>
          <MemberField
            required
            label="Who does it"
            name="assignee"
            hint="An e-mail address. They are told of it."
            value={assignee}
            set={setAssignee}
          />
          <Text label="Until" name="due" type="date" value={due} set={setDue} />
        </>
      )}
    </Act>
  );
}

/** Nobody replaces what was said before without knowing it. */
function SaidBefore({ check, items }: { readonly check: string; readonly items: readonly string[] }) {
  const explained = new Set(useSaid(check)?.explanations.flatMap(({ item, outlived }) => (outlived ? [] : [item])));
  const already = items.filter((item) => explained.has(item)).length;
  if (already === 0) return null;
  return (
    <Words size="sm" role="note">
      {`Of ${count(already)} of these something is said already: these words take its place, and what was said before is kept.`}
    </Words>
  );
}

type SaidParts = ReturnType<typeof wordsOf>;

const Parts = ({ of: said, set }: { readonly of: SaidParts; readonly set: (said: SaidParts) => void }) => (
  <>
    {PARTS.map(({ name, label, asks }) => (
      <Textarea
        key={name}
        name={name}
        label={label}
        minLength={SHORTEST}
        description={asks}
        value={said[name]}
        onChange={({ currentTarget }) => set({ ...said, [name]: currentTarget.value })}
        autosize
        minRows={2}
        required
        withAsterisk={false}
      />
    ))}
  </>
);

const NAMED = 5;

interface SpokenProps {
  readonly of: readonly string[];
  readonly called: Called | undefined;
  readonly isCorrected: boolean;
}

/** Of what it is said, and what that does and does not do. */
const Spoken = ({ of: items, called, isCorrected }: SpokenProps) => (
  <div>
    {items.slice(0, NAMED).map((item) => (
      <div key={item}>
        <ItemName of={item} called={called?.get(item) ?? null} />
      </div>
    ))}
    {items.length > NAMED && <Words size="sm">{`and ${count(items.length - NAMED)} more`}</Words>}
    <Words size="sm" c="dimmed" mt={4}>
      {items.length > 1
        ? 'Management’s words, the same of each of them, sealed for each with your name. They stand beside each deviation, also where an auditor reads it. '
        : 'Management’s words, sealed with your name. They stand beside the deviation, also where an auditor reads it. '}
      What was found stays found{isCorrected ? ', and what was said before is kept.' : '.'}
    </Words>
  </div>
);
