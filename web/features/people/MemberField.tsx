import { Autocomplete, type ComboboxItem } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { useMay } from '#web/shell/programme.ts';
import { meant } from './meant.ts';

interface Props {
  readonly label: string;
  /** As the form that it is in sends it; left out of what is no form. */
  readonly name?: string;
  readonly hint?: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly required?: boolean;
  readonly size?: 'xs';
  /** Which members are offered; all, where it is left out. */
  readonly offers?: (member: Member) => boolean;
}

type Member = Answered<'identity', 'members'>['members'][number];

/**
 * Somebody by their e-mail address: members are offered as it or their name is typed, and whoever else is meant is
 * written out. The name of one member becomes their address before it is sent: a task of a mere name is nobody's.
 */
export function MemberField({ label, name, hint, value, set, offers = () => true, ...more }: Props) {
  const { data } = useQuery({ ...ask('identity', 'members', {}), enabled: useMay('identity:read') });
  const offered = data?.members.filter(offers) ?? [];
  const members = new Map(offered.map((member) => [member.email, member.name]));
  /** Whether the name of a member was there, and is their address now. */
  const named = (): boolean => {
    const email = meant(value, offered);
    if (email !== null) set(email);
    return email !== null;
  };
  const isLike = ({ value: email }: ComboboxItem, typed: string): boolean =>
    `${email} ${members.get(email) ?? ''}`.toLowerCase().includes(typed);
  return (
    <Autocomplete
      label={label}
      name={name}
      description={hint}
      data={[...members.keys()]}
      value={value}
      onChange={set}
      filter={({ options, search }) =>
        members.has(search) // it is chosen, and the list would lie over what sends it
          ? []
          : options.filter((option) => 'value' in option && isLike(option, search.trim().toLowerCase()))
      }
      onBlur={named}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && named()) event.preventDefault(); // it is seen before it is sent
      }}
      renderOption={({ option: { value: email } }) => (
        <span>
          {email} <span className="quiet small">{members.get(email)}</span>
        </span>
      )}
      openOnFocus={false} // or it lies upon what comes next before anybody asked for it
      comboboxProps={{ withinPortal: false }} // within the dialog that it is a part of
      withAsterisk={false}
      {...more}
    />
  );
}
