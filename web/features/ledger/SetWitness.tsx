import { Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';
import { useCommand } from '#web/shell/command.ts';

type Setting = Answered<'ledger', 'witness'>['setting'];
type Kind = 'none' | 'rfc3161' | 'witness' | 'http';

const KINDS: readonly { readonly value: Kind; readonly label: string; readonly gives: string }[] = [
  {
    value: 'rfc3161',
    label: 'A timestamp authority (RFC 3161)',
    gives: 'Anybody can verify its word offline: so much of the log was there by then.',
  },
  {
    value: 'witness',
    label: 'A witness (C2SP tlog-witness)',
    gives: 'Anybody can verify its word offline, and it refuses a log that was set back.',
  },
  {
    value: 'http',
    label: 'An address that keeps what it is sent',
    gives: 'Whoever goes there can compare; nobody vouches for when it was.',
  },
  { value: 'none', label: 'Nowhere', gives: 'Received dates rest on this company’s own clock and key.' },
];

interface Props {
  readonly now: Setting;
  readonly close: () => void;
}

/** The place to which checkpoints go from now on. */
export function SetWitness({ now, close }: Props) {
  const command = useCommand();
  const [kind, setKind] = useState<Kind>(now.kind === 'file' || now.kind === 'git' ? 'none' : now.kind);
  const [url, setUrl] = useState('url' in now ? now.url : '');
  const [anchors, setAnchors] = useState(now.kind === 'rfc3161' ? (now.anchors ?? '') : '');
  const [verifier, setVerifier] = useState(now.kind === 'witness' ? now.verifier : '');
  const acting = useMutation({
    mutationFn: () => api.ledger.setWitness({ setting: settingOf({ kind, url, anchors, verifier, now }) }),
    onSuccess: () => changed('ledger').then(close),
  });
  return (
    <Act
      acting={acting}
      label={kind === 'none' ? 'Send them nowhere' : 'Send them there'}
      close={close}
      disabled={kind !== 'none' && url.trim() === ''}
    >
      <Select
        label="To whom"
        name="kind"
        description={KINDS.find(({ value }) => value === kind)?.gives}
        data={KINDS.map(({ value, label }) => ({ value, label }))}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        allowDeselect={false}
      />
      {kind !== 'none' && (
        <Text
          label="Address"
          name="url"
          hint="It is sealed, and whoever reads the log sees it: nothing secret may stand in it."
          placeholder="https://"
          value={url}
          set={setUrl}
        />
      )}
      {kind === 'rfc3161' && (
        <Textarea
          label="Certificates that you trust"
          name="anchors"
          description="In PEM form. Without them its word is kept, and vouches to whoever brings them."
          value={anchors}
          onChange={(event) => setAnchors(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={8}
        />
      )}
      {kind === 'witness' && <Text label="Its verifier key" name="verifier" value={verifier} set={setVerifier} />}
      <p className="prose">
        A file or a repository is written by the login of the server, and is named on the machine itself:{' '}
        <code>{command('ledger witness set')}</code>
      </p>
    </Act>
  );
}

interface Chosen {
  readonly kind: Kind;
  readonly url: string;
  readonly anchors: string;
  readonly verifier: string;
  readonly now: Setting;
}

function settingOf({ kind, url, anchors, verifier, now }: Chosen): Setting {
  switch (kind) {
    case 'none':
      return { kind };
    case 'rfc3161':
      return { kind, url: url.trim(), ...(anchors.trim() === '' ? {} : { anchors }) };
    case 'witness':
      return { kind, url: url.trim(), verifier: verifier.trim() };
    case 'http':
      return { kind, url: url.trim(), method: now.kind === 'http' ? now.method : 'PUT' };
  }
}
