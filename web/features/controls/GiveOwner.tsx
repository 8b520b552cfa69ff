import { Button, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { tell } from '#web/kit/tell.ts';
import { count, counted } from '#web/kit/when.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import type { Standing } from './shapes.ts';

interface Props {
  readonly selected: readonly Standing[];
  /** They are selected no more. */
  readonly clear?: () => void;
  /** They are all that there are, and not some that were selected. */
  readonly all?: true;
}

/** As many as are given at once. */
const MOST = 200;

/** An owner for all the controls that are selected. */
export function GiveOwner({ selected, clear, all }: Props) {
  const some = counted(selected.length, 'control');
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {all === true && selected.length > 1 ? `Give all ${some} an owner` : `Give ${some} an owner`}
      </Button>
      <Dialog
        title={`Who answers for ${selected.length === 1 ? 'it' : `these ${count(selected.length)}`}?`}
        opened={opened}
        close={close}
      >
        <Form selected={selected} {...(clear === undefined ? {} : { clear })} close={close} />
      </Dialog>
    </>
  );
}

function Form({ selected, clear, close }: Omit<Props, 'all'> & { readonly close: () => void }) {
  const { me } = useProgramme();
  const [owner, setOwner] = useState('');
  const isNobody = owner.trim() === '';
  const ids = selected.map(({ id }) => id);
  const others = selected.filter((each) => each.owner !== null && each.owner !== owner.trim());
  const takes = isNobody && others.length > 0;
  const acting = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      for (let at = 0; at < ids.length; at += MOST)
        await here.controls.own({ ids: ids.slice(at, at + MOST), owner: isNobody ? null : owner.trim() });
    },
    onSuccess: async () => {
      await changed('controls', 'readiness');
      close();
      clear?.();
      scrollTo(0, 0); // the rows are what was selected no more
      const which = counted(ids.length, 'control');
      tell(
        isNobody ? `${which} ${ids.length === 1 ? 'has' : 'have'} no owner now.` : `${which} given to ${owner.trim()}.`,
      );
    },
  });
  return (
    <Act
      acting={acting}
      label={takes ? 'Take the owner away' : 'Give it'}
      isSecond={takes}
      disabled={isNobody && !takes}
      close={close}
    >
      <ul className="those" tabIndex={0} aria-label="What is given to them">
        {selected.map(({ id, title, owner: before }) => (
          <li key={id}>{before === null ? title : `${title} (${before})`}</li>
        ))}
      </ul>
      {owner.trim() !== me.email && <Myself of={ids.length} set={() => setOwner(me.email)} />}
      <MemberField
        label="Owner"
        name="owner"
        hint="The person or role that answers for them, best an e-mail address. Empty: nobody."
        value={owner}
        set={setOwner}
      />
      {others.length > 0 && (
        <Words size="sm" role="status">
          {`${counted(others.length, 'control has', 'controls have')} an owner now, and ${others.length === 1 ? 'has' : 'have'} ${isNobody ? 'none' : 'this one'} then.`}
        </Words>
      )}
    </Act>
  );
}

/** Puts oneself in. It is gone then, and what sends the form is next. */
const Myself = ({ of, set }: { readonly of: number; readonly set: () => void }) => (
  <Button
    size="compact-sm"
    variant="default"
    onClick={({ currentTarget: { form } }) => {
      flushSync(set);
      form?.querySelector<HTMLElement>('[type="submit"]')?.focus();
    }}
  >
    {`I answer for ${of === 1 ? 'it' : `all ${count(of)}`}`}
  </Button>
);
