import { Checkbox } from '@mantine/core';
import { useContext, useEffect, useId, useState } from 'react';
import { useIsBeside } from './beside.ts';
import { unsaved, WithinContext } from './unsaved.ts';

interface KeptProps {
  readonly label: string;
  readonly kept: boolean;
  readonly set: (kept: boolean) => void;
}

/** Said by whoever has what they see in a place of their own. */
export const Kept = ({ label, kept, set }: KeptProps) => (
  <Checkbox label={label} checked={kept} onChange={({ currentTarget }) => set(currentTarget.checked)} />
);

/** Whether somebody said that they have what is shown only now; until then nobody leaves it unasked. */
export function useKept(lost: string): readonly [kept: boolean, set: (kept: boolean) => void] {
  const [kept, setKept] = useState(false);
  const [id, isBeside, within] = [useId(), useIsBeside(), useContext(WithinContext)];
  useEffect(() => {
    unsaved.keep(id, kept ? null : { isBeside, within, giveUp: () => setKept(true), says: lost });
    return () => unsaved.keep(id, null);
  }, [id, kept, isBeside, within, lost]);
  return [kept, setKept];
}
