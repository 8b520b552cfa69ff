import { Button, Select, Stack, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Foot } from '#web/kit/Foot.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { OnlyHere } from '#web/kit/OnlyHere.tsx';
import { ToCopy } from '#web/kit/ShownOnce.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

type Role = Answered<'identity', 'members'>['members'][number]['role'];

/** Invites somebody. Where no mail leaves, the link is handed over by whoever invites. */
export const Invite = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Invite somebody" opened={opened} close={close}>
    <Form close={close} />
  </Dialog>
);

function Form({ close }: { readonly close: () => void }) {
  const { engagement } = useProgramme();
  const roles = useQuery(ask('identity', 'roles', {}));
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('contributor');
  const [firm, setFirm] = useState('');
  const [number, setNumber] = useState('');
  const [state, setState] = useState('');
  const [until, setUntil] = useState('');
  const licence = { number, state };
  const ofAuditor =
    role === 'auditor' && engagement !== null ? { engagement: engagement.id, firm, licence, until } : {};
  const acting = useMutation({
    mutationFn: () => api.identity.invite({ email: email.trim(), role, ...ofAuditor }),
    onSuccess: () => changed('identity', 'mail'),
  });
  if (acting.data !== undefined) return <Link {...acting.data} email={email} close={close} />;
  const doc = roles.data?.roles.find((each) => each.role === role)?.doc;
  return (
    <Act acting={acting} label="Make the link" close={close} disabled={email === ''}>
      <Text label="E-mail" name="email" type="email" value={email} set={setEmail} />
      <Select
        label="Role"
        name="role"
        description={doc}
        data={(roles.data?.roles ?? []).map((each) => each.role)}
        value={role}
        onChange={(value) => setRole(value ?? 'contributor')}
        allowDeselect={false}
      />
      {role === 'auditor' && (
        <>
          <Words size="sm">
            {engagement === null
              ? 'An auditor is let in to one examination: open one under Scope first.'
              : `They see what management shows of "${engagement.name}", of no other examination, until a day; and nothing can be changed in their name.`}
          </Words>
          <Text label="Audit firm" name="firm" value={firm} set={setFirm} />
          <Text label="Number of its license" name="number" value={number} set={setNumber} />
          <Text
            label="State that licensed it"
            name="state"
            hint={
              <>
                Look both up at{' '}
                <a href="https://cpaverify.org/" target="_blank" rel="noreferrer">
                  cpaverify.org
                </a>{' '}
                or at the board of accountancy of the state.
              </>
            }
            value={state}
            set={setState}
          />
          <Text label="Until" name="until" type="date" value={until} set={setUntil} />
        </>
      )}
    </Act>
  );
}

const Link = ({
  link,
  mailed,
  email,
  close,
}: {
  readonly link: string | null;
  readonly mailed: boolean;
  readonly email: string;
  readonly close: () => void;
}) =>
  link === null ? (
    <Stack>
      <Words size="sm">
        {`It is on its way to ${email}, and to nobody else: whoever has the link joins as the auditor. Settings, Mail says whether it arrived.`}
      </Words>
      <Foot>
        <Button onClick={close}>Done</Button>
      </Foot>
    </Stack>
  ) : (
    <ToCopy value={link} close={close}>
      {mailed
        ? `It is on its way to ${email}; Settings, Mail says whether it arrived. This is the link in it, should it not: whoever has it can join.`
        : `No mail was sent. Hand this link to ${email} yourself, by a way that is theirs: whoever has it can join. It stands under Settings, Mail, too.`}
      <OnlyHere link={link} />
    </ToCopy>
  );
