import { Button, Group, Select, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count } from '#web/kit/when.ts';
import { api, changed } from '#web/shell/api.ts';

type Shown = Answered<'directory', 'show'>;
type Line = Shown['roles'][number];
/** As the contract has them: nobody becomes an owner or an auditor by a group. */
const ROLES: readonly Line['role'][] = ['admin', 'contributor', 'member', 'advisor', 'sales', 'success'];

/** What the groups of the directory make of their people. */
export function GroupRoles({ roles, groups, may }: Pick<Shown, 'roles' | 'groups'> & { readonly may: boolean }) {
  const [lines, setLines] = useState<readonly Line[]>(roles);
  const acting = useMutation({
    mutationFn: () => api.directory.setRoles({ roles: [...lines] }),
    onSuccess: () => changed('directory', 'identity'),
  });
  return (
    <Section title="Roles by group">
      <Words mb="sm" className="prose">
        {lines.length === 0
          ? 'No group makes anything of anybody: whom the directory names begins as a member, who sees their own tasks, and gets another role by hand.'
          : 'The first line that fits somebody says what they are; whoever is in none of the groups is a member. It holds for those who are here, too. An owner stays an owner.'}
      </Words>
      {groups.length > 0 && (
        <Words mb="sm" size="sm">
          {`The directory named ${groups.map(({ name, people }) => `${name} (${count(people)})`).join(', ')}.`}
        </Words>
      )}
      {may && (
        <div style={{ maxWidth: 480 }}>
          <Act acting={acting} label="Set the roles" disabled={same(lines, roles)}>
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place, which says which one counts
              <LineFields key={at} at={at} line={line} set={(to) => setLines(replaced(lines, at, to))} />
            ))}
            <Group>
              <Button variant="default" size="xs" onClick={() => setLines([...lines, FIRST])}>
                Add a line
              </Button>
            </Group>
          </Act>
        </div>
      )}
      {acting.isSuccess && (
        <Words size="sm" role="status">
          Set, and sealed.
        </Words>
      )}
    </Section>
  );
}

interface LineProps {
  readonly at: number;
  readonly line: Line;
  /** Null takes it away. */
  readonly set: (line: Line | null) => void;
}

const LineFields = ({ at, line, set }: LineProps) => (
  <Group align="end" gap="sm" wrap="wrap">
    <div style={{ flex: '1 1 200px' }}>
      <Text label={`Group ${at + 1}`} value={line.group} set={(group) => set({ ...line, group })} />
    </div>
    <Select
      label={`Role of group ${at + 1}`}
      data={[...ROLES]}
      value={line.role}
      allowDeselect={false}
      onChange={(role) => set({ ...line, role: ROLES.find((each) => each === role) ?? line.role })}
      w={150}
    />
    <Button variant="default" aria-label={`Take away line ${at + 1}`} onClick={() => set(null)}>
      Take away
    </Button>
  </Group>
);

const FIRST: Line = { group: '', role: 'contributor' };

const replaced = (lines: readonly Line[], at: number, to: Line | null): readonly Line[] =>
  lines.flatMap((line, place) => (place === at ? (to === null ? [] : [to]) : [line]));

const same = (one: readonly Line[], other: readonly Line[]): boolean => JSON.stringify(one) === JSON.stringify(other);
