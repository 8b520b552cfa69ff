import { Button, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api } from '#web/shell/api.ts';
import { door } from '#web/shell/door.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';

/** What this browser keeps while the person is at the provider; nobody else's answer is taken with it. */
const PROOF = 'attestry.company';

/** Signing in with the provider of one's company: where to, and what is brought back from there. */
export function CompanyPage() {
  const [brought] = useState(() => new URLSearchParams(location.search));
  const refused = brought.get('error');
  if (refused !== null) return <Refused code={refused} because={brought.get('error_description')} />;
  const [code, state, iss] = [brought.get('code'), brought.get('state'), brought.get('iss')];
  return code === null || state === null ? <Leave /> : <Return code={code} state={state} iss={iss} />;
}

function Leave() {
  const [email, setEmail] = useState('');
  const leaving = useMutation({
    mutationFn: () => api.account.company({ email: email.trim() }),
    onSuccess: ({ address, proof }) => {
      sessionStorage.setItem(PROOF, proof);
      location.assign(address);
    },
  });
  return (
    <Door
      title="Sign in with your company"
      lead="You are sent to where your company signs you in, and come back here."
      after={<Link to="/sign-in">Another way</Link>}
    >
      <DoorForm atOnce acting={leaving}>
        <Text label="E-mail at work" name="email" type="email" autoComplete="username" value={email} set={setEmail} />
        {leaving.isError && <Problem error={leaving.error} />}
        <Button type="submit" loading={leaving.isPending || leaving.isSuccess}>
          Go on
        </Button>
      </DoorForm>
    </Door>
  );
}

interface Brought {
  readonly code: string;
  readonly state: string;
  readonly iss: string | null;
}

function Return({ code, state, iss }: Brought) {
  const entering = useQuery({
    queryKey: ['company', state],
    queryFn: async () => {
      const proof = sessionStorage.getItem(PROOF) ?? 'none';
      sessionStorage.removeItem(PROOF);
      await door('/company', { code, state, proof, ...(iss === null ? {} : { iss }) });
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const isIn = entering.data === true;
  useEffect(() => {
    if (isIn) enter('/');
  }, [isIn]);
  if (entering.isError)
    return (
      <Door title="You are not signed in" after={<OtherWays />}>
        <Problem error={entering.error} />
      </Door>
    );
  return (
    <Door title="Sign in with your company">
      <Words role="status">One moment.</Words>
    </Door>
  );
}

/** What came back opens nothing a second time: it is begun anew, or gone about otherwise. */
const OtherWays = () => (
  <>
    <Button component="a" href="/company">
      Begin again
    </Button>
    <Link to="/sign-in">Sign in another way</Link>
  </>
);

/** What a provider says by a code alone (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6), for whoever waits at the door. */
const CODES: Readonly<Record<string, string>> = {
  access_denied: 'It declined, or you did. Whoever runs it can let you use this application.',
  temporarily_unavailable: 'It cannot answer at the moment. Try again in a few minutes.',
  server_error: 'Something failed there. Try again in a few minutes.',
};
const FAILED: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);
const OTHERWISE = 'What was asked of it is not set up there as it is here: an owner compares both.';

function Refused({ code, because }: { readonly code: string; readonly because: string | null }) {
  return (
    <Door
      title={FAILED.has(code) ? 'Your company cannot sign you in now' : 'Your company did not let you in'}
      lead={CODES[code] ?? OTHERWISE}
      after={<OtherWays />}
    >
      <Words size="sm" style={{ overflowWrap: 'anywhere' }}>
        {`Its provider says: ${(because ?? code).slice(0, 300)}`}
      </Words>
    </Door>
  );
}
