import { Button, Select, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { lacking } from '#web/kit/form-faults.ts';
import { api, ask, changed } from '#web/shell/api.ts';

type Provider = NonNullable<Answered<'sso', 'show'>['provider']>;

/** Whether people of the domain come in by the provider alone, and who does otherwise when it fails. */
export function OnlyWay({ required, breakGlass, domain, used }: Provider) {
  const found = useQuery(ask('identity', 'members', {}));
  return (
    <Section title="The only way in">
      <Answer of={found}>
        {({ members }) => {
          const named = members.find(({ account }) => account === breakGlass);
          return required ? (
            <Required domain={domain} named={named?.email ?? 'nobody'} />
          ) : (
            <Optional domain={domain} used={used} owners={members.filter(({ role }) => role === 'owner')} />
          );
        }}
      </Answer>
    </Section>
  );
}

function Required({ domain, named }: { readonly domain: string; readonly named: string }) {
  const ending = useMutation({
    mutationFn: () => api.sso.require({ required: false }),
    onSuccess: () => changed('sso', 'account'),
  });
  return (
    <>
      <Words className="prose">
        {`People of ${domain} come in by the provider alone. When it fails, ${named} comes in with a password and a second factor, or a passkey, and the audit log says so.`}
      </Words>
      <Button mt="sm" variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
        Let them in otherwise, too
      </Button>
      {ending.isError && <Problem error={ending.error} />}
    </>
  );
}

interface Choosing {
  readonly domain: string;
  readonly used: boolean;
  readonly owners: readonly { readonly account: string; readonly name: string; readonly email: string }[];
}

function Optional({ domain, used, owners }: Choosing) {
  const [breakGlass, setBreakGlass] = useState<string | null>(null);
  const acting = useMutation({
    mutationFn: () => api.sso.require({ required: true, ...(breakGlass === null ? {} : { breakGlass }) }),
    onSuccess: () => changed('sso', 'account'),
  });
  return (
    <>
      <Words mb="sm" className="prose">
        {`Passwords and passkeys of people of ${domain} then no longer open this organization, from their next request on; “Forgotten password” sends them to the provider. Auditors, and guests with other addresses, come in as before.`}
      </Words>
      {!used && <Words mb="sm">Nobody has come in by this provider yet. Try it first.</Words>}
      <Act acting={acting} label="Make it the only way in" disabled={breakGlass === null || !used}>
        <Select
          label="Who comes in when it fails"
          name="breakGlass"
          {...lacking(breakGlass === null, 'Choose an owner.')}
          description="An owner with a passkey, or with a password and an authenticator app."
          data={owners.map(({ account, name, email }) => ({ value: account, label: `${name}, ${email}` }))}
          value={breakGlass}
          onChange={setBreakGlass}
        />
      </Act>
    </>
  );
}
