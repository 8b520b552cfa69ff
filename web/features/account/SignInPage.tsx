import { Button, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Password, Text } from '#web/kit/Fields.tsx';
import { ask } from '#web/shell/api.ts';
import { door, signIn } from '#web/shell/door.ts';
import { canUsePasskeys, signInWithPasskey } from '#web/shell/passkey.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';

/** Signing in: the password, and a second factor where there is one. */
export function SignInPage() {
  const { to, ended } = useSearch({ strict: false }) as { readonly to?: string; readonly ended?: boolean };
  const state = useQuery(ask('account', 'state', {}));
  const [half, setHalf] = useState(false);
  if (state.isPending) return null; // nobody is asked for an account before it is known that there is one
  if (state.data?.claimed === false) return <Unclaimed />;
  if (half) return <SecondFactor done={() => enter(to)} back={() => setHalf(false)} />;
  return <First ended={ended === true} next={(what) => (what === 'in' ? enter(to) : setHalf(true))} />;
}

function First({ ended, next }: { readonly ended: boolean; readonly next: (what: 'in' | 'second factor') => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const trying = useMutation({ mutationFn: () => signIn(email.trim(), password), onSuccess: next });
  return (
    <Door
      title="Sign in"
      {...(ended ? { lead: 'You were signed out: the session was over, or it was ended elsewhere.' } : {})}
      after={
        <>
          {canUsePasskeys() && <ByPasskey done={() => next('in')} />}
          <Link to="/company">Sign in with your company</Link>
          <Link to="/forgotten">Forgotten password</Link>
        </>
      }
    >
      <DoorForm atOnce acting={trying}>
        <Text label="E-mail" type="email" autoComplete="username" value={email} set={setEmail} />
        <Password label="Password" value={password} set={setPassword} />
        {trying.isError && <Problem error={trying.error} />}
        <Button type="submit" loading={trying.isPending}>
          Sign in
        </Button>
      </DoorForm>
    </Door>
  );
}

function ByPasskey({ done }: { readonly done: () => void }) {
  const trying = useMutation({ mutationFn: signInWithPasskey, onSuccess: done });
  return (
    <>
      <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
        Sign in with a passkey
      </Button>
      {trying.isError && <Problem error={trying.error} />}
    </>
  );
}

function SecondFactor({ done, back }: { readonly done: () => void; readonly back: () => void }) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const trying = useMutation({
    mutationFn: () =>
      door(recovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', { code: code.trim() }),
    onSuccess: done,
  });
  const other = (): void => {
    setRecovery(!recovery);
    setCode('');
    trying.reset();
  };
  return (
    <Door
      title={recovery ? 'A recovery code' : 'The second step'}
      lead={
        recovery
          ? 'One of the codes that you kept when you set up the app. Each opens once.'
          : 'The six digits that your authenticator app shows now.'
      }
      after={
        <>
          <Button variant="subtle" onClick={other}>
            {recovery ? 'Use the app' : 'The app is not at hand: use a recovery code'}
          </Button>
          <Button variant="subtle" onClick={back}>
            Back
          </Button>
        </>
      }
    >
      <DoorForm key={String(recovery)} atOnce acting={trying}>
        <Text
          label={recovery ? 'Recovery code' : 'Code'}
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          value={code}
          set={setCode}
        />
        {trying.isError && <Problem error={trying.error} />}
        <Button type="submit" loading={trying.isPending}>
          Go on
        </Button>
      </DoorForm>
    </Door>
  );
}

function Unclaimed() {
  return (
    <Door
      title="Nobody has an account here yet"
      lead="The first one is made by a link that the server printed on its terminal when it started. It works once, so that nobody else can claim this installation."
    >
      <Words size="sm">
        The link is gone? Stop the server with Ctrl-C and start it again: it prints a new one as long as nobody has an
        account.
      </Words>
    </Door>
  );
}
