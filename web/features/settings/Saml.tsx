import { Code, Text as Words, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { api, changed } from '#web/shell/api.ts';
import { Reach, Tried } from './Reach.tsx';

/** A provider that speaks SAML 2.0: what it is told, and what it says of itself. */
export function Saml({ provider, saml }: Answered<'sso', 'show'>) {
  const of = provider?.by.kind === 'saml' ? provider.by : null;
  const [metadata, setMetadata] = useState('');
  const [domain, setDomain] = useState(provider?.domain ?? '');
  const [joins, setJoins] = useState(provider?.joins ?? false);
  const acting = useMutation({
    mutationFn: () => api.sso.setSaml({ metadata, domain, joins }),
    onSuccess: () => changed('sso').then(() => setMetadata('')),
  });
  return (
    <>
      <Words mb="xs">Tell the provider the entity id, and where it posts to (the ACS URL):</Words>
      <Code block mb="xs">
        {saml.entity}
      </Code>
      <Code block mb="xs">
        {saml.back}
      </Code>
      <details style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
        <summary>The same as metadata</summary>
        <Code block tabIndex={0} aria-label="Metadata of this installation">
          {saml.metadata}
        </Code>
      </details>
      {provider !== null && of !== null && (
        <Words mb="md">
          {`${provider.issuer} is set, which signs by `}
          {of.certificates.map(({ fingerprint, expires }) => (
            <span key={fingerprint} style={{ overflowWrap: 'anywhere' }}>
              {`the certificate ${fingerprint}, good until `}
              <When at={expires} />
              {'. '}
            </span>
          ))}
        </Words>
      )}
      <div style={{ maxWidth: 480 }}>
        <Act acting={acting} label={of === null ? 'Set it up' : 'Change it'}>
          <Textarea
            label="Metadata of the provider"
            name="metadata"
            description="The XML that it shows. A new certificate of its comes here by pasting it anew."
            value={metadata}
            onChange={({ currentTarget }) => setMetadata(currentTarget.value)}
            rows={6}
            required
            withAsterisk={false}
          />
          <Reach domain={domain} setDomain={setDomain} joins={joins} setJoins={setJoins} />
        </Act>
        {acting.isSuccess && <Tried />}
      </div>
    </>
  );
}
