import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Line } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import { api } from '#web/shell/api.ts';
import { type PartProps, useSaving } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';

const HTTPS = 'Begins with https://';

/** Whom readers write to, and under which name the page is reached. */
export function Contact({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const [contact, setContact] = useState(draft.content.contact);
  const [uptime, setUptime] = useState(draft.content.uptime);
  const [domain, setDomain] = useState(draft.content.domain);
  const line = (name: keyof typeof contact, label: string, hint: string) => (
    <Line
      label={label}
      name={name}
      hint={hint}
      value={contact[name]}
      set={(text) => setContact({ ...contact, [name]: text })}
      required={false}
    />
  );
  return (
    <>
      <Section title="Contact and domain">
        <ProblemList draft={draft} of={['contact', 'domain']} />
        <fieldset disabled={!may} className="plain">
          <Act
            acting={{
              ...saving,
              mutate: () => saving.mutate({ contact, uptime, domain: domain.trim().toLowerCase() }),
            }}
            label="Save to the draft"
            isSecond
          >
            <Stack gap="sm" maw={520}>
              {line('email', 'Security contact', 'An e-mail address. It also stands in security.txt.')}
              {line('disclosure', 'How to report a weakness', `A page of yours. ${HTTPS}`)}
              {line('encryption', 'Key for encrypted mail', HTTPS)}
              {line('acknowledgments', 'Thanks to those who reported', HTTPS)}
              <Line label="Uptime page" name="uptime" hint={HTTPS} value={uptime} set={setUptime} required={false} />
              <Line
                label="Own domain"
                name="domain"
                hint="Such as trust.acme.example. Empty: the page is at the address of this installation only."
                value={domain}
                set={setDomain}
                required={false}
              />
            </Stack>
          </Act>
        </fieldset>
      </Section>
      {may && draft.content.domain !== '' && <CheckDomain domain={draft.content.domain} />}
    </>
  );
}

/** Looks whether the domain leads here, and says what to do where it does not. */
function CheckDomain({ domain }: { readonly domain: string }) {
  const checking = useMutation({ mutationFn: () => api.trust.domain({}) });
  return (
    <Section title="Does the domain lead here?">
      <Group>
        <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
          {`Check ${domain}`}
        </Button>
      </Group>
      {checking.isError && <Problem error={checking.error} />}
      {checking.data !== undefined && (
        <Alert
          variant="outline"
          my="md"
          color={checking.data.pointsHere === 'no' ? 'brick' : 'gray'}
          title={TITLES[checking.data.pointsHere]}
        >
          <Text size="sm">{checking.data.says}</Text>
        </Alert>
      )}
    </Section>
  );
}

const TITLES = { yes: 'It leads here', no: 'It does not lead here yet', unknown: 'Nobody could tell' } as const;
