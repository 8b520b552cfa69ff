import { Alert, Button, Code, SegmentedControl, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
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
import { Reach, Tried } from './Reach.tsx';
import { Saml } from './Saml.tsx';

type Shown = Answered<'sso', 'show'>;

/** Who vouches for the people of the organization, and who says which they are. */
export const SingleSignOn = () => (
  <>
    <SignOn />
    <Directory />
  </>
);

type Kind = 'openid' | 'saml';
const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'openid', label: 'OpenID Connect' },
  { value: 'saml', label: 'SAML 2.0' },
];

function SignOn() {
  const found = useQuery(ask('sso', 'show', {}));
  return (
    <Section title="Single sign-on">
      <Answer of={found}>
        {(shown) => (
          <>
            <Words mb="sm" className="prose">
              A provider, such as Okta, Entra or Google, says who somebody is. It counts as a second factor: whether it
              asks for one is its own rule. Its sessions open this organization alone, and never an auditor’s access.
            </Words>
            <Provider {...shown} />
          </>
        )}
      </Answer>
    </Section>
  );
}

function Provider(shown: Shown) {
  const { provider } = shown;
  const may = useMay('identity:write');
  const [kind, setKind] = useState<Kind>(provider?.by.kind ?? 'openid');
  if (!may) return <Words>{provider === null ? 'None is set.' : `${provider.issuer}, for ${provider.domain}.`}</Words>;
  return (
    <>
      {provider?.proven === false && <Unproven domain={provider.domain} />}
      <SegmentedControl
        mb="md"
        aria-label="How it speaks"
        data={[...KINDS]}
        value={kind}
        onChange={(to) => setKind(to === 'saml' ? 'saml' : 'openid')}
      />
      {kind === 'openid' ? <OpenId {...shown} /> : <Saml {...shown} />}
      <div style={{ maxWidth: 480 }}>
        {provider !== null && <OnlyWay key={String(provider.required)} {...provider} />}
        {provider !== null && <Remove />}
      </div>
    </>
  );
}

/** It was set while the company was alone here. */
const Unproven = ({ domain }: { readonly domain: string }) => (
  <Alert variant="outline" color="brick" mb="md" title="Nobody new comes in by it yet">
    Other companies share this installation, and nothing has shown that {domain} is yours. Confirm an address of it by
    mail, as an owner: <Link to="/settings">Settings, You</Link>. Whom it brought in before still comes in.
  </Alert>
);

function OpenId({ provider, redirect }: Shown) {
  const of = provider?.by.kind === 'openid' ? provider.by : null;
  const [issuer, setIssuer] = useState(of === null ? '' : (provider?.issuer ?? ''));
  const [client, setClient] = useState(of?.client ?? '');
  const [secret, setSecret] = useState('');
  const [domain, setDomain] = useState(provider?.domain ?? '');
  const [joins, setJoins] = useState(provider?.joins ?? false);
  const acting = useMutation({
    mutationFn: () => api.sso.set({ issuer, client, domain, joins, ...(secret === '' ? {} : { secret }) }),
    onSuccess: () => changed('sso').then(() => setSecret('')),
  });
  return (
    <>
      <Words mb="xs">Tell the provider that people come back to:</Words>
      <Code block mb="md">
        {redirect}
      </Code>
      <div style={{ maxWidth: 480 }}>
        <Act acting={acting} label={of === null ? 'Set it up' : 'Change it'}>
          <Text label="Issuer" name="issuer" placeholder="https://login.acme.example" value={issuer} set={setIssuer} />
          <Text label="Client id" name="client" value={client} set={setClient} />
          <Password
            label="Client secret"
            name="secret"
            hint={
              of === null ? 'Encrypted here, and never shown again.' : 'Leave it empty to keep the one that is there.'
            }
            value={secret}
            set={setSecret}
            isNew
            required={of === null}
          />
          <Reach domain={domain} setDomain={setDomain} joins={joins} setJoins={setJoins} />
        </Act>
        {acting.isSuccess && <Tried />}
      </div>
    </>
  );
}

function Remove() {
  const removing = useMutation({ mutationFn: () => api.sso.remove({}), onSuccess: () => changed('sso') });
  return (
    <>
      <Words mt="md" size="sm">
        Without it, people set a password by “Forgotten password”. One that they had before is kept only where they
        confirmed their address by mail.
      </Words>
      <Button mt="sm" variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
        Take it away
      </Button>
      {removing.isError && <Problem error={removing.error} />}
    </>
  );
}
