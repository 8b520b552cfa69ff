import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { NewPassword, Password } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { Passkeys } from './Passkeys.tsx';
import { OwnReminders } from './Reminders.tsx';
import { RecoveryCodes } from '#web/features/account/RecoveryCodes.tsx';
import { SecondFactor } from '#web/features/account/SecondFactor.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { door, newRecoveryCodes } from '#web/shell/door.ts';
import { useProgramme } from '#web/shell/programme.ts';

type Doing = 'app' | 'codes' | 'remove' | 'password' | null;

/** How the person gets in, and where they are signed in. */
export function Own() {
  return useProgramme().me.company ? <OfCompany /> : <Whole />;
}

/** A session of one organization sees that, and changes nothing about the account. */
function OfCompany() {
  const { me, role, may } = useProgramme();
  return (
    <>
      <Text mt="md">{`${me.name}, ${me.email}; ${role} here.`}</Text>
      <Text mt="sm" className="prose">
        Your company signed you in, and this session is for it alone; it lasts twelve hours. Where you have a password
        or a passkey of your own, sign in with it to change them.
      </Text>
      {may.has('work:read') && <OwnReminders />}
    </>
  );
}

function Whole() {
  const { me, role, may } = useProgramme();
  const reminded = may.has('work:read');
  const [doing, setDoing] = useState<Doing>(null);
  const close = (): void => setDoing(null);
  const done = (): void => void changed('account').then(close);
  return (
    <>
      <Text mt="md">{`${me.name}, ${me.email}; ${role} here.`}</Text>
      {!me.verified && <Address email={me.email} />}
      <Section title="Second factor">
        <Text mb="sm" className="prose">
          {me.hasApp
            ? 'An authenticator app is set up. A code of it is asked for every time; no device is trusted to leave it out.'
            : 'None. With an authenticator app a stolen password opens nothing.'}
        </Text>
        <Group gap="sm">
          {!me.hasApp && <Button onClick={() => setDoing('app')}>Set up an authenticator app</Button>}
          {me.hasApp && (
            <Button variant="default" onClick={() => setDoing('codes')}>
              New recovery codes
            </Button>
          )}
          {me.hasApp && (
            <Button variant="default" onClick={() => setDoing('remove')}>
              Remove the app
            </Button>
          )}
        </Group>
      </Section>
      <Section title="Passkeys">
        <Passkeys />
      </Section>
      <Section title="Password">
        <Button variant="default" onClick={() => setDoing('password')}>
          Change the password
        </Button>
      </Section>
      {reminded && <OwnReminders />}
      <Section title="Where you are signed in">
        <Sessions />
      </Section>
      <Dialog title="Set up an authenticator app" opened={doing === 'app'} close={done}>
        <SecondFactor done={done} cancel={done} />
      </Dialog>
      <Dialog title="New recovery codes" opened={doing === 'codes'} close={close}>
        <NewCodes done={close} />
      </Dialog>
      <Dialog title="Remove the authenticator app" opened={doing === 'remove'} close={close}>
        <RemoveApp close={close} done={done} />
      </Dialog>
      <Dialog title="Change the password" opened={doing === 'password'} close={close}>
        <ChangePassword close={close} />
      </Dialog>
    </>
  );
}

/** How an address is shown to be theirs, by whether mail leaves the server; nothing is said of it before that is known. */
const WAY_TO_SHOW = {
  true: ' A link that is sent there does.',
  false: ' No mail leaves this server, so that cannot be shown now.',
} as const;

/** An address that nobody showed to be theirs: a link that is sent there does. */
function Address({ email }: { readonly email: string }) {
  const mails = useQuery(ask('account', 'state', {})).data?.mails;
  const confirm = useMutation({ mutationFn: () => api.account.confirmAddress({}) });
  return (
    <Section title="Your address">
      <Text mb="sm" className="prose" role="status">
        {confirm.isSuccess
          ? `A link is on its way to ${email}. It holds for an hour.`
          : `Nothing shows yet that ${email} is yours.${mails === undefined ? '' : WAY_TO_SHOW[`${mails}`]}`}
      </Text>
      {mails === true && !confirm.isSuccess && (
        <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          Send the link
        </Button>
      )}
      {confirm.isError && <Problem error={confirm.error} />}
    </Section>
  );
}

function NewCodes({ done }: { readonly done: () => void }) {
  const [password, setPassword] = useState('');
  const acting = useMutation({ mutationFn: () => newRecoveryCodes(password) });
  if (acting.data !== undefined) return <RecoveryCodes codes={acting.data} done={done} />;
  return (
    <Act acting={acting} label="Make them" close={done}>
      <Text size="sm">The codes that you have stop working.</Text>
      <Password label="Password" name="password" value={password} set={setPassword} />
    </Act>
  );
}

function RemoveApp({ close, done }: { readonly close: () => void; readonly done: () => void }) {
  const [password, setPassword] = useState('');
  const acting = useMutation({ mutationFn: () => door('/two-factor/disable', { password }), onSuccess: done });
  return (
    <Act acting={acting} label="Remove it" close={close}>
      <Text size="sm">From then on the password alone opens the account. The audit log says that you removed it.</Text>
      <Password label="Password" name="password" value={password} set={setPassword} />
    </Act>
  );
}

function ChangePassword({ close }: { readonly close: () => void }) {
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const acting = useMutation({
    mutationFn: () => door('/change-password', { currentPassword: now, newPassword: next, revokeOtherSessions: true }),
    onSuccess: () => changed('account').then(close),
  });
  return (
    <Act acting={acting} label="Change it" close={close}>
      <Text size="sm">Every other session of yours ends with it.</Text>
      <Password label="Password now" name="currentPassword" value={now} set={setNow} />
      <NewPassword label="New password" name="newPassword" value={next} set={setNext} />
    </Act>
  );
}

/** As much of a browser's long name as says which it is. */
const browserIn = (agent: string | null): string =>
  /(Firefox|Edg|Chrome|Safari)\/[\d]+/
    .exec(agent ?? '')?.[0]
    .replace('/', ' ')
    .replace('Edg ', 'Edge ') ??
  agent ??
  'unknown';

function Sessions() {
  const found = useQuery(ask('account', 'sessions', {}));
  const end = useMutation({
    mutationFn: (id: string) => api.account.endSession({ id }),
    onSuccess: () => changed('account'),
  });
  const others = useMutation({
    mutationFn: () => api.account.endOtherSessions({}),
    onSuccess: () => changed('account'),
  });
  return (
    <Answer of={found}>
      {({ sessions }) => (
        <>
          <Records
            label="Sessions"
            rows={sessions}
            keyOf={({ id }) => id}
            columns={[
              { head: 'Browser', cell: ({ agent }) => browserIn(agent) },
              { head: 'Address', cell: ({ address }) => address ?? 'unknown' },
              { head: 'Since', cell: ({ since }) => <When at={since} exact /> },
              { head: 'Ends', cell: ({ expires }) => <When at={expires} /> },
              {
                head: 'Action',
                acts: true,
                cell: ({ id, current }) =>
                  current ? (
                    'this one'
                  ) : (
                    <Button size="compact-xs" variant="subtle" onClick={() => end.mutate(id)}>
                      End
                    </Button>
                  ),
              },
            ]}
          />
          {sessions.length > 1 && (
            <Button mt="md" size="xs" variant="default" loading={others.isPending} onClick={() => others.mutate()}>
              End all others
            </Button>
          )}
          {(end.isError || others.isError) && <Problem error={end.error ?? others.error} />}
        </>
      )}
    </Answer>
  );
}
