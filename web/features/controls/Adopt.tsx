import { Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { counted } from '#web/kit/when.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { api, changed } from '#web/shell/api.ts';
import { FromField } from './EditControl.tsx';
import type { InLibrary } from './shapes.ts';

interface Props {
  /** None: nothing is asked. */
  readonly controls: readonly InLibrary[];
  readonly close: () => void;
  readonly done: () => void;
}

/** Adopts controls of the library as they are written; each can be put in the company’s own words afterwards. */
export const Adopt = ({ controls, ...rest }: Props) => (
  <Dialog title={`Adopt ${counted(controls.length, 'control')}`} opened={controls.length > 0} close={rest.close}>
    <Form controls={controls} {...rest} />
  </Dialog>
);

function Form({ controls, close, done }: Props) {
  const [owner, setOwner] = useState('');
  const [from, setFrom] = useState('');
  const adopting = useMutation({
    mutationFn: () =>
      api.controls.adopt({
        controls: controls.map(({ id }) => ({ id, owner: owner.trim() === '' ? null : owner.trim() })),
        ...(from === '' ? {} : { effectiveFrom: from }),
      }),
    onSuccess: async () => {
      await changed('controls', 'checks');
      done();
      close();
    },
  });
  return (
    <Act acting={adopting} label="Adopt" close={close}>
      <Words size="sm">
        Adopt only what you will really perform: an auditor holds you to what you state. It begins in the words of the
        library; put it in your own on its page.
      </Words>
      <ul className="seen">
        {controls.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      <MemberField
        label="Owner"
        name="owner"
        hint="The person or role that answers for all of them, best an e-mail address. Empty: nobody yet."
        value={owner}
        set={setOwner}
      />
      <FromField from={from} set={setFrom} />
    </Act>
  );
}
