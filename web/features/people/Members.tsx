import { Button, Group, Select, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { withDays } from '#web/kit/when.ts';
import { enumerated } from '#web/kit/words.ts';
import { useOpened } from '#web/kit/opened.ts';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { type Engagement, useMay, useProgramme } from '#web/shell/programme.ts';
import { Invite } from './Invite.tsx';

type Listed = Answered<'identity', 'members'>;
type Member = Listed['members'][number];
type Role = Member['role'];

/** Of which firm an auditor is, where its license is looked up, and which examinations they are let in to. */
function Firm({ firm, licence, engagements, handed }: Pick<Member, 'firm' | 'licence' | 'engagements' | 'handed'>) {
  const known = useQuery(ask('engagements', 'list', {})).data?.engagements;
  if (firm === null) return null;
  return (
    <Text size="sm">
      {`Of ${firm}`}
      {licence !== null && (
        <>
          {', licensed in '}
          <a href={licence.lookUp} target="_blank" rel="noreferrer">
            {`${licence.state}, ${licence.number}`}
          </a>
        </>
      )}
      {`; for ${enumerated(engagements.map((id) => nameIn(known, id)))} only.`}
      {handed && ' The link to join was handed over and not mailed, so it shows nothing of whose the address is.'}
    </Text>
  );
}

Firm.said = ({ firm }: Pick<Member, 'firm'>): string => (firm === null ? '' : `, of ${firm}`);

/** As Scope calls it; until that is known, by its id. */
const nameIn = (all: readonly Engagement[] | undefined, id: string): string =>
  withDays(all?.find((each) => each.id === id)?.name ?? id);

/** Who may enter and as what; an auditor is of a firm, for one engagement, and until a day. */
export function Members() {
  const found = useQuery(ask('identity', 'members', {}));
  const may = useMay('identity:write');
  const [inviting, open, close] = useOpened('invite');
  return (
    <Answer of={found}>
      {({ members, invitations }) => (
        <>
          <Records
            label="Members"
            rows={members}
            keyOf={({ account }) => account}
            columns={[
              {
                head: 'Who',
                cell: ({ name, email, ...member }) => (
                  <>
                    {name}
                    <Text size="sm" c="dimmed">
                      {email}
                    </Text>
                    <Firm {...member} />
                  </>
                ),
              },
              { head: 'Role', cell: (member) => (may ? <Change member={member} /> : member.role) },
              { head: 'Since', cell: ({ added }) => <When at={added} /> },
              {
                head: 'Until',
                cell: ({ expires }) => (expires === null ? 'no end' : <When at={expires - 1} />), // their last day, not the one that begins then,
              },
              { head: 'Action', acts: true, cell: (member) => may && <Remove member={member} /> },
            ]}
          />
          {invitations.length > 0 && <Invitations invitations={invitations} />}
          {may && (
            <Button mt="md" size="xs" onClick={open}>
              Invite somebody
            </Button>
          )}
          <Invite opened={may && inviting} close={close} />
        </>
      )}
    </Answer>
  );
}

function Change({ member: { account, role, name } }: { readonly member: Member }) {
  const roles = useQuery(ask('identity', 'roles', {}));
  const change = useMutation({
    mutationFn: (to: Role) => api.identity.change({ account, role: to }),
    onSuccess: () => changed('identity'),
  });
  if (role === 'auditor') return role;
  return (
    <>
      <Select
        size="xs"
        w={140}
        aria-label={`Role of ${name}`}
        data={(roles.data?.roles ?? [{ role }]).map((each) => each.role).filter((each) => each !== 'auditor')}
        value={role}
        onChange={(to) => to !== null && to !== role && change.mutate(to)}
        allowDeselect={false}
        disabled={change.isPending}
      />
      {change.isError && <Problem error={change.error} />}
    </>
  );
}

Change.said = ({ member }: { readonly member: Member }): string => member.role;

function Remove({ member: { account, name } }: { readonly member: Member }) {
  const { me } = useProgramme();
  const [sure, setSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.identity.remove({ account }),
    onSuccess: () => changed('identity'),
  });
  if (account === me.account) return <Text size="sm">you</Text>;
  return (
    <>
      <Group gap={4}>
        <Button
          size="compact-xs"
          variant={sure ? 'filled' : 'subtle'}
          color="brick"
          loading={remove.isPending}
          aria-label={`Remove ${name}`}
          onClick={() => (sure ? remove.mutate() : setSure(true))}
        >
          {sure ? 'Yes, remove' : 'Remove'}
        </Button>
        {sure && (
          <Button size="compact-xs" variant="default" onClick={() => setSure(false)}>
            No
          </Button>
        )}
      </Group>
      {remove.isError && <Problem error={remove.error} />}
    </>
  );
}

function Invitations({ invitations }: Pick<Listed, 'invitations'>) {
  const withdraw = useMutation({
    mutationFn: (id: string) => api.identity.withdraw({ id }),
    onSuccess: () => changed('identity'),
  });
  return (
    <>
      <h3>Invited</h3>
      <Records
        label="Invited"
        rows={invitations}
        keyOf={({ id }) => id}
        columns={[
          { head: 'Who', cell: ({ email }) => email },
          { head: 'Role', cell: ({ role, firm }) => (firm === null ? role : `${role}, of ${firm}`) },
          { head: 'By', cell: ({ person }) => <By of={person} /> },
          { head: 'Ends', cell: ({ expires }) => <When at={expires} /> },
          {
            head: 'Action',
            acts: true,
            cell: ({ id, email }) => (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Withdraw the invitation of ${email}`}
                onClick={() => withdraw.mutate(id)}
              >
                Withdraw
              </Button>
            ),
          },
        ]}
      />
      {withdraw.isError && <Problem error={withdraw.error} />}
    </>
  );
}
