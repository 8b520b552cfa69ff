import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import { Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { queries } from '#web/shell/api.ts';
import { addPasskey, canUsePasskeys, removePasskey } from '#web/shell/passkey.ts';
import { OWN_PASSKEYS } from '#web/shell/own-passkeys.ts';

const readAgain = (): Promise<unknown> => queries.invalidateQueries({ queryKey: OWN_PASSKEYS.queryKey });

/** The passkeys of the person: which there are, one more, one less. */
export function Passkeys() {
  const found = useQuery(OWN_PASSKEYS);
  const [adding, setAdding] = useState(false);
  const close = (): void => setAdding(false);
  const remove = useMutation({ mutationFn: removePasskey, onSuccess: readAgain });
  return (
    <Answer of={found}>
      {(passkeys) => (
        <>
          <Text mb="sm" className="prose">
            {passkeys.length === 0
              ? 'None. A passkey lies in your phone, computer or security key, which asks who holds it. It signs you in without a password, counts as a second factor, and answers no other site.'
              : 'Each signs you in alone, and counts as a second factor. The password still opens the account.'}
          </Text>
          {passkeys.length > 0 && (
            <Records
              label="Passkeys"
              rows={passkeys}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Name', cell: ({ name }) => name },
                { head: 'Kept', cell: ({ isCopied }) => (isCopied ? 'on several devices' : 'in one device') },
                { head: 'Added', cell: ({ added }) => <When at={added} exact /> },
                {
                  head: 'Action',
                  acts: true,
                  cell: ({ id, name }) => (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Remove the passkey ${name}`}
                      loading={remove.isPending && remove.variables === id}
                      onClick={() => remove.mutate(id)}
                    >
                      Remove
                    </Button>
                  ),
                },
              ]}
            />
          )}
          {remove.isError && <Problem error={remove.error} />}
          {canUsePasskeys() ? (
            <Button mt="sm" variant="default" onClick={() => setAdding(true)}>
              Add a passkey
            </Button>
          ) : (
            <Text size="sm" c="dimmed">
              This browser makes none at this address: passkeys need the name of the server, not a number, and a browser
              of the last years.
            </Text>
          )}
          <Dialog title="Add a passkey" opened={adding} close={close}>
            <Add close={close} />
          </Dialog>
        </>
      )}
    </Answer>
  );
}

function Add({ close }: { readonly close: () => void }) {
  const [name, setName] = useState('');
  const acting = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: () => readAgain().then(close),
  });
  return (
    <Act acting={acting} label="Go on" close={close} disabled={name.trim() === ''}>
      <Text size="sm">Your device asks next. The name is for you, to know it by when you lose it.</Text>
      <Field label="Name" name="name" placeholder="Laptop" value={name} set={setName} />
    </Act>
  );
}
