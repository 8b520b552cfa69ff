import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { queries } from '#web/shell/api.ts';
import { leave } from '#web/shell/leave.ts';
import { OWN_PASSKEYS } from '#web/shell/own-passkeys.ts';
import { Door } from './Door.tsx';
import { SecondFactor } from './SecondFactor.tsx';

/** An account that is in no organization, perhaps not any more. */
export function Nowhere({ email }: { readonly email: string }) {
  return (
    <Door
      title="You are in no organization"
      lead={`The account ${email} is fine, but nobody has invited it, or its time there is over. Ask an owner or an admin for an invitation.`}
    >
      <Button variant="default" onClick={() => void leave()}>
        Sign out
      </Button>
    </Door>
  );
}

/** The address names an organization of others, or one that they left. */
export function NotTheirs({ email }: { readonly email: string }) {
  const navigate = useNavigate();
  return (
    <Door
      title="You are not in this organization"
      lead={`The link leads to an organization that the account ${email} is not in, or not any more. Ask an owner or an admin there, or sign in with another account.`}
      after={
        <Button variant="subtle" onClick={() => void leave()}>
          Sign out
        </Button>
      }
    >
      <Button onClick={() => void navigate({ to: '/', search: { organization: undefined } })}>
        Go to your own organization
      </Button>
    </Door>
  );
}

/** Organizations to which they come as they are. */
type Others = readonly { readonly slug: string; readonly name: string }[];

const Elsewhere = ({ others }: { readonly others: Others }) =>
  others.map(({ slug, name }) => (
    <Link key={slug} to="/" search={{ organization: slug }}>
      {`Go to ${name}`}
    </Link>
  ));

interface Asking {
  readonly organization: string;
  readonly others: Others;
}

/** An organization whose people come in by its provider, and this session began otherwise. */
export function ByCompany({ organization, others }: Asking) {
  return (
    <Door
      title="Sign in with your company"
      lead={`${organization} lets its people in by single sign-on only, and this session began otherwise.`}
      after={<Elsewhere others={others} />}
    >
      <Button onClick={() => void leave('/company')}>Sign in with your company</Button>
    </Door>
  );
}

/** An organization that lets nobody in with a password alone. */
export function Secure({ organization, others, hasApp }: Asking & { readonly hasApp: boolean }) {
  const { data: passkeys = [] } = useQuery(OWN_PASSKEYS);
  if (hasApp || passkeys.length > 0)
    return (
      <Door
        title="Sign in with your second factor"
        lead={`${organization} asks for it, and this session began without it.`}
        after={<Elsewhere others={others} />}
      >
        <Button onClick={() => void leave()}>Sign in again</Button>
      </Door>
    );
  return (
    <Door
      title="Set up a second factor"
      lead={`${organization} lets nobody in with a password alone. It takes two minutes.`}
      after={
        <>
          <Button variant="subtle" onClick={() => void leave()}>
            Sign out
          </Button>
          <Elsewhere others={others} />
        </>
      }
    >
      <SecondFactor done={() => void queries.resetQueries()} />
    </Door>
  );
}
