import { Select } from '@mantine/core';

interface Props {
  readonly value: string;
  readonly set: (zone: string) => void;
}

export const ZONE_HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is set, or this machine's, may be called by a name that the browser's list does not have. */
const zonesBeside = (value: string): string[] => [
  ...new Set([value, ZONE_HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
];

/** A time zone, found by the name of a city. */
export const Zone = ({ value, set }: Props) => (
  <Select
    label="Time zone"
    description="Where its days begin and end."
    data={zonesBeside(value)}
    value={value}
    onChange={(zone) => set(zone ?? value)}
    searchable
    allowDeselect={false}
    limit={100}
    nothingFoundMessage="No zone is called like this. They are named by a large city, such as Europe/Berlin."
  />
);
