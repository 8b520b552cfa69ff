import { Button, Code, Stack, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { NewPassword, Text } from '#web/kit/Fields.tsx';
import { api, ask } from '#web/shell/api.ts';
import { door } from '#web/shell/door.ts';
import { Door, DoorForm } from './Door.tsx';

/** What to do without the password. Where no mail leaves this server, the page does not pretend that one does. */
export function ForgottenPage() {
  const state = useQuery(ask('account', 'state', {}));
  return (
    <Answer of={state} page="Forgotten password">
      {({ mails }) => <Forgotten mails={mails} />}
    </Answer>
  );
}

function Forgotten({ mails }: { readonly mails: boolean }) {
  const [email, setEmail] = useState('');
  const asking = useMutation({ mutationFn: () => api.account.forgotten({ email: email.trim() }) });
  const lead = mails
    ? 'A link that sets a new password is mailed to you.'
    : 'No mail leaves this server. A link is put into the outbox of your company, from where an owner or admin hands it to you.';
  return (
    <Door title="Forgotten password" lead={lead} after={<Link to="/sign-in">Back to signing in</Link>}>
      {asking.isSuccess ? (
        <Words role="status">
          {mails
            ? `If there is an account with the address ${email.trim()}, a link is on its way there. It opens once, within an hour.`
            : `If there is an account with the address ${email.trim()}, a link is in the outbox now, and holds for an hour. Ask an owner or admin to open it under Settings, Mail.`}
        </Words>
      ) : (
        <DoorForm atOnce acting={asking}>
          <Text label="E-mail" name="email" type="email" autoComplete="username" value={email} set={setEmail} />
          {asking.isError && <Problem error={asking.error} />}
          <Button type="submit" loading={asking.isPending}>
            Ask for a link
          </Button>
        </DoorForm>
      )}
      {!mails && <OnTheTerminal />}
    </Door>
  );
}

/** For whoever is the only one there, an auditor, or in several organizations. */
const OnTheTerminal = () => (
  <Stack gap="sm" mt="lg">
    <Words size="sm">
      Nobody else can open it for an auditor, for somebody in several companies, or for an owner who is alone. For them,
      whoever runs the server makes the link, in the folder of Attestry:
    </Words>
    <Code block className="wrapped">
      bin/attestry password-link you@example.com
    </Code>
    <Words size="sm" c="dimmed">
      Every session of the account ends with a new password, and passkeys do where the address was never confirmed. The
      second factor stays: a code of your app, or a recovery code, is still asked for.
    </Words>
  </Stack>
);

/** What the link opens: a new password. */
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
  if (token === '')
    return (
      <Door
        title="The link is not whole"
        lead="A part of it is missing: everything behind # belongs to it. Copy the whole link, or ask for another."
      >
        <Link to="/forgotten">How to get a link</Link>
      </Door>
    );
  return (
    <Door title="Set a new password" after={<Link to="/forgotten">How to get a link</Link>}>
      <DoorForm atOnce acting={setting}>
        <NewPassword label="New password" name="newPassword" value={password} set={setPassword} />
        {setting.isError && <Problem error={setting.error} />}
        <Button type="submit" loading={setting.isPending}>
          Set it
        </Button>
      </DoorForm>
    </Door>
  );
}
