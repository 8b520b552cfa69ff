import { Button, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { NewPassword, Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask } from '#web/shell/api.ts';
import { door, signIn } from '#web/shell/door.ts';
import { rememberOrganization } from '#web/shell/organization.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';
import { judgedOf } from './judged.ts';
import { useToken } from './token.ts';

/** Accepting an invitation, with a new account or with the one that there is. */
export function JoinPage() {
  const token = useToken();
  return token === null ? <Spent error={null} /> : <Invitation key={token} token={token} />;
}

/** What one link opens: another that is opened in its place begins anew. */
function Invitation({ token }: { readonly token: string }) {
  const [found, setFound] = useState<Answered<'account', 'invitation'>>(); // it is spent by joining, and the page stands until the next one
  const invitation = useQuery({
    enabled: found === undefined,
    queryKey: ['invitation', token],
    queryFn: () => api.account.invitation({ token }),
  });
  if (found === undefined && invitation.data !== undefined) setFound(invitation.data);
  if (found === undefined && invitation.isError) return <Spent error={invitation.error} />;
  if (found === undefined) return <Answer of={invitation}>{() => null}</Answer>;
  return found.hasAccount ? <Accept token={token} invited={found} /> : <Join token={token} invited={found} />;
}

interface Invited {
  readonly organization: string;
  readonly email: string;
  readonly role: string;
  readonly firm: string | null;
}

const invitedAs = ({ role, firm }: Invited): string => (firm === null ? `as ${role}` : `as ${role} of ${firm}`);

function Join({ token, invited }: { readonly token: string; readonly invited: Invited }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const joining = useMutation({
    mutationFn: async () => {
      const { email, organization } = await api.account.join({ token, name, password });
      await door('/sign-out').catch(() => undefined);
      await signIn(email, password).catch(() => undefined); // the account is made: they sign in themselves

      rememberOrganization(organization);
    },
    onSuccess: () => enter('/'),
  });
  return (
    <Door
      title={`Join ${invited.organization}`}
      lead={`You are invited ${invitedAs(invited)}. Your account is ${invited.email}.`}
    >
      <DoorForm
        atOnce
        acting={joining}
        judge={() => api.account.judged(judgedOf({ name, email: invited.email, password }))}
      >
        <input type="hidden" name="username" autoComplete="username" value={invited.email} readOnly />
        <Text label="Your name" name="name" autoComplete="name" value={name} set={setName} />
        <NewPassword label="Password" name="password" value={password} set={setPassword} />
        {joining.isError && <Problem error={joining.error} />}
        <Button type="submit" loading={joining.isPending}>
          Join
        </Button>
      </DoorForm>
    </Door>
  );
}

function Accept({ token, invited }: { readonly token: string; readonly invited: Invited }) {
  const me = useQuery({ ...ask('account', 'me', {}), retry: false });
  const accepting = useMutation({
    mutationFn: () => api.account.accept({ token }),
    onSuccess: ({ organization }) => {
      rememberOrganization(organization);
      enter('/');
    },
  });
  const isTheirs = me.data?.email === invited.email;
  return (
    <Door
      title={`Join ${invited.organization}`}
      lead={`You are invited ${invitedAs(invited)}, with the account ${invited.email}.`}
    >
      {isTheirs ? (
        <>
          {accepting.isError && <Problem error={accepting.error} />}
          <Button loading={accepting.isPending} onClick={() => accepting.mutate()}>
            Accept
          </Button>
        </>
      ) : (
        <>
          <Words size="sm">
            {me.data === undefined
              ? 'There is an account with this address. Sign in with it, and come back here.'
              : `You are signed in as ${me.data.email}; the invitation is for another account. Sign in with that one.`}
          </Words>
          <Button renderRoot={(props) => <Link to="/sign-in" search={{ to: `/join#${token}` }} {...props} />}>
            Sign in
          </Button>
        </>
      )}
    </Door>
  );
}

function Spent({ error }: { readonly error: unknown }) {
  return (
    <Door title="This invitation does not open anything">
      {error === null ? (
        <Words>A part of the link is missing: everything behind # belongs to it.</Words>
      ) : (
        <Problem error={error} />
      )}
      <Link to="/sign-in">Sign in instead</Link>
    </Door>
  );
}
