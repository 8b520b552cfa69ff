import { Button, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isSlug } from '#/core/slug.ts';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { NewPassword, Text } from '#web/kit/Fields.tsx';
import { api, ask } from '#web/shell/api.ts';
import { door, signIn } from '#web/shell/door.ts';
import { rememberOrganization } from '#web/shell/organization.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';
import { judgedOf } from './judged.ts';
import { NewCompany, companyOf, type Company, NO_COMPANY } from './NewCompany.tsx';
import { useToken } from './token.ts';

/** The first account, made by the link of the terminal: to go on with what is there, or to begin a programme. */
export function SetupPage() {
  const state = useQuery(ask('account', 'state', {}));
  const token = useToken();
  return (
    <Answer of={state} page="Set up Attestry">
      {({ claimed }) => {
        if (claimed) return <Claimed />;
        return token === null ? <WithoutLink /> : <WithLink key={token} token={token} />;
      }}
    </Answer>
  );
}

function WithLink({ token }: { readonly token: string }) {
  const [isUsed, setUsed] = useState(false); // it opens nothing any more then, and is not asked of again
  const found = useQuery({
    enabled: !isUsed,
    queryKey: ['setup', token],
    queryFn: () => api.account.found({ token }),
    retry: false,
  });
  return (
    <Answer of={found} page="Set up Attestry">
      {({ organizations }) => <Setup token={token} found={organizations} used={() => setUsed(true)} />}
    </Answer>
  );
}

interface Found {
  readonly name: string;
  readonly slug: string;
  readonly demo: boolean;
}

interface SetupProps {
  readonly token: string;
  /** What there is already, and will be owned by who signs up. */
  readonly found: readonly Found[];
  /** The link was used. */
  readonly used: () => void;
}

function Setup({ token, found, used }: SetupProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [first, setFirst] = useState((found.find(({ demo }) => !demo) ?? found[0])?.slug ?? null);
  const [company, setCompany] = useState<Company>(NO_COMPANY);
  const isNew = first === null;
  const making = useMutation({
    mutationFn: async () => {
      const person = { name, email: email.trim(), password };
      const own = companyOf(company);
      await api.account.setup({ token, ...person, ...(isNew ? { organization: own } : {}) });
      used();
      await door('/sign-out').catch(() => undefined); // whoever was signed in here before
      await signIn(person.email, password).catch(() => undefined); // the account is made: they sign in themselves

      rememberOrganization(first ?? own.slug);
    },
    onSuccess: () => enter('/'),
  });
  const judge = () => {
    const { slug } = companyOf(company);
    return api.account.judged({
      token,
      ...judgedOf({ name, email, password }),
      ...(isNew && isSlug(slug) ? { slug } : {}),
    });
  };
  return (
    <Door title="Set up Attestry" lead="You are the first here. This account owns everything on this installation.">
      <DoorForm atOnce acting={making} judge={judge}>
        <Text label="Your name" name="name" autoComplete="name" value={name} set={setName} />
        <Text label="E-mail" name="email" type="email" autoComplete="username" value={email} set={setEmail} />
        <NewPassword label="Password" name="password" value={password} set={setPassword} />
        {found.length > 0 && <Beginning found={found} first={first} set={setFirst} />}
        {isNew && <NewCompany company={company} set={setCompany} />}
        {making.isError && <Problem error={making.error} />}
        <Button type="submit" loading={making.isPending}>
          {isNew
            ? 'Start the programme'
            : found.some(({ slug, demo }) => demo && slug === first)
              ? 'Look around'
              : 'Go on'}
        </Button>
      </DoorForm>
    </Door>
  );
}

interface BeginningProps {
  readonly found: readonly Found[];
  /** Null: a programme that is begun now. */
  readonly first: string | null;
  readonly set: (first: string | null) => void;
}

const NEW = ' new'; // no short name has a space

function Beginning({ found, first, set }: BeginningProps) {
  const hasOwn = found.some(({ demo }) => !demo);
  return (
    <Radio.Group
      label="What do you want to do first?"
      value={first ?? NEW}
      onChange={(value) => set(value === NEW ? null : value)}
    >
      <Stack gap="sm" mt={8}>
        {found.map(({ slug, name, demo }) =>
          demo ? (
            <Radio
              key={slug}
              value={slug}
              label="Look around in the demo company"
              description="Invented, with 14 months of records. Nothing you do there reaches your own programme."
            />
          ) : (
            <Radio
              key={slug}
              value={slug}
              label={`Go on with ${name}`}
              description={`${slug}: it is here already, made on the command line.`}
            />
          ),
        )}
        <Radio
          value={NEW}
          label={hasOwn ? 'Start another programme' : 'Start my own programme'}
          description="Empty, with a ledger of its own, in which all that happens is sealed. What is here already stays beside it."
        />
      </Stack>
    </Radio.Group>
  );
}

function WithoutLink() {
  return (
    <Door
      title="The link is not whole"
      lead="A part of it is missing: everything behind # belongs to it. Copy the whole line that the server printed on its terminal."
    >
      <Link to="/sign-in">Sign in instead</Link>
    </Door>
  );
}

function Claimed() {
  return (
    <Door title="This installation has an owner already" lead="Its link was used. Whoever used it can invite you.">
      <Link to="/sign-in">Sign in</Link>
    </Door>
  );
}
