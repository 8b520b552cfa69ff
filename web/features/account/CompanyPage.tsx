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
  if (brought.has('error')) return <Refused because={brought.get('error_description') ?? brought.get('error') ?? ''} />;
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
      <DoorForm submit={() => leaving.mutate()}>
        <Text label="E-mail at work" type="email" autoComplete="username" value={email} set={setEmail} />
        {leaving.isError && <Problem error={leaving.error} />}
        <Button type="submit" loading={leaving.isPending || leaving.isSuccess} disabled={email.trim() === ''}>
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
  return (
    <Door
      title="Sign in with your company"
      {...(entering.isError ? { after: <Link to="/sign-in">Sign in</Link> } : {})}
    >
      {entering.isError ? <Problem error={entering.error} /> : <Words role="status">One moment.</Words>}
    </Door>
  );
}

const Refused = ({ because }: { readonly because: string }) => (
  <Door title="Your company did not let you in" after={<Link to="/sign-in">Sign in another way</Link>}>
    <Words>{`Its provider says: ${because.slice(0, 300)}`}</Words>
  </Door>
);
