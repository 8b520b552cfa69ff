import { Button, Code, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { ShownOnce } from '#web/kit/ShownOnce.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { DirectoryPeople } from './DirectoryPeople.tsx';
import { GroupRoles } from './GroupRoles.tsx';

type Shown = Answered<'directory', 'show'>;
const USUAL_DAYS = '365';

/** The directory of the company, which says by SCIM who may come in and who is gone. */
export function Directory() {
  const found = useQuery(ask('directory', 'show', {}));
  const may = useMay('identity:write');
  const [connecting, setConnecting] = useState(false);
  const connect = may && (
    <Button size="xs" variant="default" onClick={() => setConnecting(true)}>
      Make a connection
    </Button>
  );
  return (
    <Section title="Directory (SCIM)" aside={connect}>
      <Answer of={found}>
        {(shown) => (
          <>
            <Words mb="sm" className="prose">
              {`Okta, Entra and others can say by SCIM 2.0 who may come in, and who has left: whoever it lets go is out from their next request on. It speaks of people of ${shown.domain ?? 'the domain of single sign-on, which is set first'}, who come in by the provider above, and never of an auditor. Give it this address and the token of a connection:`}
            </Words>
            <Code block mb="md">
              {shown.address}
            </Code>
            <Connections connections={shown.connections} may={may} />
            <Dialog title="Make a connection" opened={connecting} close={() => setConnecting(false)}>
              <Connect close={() => setConnecting(false)} />
            </Dialog>
            <GroupRoles key={JSON.stringify(shown.roles)} {...shown} may={may} />
            <DirectoryPeople {...shown.people} />
          </>
        )}
      </Answer>
    </Section>
  );
}

function Connections({ connections, may }: Pick<Shown, 'connections'> & { readonly may: boolean }) {
  const ending = useMutation({
    mutationFn: (id: string) => api.directory.disconnect({ id }),
    onSuccess: () => changed('directory'),
  });
  if (connections.length === 0)
    return <Empty what="No connection yet" why="Its token is good for SCIM alone, and ends on a day." />;
  return (
    <>
      <Records
        label="Connections"
        rows={connections}
        keyOf={({ id }) => id}
        columns={[
          { head: 'Name', cell: ({ name }) => name },
          { head: 'Made by', cell: ({ person, madeAs }) => <By of={`${person}, ${madeAs}`} /> },
          { head: 'Last used', cell: ({ used }) => (used === null ? 'never' : <When at={used} />) },
          { head: 'Ends', cell: ({ expires }) => <When at={expires} /> },
          {
            head: 'Action',
            acts: true,
            cell: ({ id, name, revoked }) =>
              revoked !== null ? (
                'ended'
              ) : may ? (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`End it: ${name}`}
                  onClick={() => ending.mutate(id)}
                >
                  End it
                </Button>
              ) : null,
          },
        ]}
      />
      {ending.isError && <Problem error={ending.error} />}
    </>
  );
}

function Connect({ close }: { readonly close: () => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const acting = useMutation({
    mutationFn: () => api.directory.connect({ name, days: Number(days) }),
    onSuccess: () => changed('directory'),
  });
  if (acting.data !== undefined)
    return (
      <ShownOnce
        value={acting.data.token}
        lost="This token is shown only now. Without it the connection is of no use: end it, and make another."
        close={close}
      >
        Copy it into the directory now: it is stored as a hash and cannot be shown again.
      </ShownOnce>
    );
  return (
    <Act acting={acting} label="Make it" close={close}>
      <Text
        label="Name"
        name="name"
        hint="Which directory it is, such as Okta. It stands in the audit log."
        value={name}
        set={setName}
      />
      <Text label="Days until it ends" name="days" type="number" value={days} set={setDays} />
    </Act>
  );
}
