import { Button, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { tell } from '#web/kit/tell.ts';
import { counted } from '#web/kit/when.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import type { Standing } from './shapes.ts';

interface Props {
  readonly selected: readonly Standing[];
  /** They are selected no more. */
  readonly clear: () => void;
}

/** As many as are given at once. */
const MOST = 200;

/** An owner for all the controls that are selected. */
export function GiveOwner({ selected, clear }: Props) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {`Give ${counted(selected.length, 'control')} an owner`}
      </Button>
      <Dialog
        title={`Who answers for ${selected.length === 1 ? 'it' : `these ${selected.length}`}?`}
        opened={opened}
        close={close}
      >
        <Form selected={selected} clear={clear} close={close} />
      </Dialog>
    </>
  );
}

function Form({ selected, clear, close }: Props & { readonly close: () => void }) {
  const [owner, setOwner] = useState('');
  const isNobody = owner.trim() === '';
  const ids = selected.map(({ id }) => id);
  const others = selected.filter((each) => each.owner !== null && each.owner !== owner.trim());
  const acting = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      for (let at = 0; at < ids.length; at += MOST)
        await here.controls.own({ ids: ids.slice(at, at + MOST), owner: isNobody ? null : owner.trim() });
    },
    onSuccess: async () => {
      await changed('controls', 'readiness');
      close();
      clear();
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
      label={isNobody ? 'Take the owner away' : 'Give it'}
      isSecond={isNobody}
      disabled={isNobody && others.length === 0}
      close={close}
    >
      <ul className="those">
        {selected.map(({ id, title, owner: before }) => (
          <li key={id}>{before === null ? title : `${title} (${before})`}</li>
        ))}
      </ul>
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
