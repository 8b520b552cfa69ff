import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

interface Props {
  readonly label: string;
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  readonly set: (value: string) => void;
}

/** Somebody by their e-mail address: members are offered as it is typed, and whoever else is meant is written out. */
export function MemberField({ label, name, hint, value, set }: Props) {
  const { data } = useQuery({ ...ask('identity', 'members', {}), enabled: useMay('identity:read') });
  return (
    <Autocomplete
      label={label}
      name={name}
      description={hint}
      data={(data?.members ?? []).map(({ email }) => email)}
      value={value}
      onChange={set}
      comboboxProps={{ withinPortal: false }} // within the dialog that it is a part of
    />
  );
}
