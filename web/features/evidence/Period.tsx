import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Text } from '#web/kit/Fields.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { periodOf, periodsUntil } from './periods.ts';

interface Given {
  readonly control: string | null;
  readonly occurred: string;
  readonly period: string;
}

interface Props {
  readonly given: Given;
  readonly set: (change: { readonly period: string }) => void;
}

/** For which of its periods a control was performed: that of the day, or an earlier one. */
export function Period({ given: { control, occurred, period }, set }: Props) {
  const { engagement } = useProgramme();
  const may = useMay('readiness:read');
  const asked = ask('readiness', 'status', engagement === null ? {} : { engagement: engagement.id });
  const status = useQuery({ ...asked, enabled: may && engagement !== null });
  const occurrences = status.data?.controls.find(({ id }) => id === control)?.occurrences ?? [];
  const ofDay = periodOf(occurrences, occurred);
  if (occurrences.length === 0)
    return (
      <Text
        label="For which period?"
        name="period"
        hint="Only when it was done late: any day of the earlier period for which it was done. Empty: the period in which it occurred."
        type="date"
        required={false}
        value={period}
        set={(day) => set({ period: day })}
      />
    );
  return (
    <Select
      label="For which period?"
      name="period"
      description="Choose an earlier one only where it was done late for it."
      placeholder={ofDay === null ? 'That in which it occurred' : `That in which it occurred: ${ofDay}`}
      clearable
      data={periodsUntil(occurrences, occurred)}
      value={period === '' ? null : period}
      onChange={(first) => set({ period: first ?? '' })}
    />
  );
}
