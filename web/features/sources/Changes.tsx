import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { amid, inWords } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { turnedOnBy } from './accounted.ts';

type Change = Answered<'sources', 'changes'>['changes'][number];

const NONE: readonly Change[] = [];

/** What was changed of a source, the latest first. */
const useChanges = (id: string): readonly Change[] =>
  useQuery(ask('sources', 'changes', { id, ...usePast() })).data?.changes ?? NONE;

/** Who turned a setting of it on: by a change, or when it was connected; null: nobody whom the log names. */
export function useTurnedOnBy(id: string, setting: string): string | null {
  const sources = useQuery(ask('sources', 'list', usePast())).data?.sources ?? [];
  return turnedOnBy(useChanges(id), setting) ?? sources.find((each) => each.id === id)?.connected.by ?? null;
}

/** What its collector calls a setting. */
type Called = (setting: string) => string;

/** Who changed a source, when and why; nothing where nobody did. */
export function WhatWasChanged({ id, called }: { readonly id: string; readonly called: Called }) {
  const changes = useChanges(id);
  if (changes.length === 0) return null;
  return (
    <Section title="What was changed">
      <Records
        label="What was changed"
        rows={changes}
        keyOf={({ position }) => String(position)}
        columns={columnsOf(called)}
      />
    </Section>
  );
}

const columnsOf = (called: Called): readonly Column<Change>[] => [
  { head: 'When', cell: ({ at }) => <When at={at} /> },
  { head: 'What', cell: (change) => <What of={change} called={called} /> },
  { head: 'By', cell: ({ person }) => <By of={person} /> },
  { head: 'Why', cell: ({ reason }) => reason },
  inLedger,
];

interface WhatProps {
  readonly of: Change;
  readonly called: Called;
}

const What = ({ of: change, called }: WhatProps) =>
  change.what === 'settings'
    ? change.settings.map((each) => (
        <div key={each.name}>
          {`${called(each.name)}: `}
          <Value of={each.before} />
          {' became '}
          <Value of={each.after} />
        </div>
      ))
    : nameOf(change);
What.said = ({ of: change, called }: WhatProps): string =>
  change.what === 'settings'
    ? change.settings
        .map(({ name, before, after }) => `${called(name)}: ${shown(before)} became ${shown(after)}`)
        .join('; ')
    : nameOf(change);

function nameOf({ what, secrets }: Change): string {
  if (what === 'disconnected') return 'Disconnected';
  if (what === 'reconnected') return 'Connected again';
  return `A new ${secrets.map(amid).join(' and ')} was given`;
}

const LONGEST = 80;

function shown(value: unknown): string {
  if (value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const Value = ({ of }: { readonly of: unknown }) => (of === null ? 'none' : <span className="mono">{shown(of)}</span>);

/** The latest secret that was given by an instant: what is read with it may be less than what the one before opened. */
const lastGiven = (changes: readonly Change[], by: number): Change | undefined =>
  changes.find(({ secrets, at }) => secrets.length > 0 && at <= by);

/** That another secret opens it since a day, on whose word; nothing where it is the first. */
export function SinceAnotherSecret({ id }: { readonly id: string }) {
  const given = lastGiven(useChanges(id), Number.POSITIVE_INFINITY);
  if (given === undefined) return null;
  return (
    <Text size="sm" mt="xs">
      {'Since '}
      <When at={given.at} />
      <By
        of={` it is read with another ${given.secrets.map(amid).join(' and ')}, which ${given.person} gave. It may open less than the one before.`}
      />
    </Text>
  );
}

const since = (head: string, says: string, change: Change | undefined): readonly (readonly [string, ReactNode])[] =>
  change === undefined
    ? []
    : [
        [
          head,
          <span key={head}>
            <By of={`${says} by ${change.person} on `} />
            <When at={change.at} />
          </span>,
        ] as const,
      ];

/** By which secrets and settings a reading was made, as far as they are not those of the beginning. */
export function useReadBy(id: string, started: number): readonly (readonly [string, ReactNode])[] {
  const changes = useChanges(id);
  const given = lastGiven(changes, started);
  const corrected = changes.find(({ what, at }) => what === 'settings' && at <= started);
  return [
    ...since(inWords(given?.secrets.join(' and ') ?? ''), 'given', given),
    ...since('Settings', 'changed', corrected),
  ];
}
