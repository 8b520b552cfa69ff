import { Select } from '@mantine/core';
import { useState } from 'react';
import { lacking } from './form-faults.ts';
import { isMeant, zoneCalled, zonesBeside } from './zones.ts';

interface Props {
  readonly value: string;
  readonly set: (zone: string) => void;
  readonly about?: string;
}

/** A time zone, found by the name of a city. What is typed and is none stays, and is said to be none. */
export function Zone({ value, set, about = 'Where its days begin and end.' }: Props) {
  const [typed, setTyped] = useState(value);
  const [left, setLeft] = useState(false);
  const says = typed === value ? null : `No time zone is called ${typed}. Take one of the list, such as Europe/Berlin.`;
  return (
    <Select
      label="Time zone"
      description={`${about} Type a large city to find it.`}
      data={zonesBeside(value)}
      value={value}
      onChange={(zone) => set(zone ?? value)}
      searchValue={typed}
      onSearchChange={(text) => {
        setTyped(text);
        setLeft(false);
      }}
      onOptionSubmit={setTyped}
      onBlur={({ currentTarget }) => {
        const text = currentTarget.value.trim();
        const zone = text === '' ? value : zoneCalled(text);
        setTyped(zone ?? text);
        setLeft(zone === null);
        if (zone !== null && zone !== value) set(zone);
      }}
      {...lacking(says !== null, says ?? '')}
      error={left ? says : null}
      searchable
      filter={({ options, search, limit }) =>
        options.filter((zone) => 'value' in zone && isMeant(zone.value, search)).slice(0, limit)
      }
      allowDeselect={false}
      limit={100}
      nothingFoundMessage="No zone is called like this. They are named by a large city, such as Europe/Berlin."
    />
  );
}
