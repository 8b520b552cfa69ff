import { Button, Code, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { NEW_PASSWORD, Password } from '#web/kit/Fields.tsx';
import { door } from '#web/shell/door.ts';
import { Door, DoorForm } from './Door.tsx';

/** What to do without the password. No mail leaves this server, and the page does not pretend that one does. */
export function ForgottenPage() {
  return (
    <Door
      title="Forgotten password"
      lead="This server sends no mail, so no message will come. Whoever runs it makes a link for you on its terminal."
      after={<Link to="/sign-in">Back to signing in</Link>}
    >
      <Stack gap="sm">
        <Words size="sm">They run this in the folder of Attestry, with your address, and hand you the link:</Words>
        <Code block>bin/attestry password-link you@example.com</Code>
        <Words size="sm" c="dimmed">
          The link opens once, within an hour, and only sets a new password. Every session of the account ends with it.
          The second factor stays: a code of your app, or a recovery code, is still asked for.
        </Words>
      </Stack>
    </Door>
  );
}

/** The link of the terminal: a new password. */
export function NewPasswordPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  const [password, setPassword] = useState('');
  const setting = useMutation({ mutationFn: () => door('/reset-password', { token, newPassword: password }) });
  if (setting.isSuccess)
    return (
      <Door title="The new password is set" lead="Every session of the account has ended.">
        <Link to="/sign-in">Sign in</Link>
      </Door>
    );
  return (
    <Door title="Set a new password" after={<Link to="/forgotten">How to get a link</Link>}>
      <DoorForm submit={() => setting.mutate()}>
        <Password label="New password" hint={NEW_PASSWORD} value={password} set={setPassword} isNew />
        {setting.isError && <Problem error={setting.error} />}
        <Button type="submit" loading={setting.isPending} disabled={token === ''}>
          Set it
        </Button>
      </DoorForm>
    </Door>
  );
}
