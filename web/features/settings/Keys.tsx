import { Button, Group, MultiSelect, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { ShownOnce } from '#web/kit/ShownOnce.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { useOpened } from '#web/kit/opened.ts';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

const USUAL_DAYS = '90';

/** Keys for programs: shown once, stored as a hash, and never able to do more than whoever made them. */
export function Keys() {
  const found = useQuery(ask('identity', 'keys', {}));
  const may = useMay('identity:write');
  const [adding, open, close] = useOpened('key');
  const revoke = useMutation({
    mutationFn: (id: string) => api.identity.revokeKey({ id }),
    onSuccess: () => changed('identity'),
  });
  const add = may && (
    <Button size="xs" onClick={open}>
      Make a key
    </Button>
  );
  return (
    <Section title="API keys" aside={add}>
      <Answer of={found}>
        {({ keys, scopes }) => (
          <>
            {keys.length === 0 ? (
              <Empty
                what="No key yet"
                why={
                  <>
                    A key lets a program, or the command line elsewhere, do what its scopes say:{' '}
                    <code className="whole">attestry --server</code>, with <code>ATTESTRY_API_KEY</code>.
                  </>
                }
              />
            ) : (
              <Listed keys={keys} scopes={scopes} revoke={(id) => revoke.mutate(id)} />
            )}
            {revoke.isError && <Problem error={revoke.error} />}
            <Words size="sm" mt="xs">
              What a program can ask for, and how: <a href="/api/reference">API reference</a>.
            </Words>
            <Dialog title="Make an API key" opened={may && adding} close={close}>
              <AddKey scopes={scopes} close={close} />
            </Dialog>
          </>
        )}
      </Answer>
    </Section>
  );
}

interface ListedProps {
  readonly keys: Answered<'identity', 'keys'>['keys'];
  /** What a key may be given. */
  readonly scopes: readonly string[];
  readonly revoke: (id: string) => void;
}

const Listed = ({ keys, scopes, revoke }: ListedProps) => (
  <Records
    label="API keys"
    rows={keys}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Name', cell: ({ name }) => name },
      { head: 'May', cell: ({ scopes: given }) => may(given, scopes) },
      { head: 'Made by', cell: ({ person }) => <By of={person} /> },
      { head: 'Last used', cell: ({ used }) => (used === null ? 'never' : <When at={used} />) },
      { head: 'Ends', cell: ({ expires }) => <When at={expires} /> },
      {
        head: 'Action',
        acts: true,
        cell: ({ id, name, revoked }) =>
          revoked !== null ? (
            'revoked'
          ) : (
            <Button size="compact-xs" variant="subtle" aria-label={`Revoke ${name}`} onClick={() => revoke(id)}>
              Revoke
            </Button>
          ),
      },
    ]}
  />
);

const reads = (scope: string): boolean => scope.endsWith(':read');

/** What a key may do, in few words where it may read all that there is. */
function may(given: readonly string[], all: readonly string[]): string {
  const readable = all.filter(reads);
  if (readable.length === 0 || !readable.every((scope) => given.includes(scope))) return given.join(', ');
  return ['read all', ...given.filter((scope) => !readable.includes(scope))].join(', ');
}

function AddKey({ scopes, close }: { readonly scopes: readonly string[]; readonly close: () => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const [chosen, setChosen] = useState<string[]>([]);
  const acting = useMutation({
    mutationFn: () => api.identity.addKey({ name, scopes: chosen, days: Number(days) }),
    onSuccess: () => changed('identity'),
  });
  if (acting.data !== undefined) return <Made secret={acting.data.key} close={close} />;
  return (
    <Act acting={acting} label="Make it" close={close} disabled={chosen.length === 0}>
      <Text label="Name" name="name" hint="What it is for." value={name} set={setName} />
      <MultiSelect
        label="Scopes"
        description="What it may do: at least one, and no more than you may."
        name="scopes"
        {...lacking(chosen.length === 0, 'Choose at least one.')}
        placeholder={chosen.length === 0 ? 'Choose' : ''}
        data={[
          { group: 'Reads', items: scopes.filter(reads) },
          { group: 'Changes', items: scopes.filter((scope) => !reads(scope)) },
        ]}
        value={chosen}
        onChange={setChosen}
        searchable
      />
      <Group gap="sm">
        <Button size="compact-xs" variant="default" onClick={() => setChosen(scopes.filter(reads))}>
          All that reads
        </Button>
        <Button size="compact-xs" variant="default" disabled={chosen.length === 0} onClick={() => setChosen([])}>
          None
        </Button>
      </Group>
      <Text label="Days until it ends" name="days" type="number" value={days} set={setDays} />
    </Act>
  );
}

const Made = ({ secret, close }: { readonly secret: string; readonly close: () => void }) => (
  <ShownOnce
    value={secret}
    lost="This key is shown only now. Without it, it is of no use: revoke it, and make another."
    close={close}
  >
    Copy it now: it is stored as a hash and cannot be shown again.
  </ShownOnce>
);
