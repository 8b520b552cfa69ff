import { Button, Code, Switch, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { Password, Text } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Directory } from './Directory.tsx';
import { OnlyWay } from './OnlyWay.tsx';

type Shown = Answered<'sso', 'show'>;

/** Who vouches for the people of the organization, and who says which they are. */
export const SingleSignOn = () => (
  <>
    <SignOn />
    <Directory />
  </>
);

function SignOn() {
  const found = useQuery(ask('sso', 'show', {}));
  return (
    <Section title="Single sign-on">
      <Answer of={found}>
        {(shown) => (
          <>
            <Words mb="sm" className="prose">
              An OpenID Connect provider, such as Okta, Entra or Google, says who somebody is. It counts as a second
              factor: whether it asks for one is its own rule. Its sessions open this organization alone, and never an
              auditor’s access. Tell the provider that people come back to:
            </Words>
            <Code block mb="md">
              {shown.redirect}
            </Code>
            <Provider {...shown} />
          </>
        )}
      </Answer>
    </Section>
  );
}

function Provider({ provider }: Shown) {
  const may = useMay('identity:write');
  const [issuer, setIssuer] = useState(provider?.issuer ?? '');
  const [client, setClient] = useState(provider?.client ?? '');
  const [secret, setSecret] = useState('');
  const [domain, setDomain] = useState(provider?.domain ?? '');
  const [joins, setJoins] = useState(provider?.joins ?? false);
  const acting = useMutation({
    mutationFn: () => api.sso.set({ issuer, client, domain, joins, ...(secret === '' ? {} : { secret }) }),
    onSuccess: () => changed('sso').then(() => setSecret('')),
  });
  if (!may) return <Words>{provider === null ? 'None is set.' : `${provider.issuer}, for ${provider.domain}.`}</Words>;
  return (
    <div style={{ maxWidth: 480 }}>
      <Act acting={acting} label={provider === null ? 'Set it up' : 'Change it'}>
        <Text label="Issuer" placeholder="https://login.acme.example" value={issuer} set={setIssuer} />
        <Text label="Client id" value={client} set={setClient} />
        <Password
          label="Client secret"
          hint={
            provider === null
              ? 'Encrypted here, and never shown again.'
              : 'Leave it empty to keep the one that is there.'
          }
          value={secret}
          set={setSecret}
          isNew
          required={provider === null}
        />
        <Text label="Domain of the e-mail addresses" placeholder="acme.example" value={domain} set={setDomain} />
        <Switch
          label="Whoever it vouches for joins as a member"
          description="Members see their own tasks. Otherwise only who is invited comes in."
          checked={joins}
          onChange={({ currentTarget }) => setJoins(currentTarget.checked)}
        />
      </Act>
      {acting.isSuccess && (
        <Words size="sm" role="status">
          Set, and sealed. Try it in another browser before you rely on it.
        </Words>
      )}
      {provider !== null && <OnlyWay key={String(provider.required)} {...provider} />}
      {provider !== null && <Remove />}
    </div>
  );
}

function Remove() {
  const removing = useMutation({ mutationFn: () => api.sso.remove({}), onSuccess: () => changed('sso') });
  return (
    <>
      <Button mt="md" variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
        Take it away
      </Button>
      {removing.isError && <Problem error={removing.error} />}
    </>
  );
}
