import { Button, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { NEW_PASSWORD, Password, Text } from '#web/kit/Fields.tsx';
import { api, ask } from '#web/shell/api.ts';
import { door, signIn } from '#web/shell/door.ts';
import { rememberOrganization } from '#web/shell/organization.ts';
import { Door, DoorForm } from './Door.tsx';
import { enter } from './enter.ts';
import { NewCompany, companyOf, type Company, NO_COMPANY } from './NewCompany.tsx';

/** The first account, made by the link of the terminal: to look around in the demo, or to begin a programme. */
export function SetupPage() {
  const state = useQuery(ask('account', 'state', {}));
  const token = useLocation({ select: ({ hash }) => hash });
  return (
    <Answer of={state} page="Set up Attestry">
      {({ claimed, demo }) => {
        if (claimed) return <Claimed />;
        return token === '' ? <WithoutLink /> : <Setup token={token} hasDemo={demo} />;
      }}
    </Answer>
  );
}

function Setup({ token, hasDemo }: { readonly token: string; readonly hasDemo: boolean }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [own, setOwn] = useState(!hasDemo);
  const [company, setCompany] = useState<Company>(NO_COMPANY);
  const making = useMutation({
    mutationFn: async () => {
      const organization = own ? companyOf(company) : undefined;
      const person = { name, email: email.trim(), password };
      const made = await api.account.setup({
        token,
        ...person,
        ...(organization === undefined ? {} : { organization }),
      });
      await door('/sign-out').catch(() => undefined); // whoever was signed in here before
      await signIn(person.email, password).catch(() => undefined); // the account is made: they sign in themselves

      rememberOrganization(organization?.slug ?? made.organizations[0] ?? null);
    },
    onSuccess: () => enter('/'),
  });
  return (
    <Door title="Set up Attestry" lead="You are the first here. This account owns everything on this installation.">
      <DoorForm submit={() => making.mutate()}>
        <Text label="Your name" autoComplete="name" value={name} set={setName} />
        <Text label="E-mail" type="email" autoComplete="username" value={email} set={setEmail} />
        <Password label="Password" hint={NEW_PASSWORD} value={password} set={setPassword} isNew />
        {hasDemo && <Beginning own={own} set={setOwn} />}
        {own && <NewCompany company={company} set={setCompany} />}
        {making.isError && <Problem error={making.error} />}
        <Button type="submit" loading={making.isPending}>
          {own ? 'Start the programme' : 'Look around'}
        </Button>
      </DoorForm>
    </Door>
  );
}

function Beginning({ own, set }: { readonly own: boolean; readonly set: (own: boolean) => void }) {
  return (
    <Radio.Group
      label="What do you want to do first?"
      value={own ? 'own' : 'demo'}
      onChange={(value) => set(value === 'own')}
    >
      <Stack gap="sm" mt={8}>
        <Radio
          value="demo"
          label="Look around in the demo company"
          description="Invented, with 14 months of records. Nothing you do there reaches your own programme."
        />
        <Radio
          value="own"
          label="Start my own programme"
          description="Empty, with a log of its own. The demo company stays beside it."
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
