import { Alert, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { DomainError } from '#/core/errors.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { Form } from '#web/kit/Form.tsx';
import { api } from './api.ts';
import { confirmation, type Waiting } from './confirmation.ts';
import { OWN_PASSKEYS } from './own-passkeys.ts';
import { canUsePasskeys, signInWithPasskey } from './passkey.ts';

/** Asks once more who it is before something that gives power or cannot be undone. */
export function Confirm({ hasApp, company }: { readonly hasApp: boolean; readonly company: boolean }) {
  const waiting = useSyncExternalStore(confirmation.watch, confirmation.now);
  return (
    <Modal
      opened={waiting !== null}
      onClose={() => waiting?.giveUp()}
      title="Is it still you?"
      zIndex={400}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {waiting !== null && <Proof waiting={waiting} hasApp={hasApp} company={company} />}
    </Modal>
  );
}

const WHY =
  'This gives somebody power, or cannot be undone. So it is asked of you once more; the answer holds for ten minutes.';

interface Asking {
  readonly waiting: Waiting;
  readonly hasApp: boolean;
  readonly company: boolean;
}

function Proof({ waiting, hasApp, company }: Asking) {
  const [byCode, setByCode] = useState(hasApp);
  const [given, setGiven] = useState('');
  const confirm = useMutation({
    mutationFn: () => api.account.confirm(byCode ? { code: given } : { password: given }),
    onSuccess: waiting.go,
  });
  const field = {
    value: given,
    onChange: ({ currentTarget }: React.ChangeEvent<HTMLInputElement>) => setGiven(currentTarget.value.trim()),
    required: true,
    withAsterisk: false,
    'data-autofocus': true,
  };
  return (
    <Form error={confirm.error} submit={() => confirm.mutate()}>
      <Stack gap="sm">
        <Text size="sm">{WHY}</Text>
        {company && <WithoutPassword />}
        {byCode ? (
          <TextInput
            label="Code of your authenticator app"
            inputMode="numeric"
            autoComplete="one-time-code"
            {...field}
          />
        ) : (
          <PasswordInput label="Password" autoComplete="current-password" {...field} />
        )}
        {confirm.isError && <Refused error={confirm.error} byCode={byCode} />}
        <ByPasskey done={waiting.go} />
        <Group justify="space-between">
          {hasApp ? (
            <Button variant="subtle" size="xs" onClick={() => setByCode(!byCode)}>
              {byCode ? 'Use the password' : 'Use a code'}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="sm">
            <Button variant="default" onClick={waiting.giveUp}>
              Cancel
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              Confirm
            </Button>
          </Group>
        </Group>
      </Stack>
    </Form>
  );
}

/** Whoever is asked here is signed in: which account it is stands fast, and only this one word may be wrong. */
const Refused = ({ error, byCode }: { readonly error: unknown; readonly byCode: boolean }) =>
  error instanceof DomainError && error.code === 'sign_in_refused' ? (
    <Alert
      color="brick"
      variant="outline"
      role="alert"
      title={byCode ? 'This code is not right, or was used before.' : 'This is not the password of your account.'}
    >
      <Text size="sm">
        {`Nothing was done yet. ${byCode ? 'Wait for the next code of the app, and type that one.' : 'Type it once more.'} After ten tries in a quarter of an hour nobody is asked for a while.`}
      </Text>
    </Alert>
  ) : (
    <Problem error={error} />
  );

const WithoutPassword = () => (
  <Text size="sm">No password? Sign out, and in again with your company: for ten minutes after, nothing is asked.</Text>
);

/** For whoever has one. */
function ByPasskey({ done }: { readonly done: () => void }) {
  const { data: passkeys = [] } = useQuery(OWN_PASSKEYS);
  const using = useMutation({ mutationFn: signInWithPasskey, onSuccess: done });
  if (passkeys.length === 0 || !canUsePasskeys()) return null;
  return (
    <>
      <Button variant="default" loading={using.isPending} onClick={() => using.mutate()}>
        Use a passkey
      </Button>
      {using.isError && <Problem error={using.error} />}
    </>
  );
}
