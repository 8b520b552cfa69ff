import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { counted } from '#web/kit/when.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { OWNED_BY_NOBODY } from './looked-for.ts';

/** How many controls nobody answers for, and the way to where they are given to somebody; nothing, where there are none. */
export function OwnerlessLine({ controls }: { readonly controls: readonly { readonly owner: string | null }[] }) {
  const isNow = useProgramme().asOf === null;
  const mayGive = useMay('controls:write') && isNow;
  const without = controls.filter(({ owner }) => owner === null).length;
  if (without === 0 || !mayGive) return null;
  return (
    <Text size="sm" mt="sm">
      <Link to="/controls" search={{ owner: OWNED_BY_NOBODY }}>
        {counted(without, 'control')}
      </Link>
      {` ${without === 1 ? 'has' : 'have'} no owner. An auditor asks the owner first: give ${without === 1 ? 'it one' : 'them one, all at once or some at a time'}.`}
    </Text>
  );
}
