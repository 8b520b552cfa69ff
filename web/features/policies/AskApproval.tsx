import { Alert, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { tell } from '#web/kit/tell.ts';
import { dayIn } from '#web/kit/when.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { apiHere, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { approving } from './approvers.ts';

interface Props {
  readonly shown: Answered<'policies', 'show'>;
  readonly close: () => void;
}

const IN_TWO_WEEKS = 14 * 86_400_000;

/** A task for somebody who did not write it. */
export function AskApproval({ shown, close }: Props) {
  const { id, title, version } = shown.policy;
  const { now, zone } = useProgramme();
  const roles = useQuery(ask('identity', 'roles', {})).data?.roles;
  const [who, setWho] = useState('');
  const [due, setDue] = useState(dayIn(now + IN_TWO_WEEKS, zone));
  const acting = useMutation({
    mutationFn: () =>
      apiHere().work.add({
        title: `Read version ${version} of the ${title}, and approve it`,
        note: `Policies, ${title}: read it, then press Approve, or tell its writer what must change (/policies/${id}).`,
        assignee: who.trim(),
        function: 'leadership',
        due,
      }),
    onSuccess: async () => {
      await changed('work');
      close();
      tell(`${who.trim()} is asked by a task to read and approve it.`);
    },
  });
  return (
    <Act acting={acting} label="Ask" close={close} disabled={who.trim() === '' || due === ''}>
      <Words size="sm">
        Somebody who did not write it, and who may approve: an owner, an admin or a contributor. They are told of it.
      </Words>
      <NobodyElse shown={shown} roles={roles} />
      <MemberField
        required
        label="Who reads it"
        name="assignee"
        offers={approving(shown, roles ?? [])}
        value={who}
        set={setWho}
      />
      <Text label="Until" name="due" type="date" value={due} set={setDue} />
    </Act>
  );
}

type Roles = Answered<'identity', 'roles'>['roles'];

/** A list that offers nobody says why, and how somebody comes to stand in it. */
function NobodyElse({ shown, roles }: { readonly shown: Props['shown']; readonly roles: Roles | undefined }) {
  const { data } = useQuery({ ...ask('identity', 'members', {}), enabled: useMay('identity:read') });
  if (roles === undefined || data === undefined || data.members.some(approving(shown, roles))) return null;
  return (
    <Alert variant="outline" color="brick" p="sm" title="Nobody else here may approve it">
      <Words size="sm">
        <Link to="/people">Invite somebody</Link> as an owner, an admin or a contributor.{' '}
        {shown.policy.owner === null
          ? 'Or give the policy an owner by Edit: whoever owns it may approve what they wrote.'
          : 'Whoever owns it may approve what they wrote, too.'}
      </Words>
    </Alert>
  );
}
