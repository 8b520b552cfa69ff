import { Chip, Group, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { STANDS, type Stand, type Stands } from '#/core/status/stands.ts';
import { type StateName, STATUSES } from '#web/kit/states.ts';
import { count } from '#web/kit/when.ts';
import { amid } from '#web/kit/words.ts';
import { OWNED_BY_NOBODY, type Search, standsSo } from './looked-for.ts';
import type { Standing } from './shapes.ts';

const WORDS: Readonly<Record<Stand, string>> = {
  open: 'open',
  begun: 'open and begun',
  unbegun: 'open, not started',
  unasked: 'nothing is asked now',
};

interface Props {
  readonly search: Search;
  /** All that fit what is looked for but for their status: a chip counts what it would show. */
  readonly controls: readonly Standing[];
  readonly stands: Stands;
}

/** What the list can be narrowed to, each with how many are left then. */
export function Filters({ search, controls, stands }: Props) {
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, ...change }) });
  const chip = (value: Stand | StateName, says: string, of: number) => (
    <Chip
      key={value}
      size="xs"
      variant="outline"
      checked={search.status === value}
      onChange={(on) => set({ status: on ? value : undefined })}
    >
      {`${says} ${count(of)}`}
    </Chip>
  );
  const isUnowned = search.owner === OWNED_BY_NOBODY;
  const unowned = controls.filter(({ owner }) => owner === null);
  const taken = (key: 'series' | 'criterion' | 'function', says: string | undefined) =>
    says !== undefined && (
      <Chip key={key} size="xs" checked onChange={() => set({ [key]: undefined })}>
        {says}
      </Chip>
    );
  return (
    <Group my="md" gap="sm" className="no-print">
      {search.view === 'matrix' && (
        <TextInput
          aria-label="Find a control"
          placeholder="Find by name, criterion or owner"
          value={search.find ?? ''}
          onChange={({ currentTarget }) => set({ find: currentTarget.value === '' ? undefined : currentTarget.value })}
          w={280}
        />
      )}
      {STANDS.filter((stand) => stand === 'open' || search.status === stand).map((stand) =>
        chip(stand, WORDS[stand], controls.filter(({ id }) => stands[stand].has(id)).length),
      )}
      {(unowned.length > 0 || isUnowned) && (
        <Chip
          size="xs"
          variant="outline"
          checked={isUnowned}
          onChange={(on) => set({ owner: on ? OWNED_BY_NOBODY : undefined })}
        >
          {`no owner ${count(unowned.filter((each) => standsSo(each, search.status, stands)).length)}`}
        </Chip>
      )}
      {STATUSES.map((status) => [status, controls.filter((each) => each.status === status).length] as const)
        .filter(([status, of]) => of > 0 || search.status === status)
        .map(([status, of]) => chip(status, status, of))}
      {taken('function', search.function === undefined ? undefined : amid(search.function))}
      {taken('series', search.series)}
      {taken('criterion', search.criterion)}
    </Group>
  );
}
