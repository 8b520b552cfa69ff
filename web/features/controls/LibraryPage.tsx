import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { count, counted } from '#web/kit/when.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Adopt } from './Adopt.tsx';
import { LibraryLine } from './LibraryLine.tsx';
import type { InLibrary, InScope } from './shapes.ts';

interface Search {
  readonly criterion?: string | undefined;
  readonly find?: string | undefined;
  readonly all?: boolean | undefined;
}

/** All controls of the library: what each is, why it would be called for, and the way to adopt it. */
export function LibraryPage() {
  const library = useQuery(ask('controls', 'library', {}));
  const criteria = useStatus().data?.criteria ?? [];
  const search = useSearch({ strict: false }) as Search;
  const mayWrite = useMay('controls:write');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [adopting, setAdopting] = useState<readonly string[]>([]);
  return (
    <Answer of={library} page="The library of controls">
      {({ controls }) => {
        const shown = controls.filter((control) => fits(control, search));
        return (
          <Page
            title="The library of controls"
            term="adopt"
            above={[{ to: '/controls', label: 'Controls' }]}
            lead={leadOf(controls, criteria)}
            actions={
              mayWrite && (
                <Button disabled={chosen.length === 0} onClick={() => setAdopting(chosen)}>
                  {chosen.length === 0 ? 'Adopt' : `Adopt ${counted(chosen.length, 'control')}`}
                </Button>
              )
            }
          >
            <Filters search={search} criteria={criteria} />
            {shown.length === 0 && (
              <Empty what="No control is like this" why="Take a filter away, or show what is adopted already, too." />
            )}
            <ol className="tasks library">
              {shown.map((control) => (
                <LibraryLine
                  key={control.id}
                  control={control}
                  criteria={criteria}
                  chosen={mayWrite ? chosen.includes(control.id) : null}
                  choose={(on) => setChosen(on ? [...chosen, control.id] : chosen.filter((id) => id !== control.id))}
                />
              ))}
            </ol>
            <Adopt
              controls={controls.filter(({ id }) => adopting.includes(id))}
              close={() => setAdopting([])}
              done={() => setChosen([])}
            />
          </Page>
        );
      }}
    </Answer>
  );
}

function leadOf(controls: readonly InLibrary[], criteria: readonly InScope[]): string {
  const adopted = controls.filter((control) => control.adopted).length;
  const open = criteria.filter(({ controls: serving, notRelevant }) => serving === 0 && notRelevant === null);
  const begin = `${counted(controls.length, 'control')} in our own words, ${count(adopted)} of them adopted.`;
  if (criteria.length === 0) return begin;
  if (open.length === 0) return `${begin} Every criterion in scope is served by at least one.`;
  return `${begin} No control serves ${open.map(({ id }) => id).join(', ')} yet.`;
}

const fits = (
  { id, title, statement, criteria, ownerFunction, adopted }: InLibrary,
  { criterion, find = '', all = false }: Search,
): boolean =>
  (all || !adopted) &&
  (criterion === undefined || criteria.includes(criterion)) &&
  `${id} ${title} ${statement} ${criteria.join(' ')} ${ownerFunction}`.toLowerCase().includes(find.toLowerCase());

function Filters({ search, criteria }: { readonly search: Search; readonly criteria: readonly InScope[] }) {
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, ...change }) });
  return (
    <Group my="md" gap="sm" className="no-print">
      <TextInput
        aria-label="Find a control of the library"
        placeholder="Find by a word or a criterion"
        value={search.find ?? ''}
        onChange={({ currentTarget }) => set({ find: currentTarget.value === '' ? undefined : currentTarget.value })}
        w={280}
      />
      {criteria.length > 0 && (
        <Select
          aria-label="Criterion"
          placeholder="Any criterion"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Any criterion' }}
          data={criteria.map(({ id, title, controls }) => ({
            value: id,
            label: `${id} ${title}${controls === 0 ? ' (served by none)' : ''}`,
          }))}
          value={search.criterion ?? null}
          onChange={(criterion) => set({ criterion: criterion ?? undefined })}
          w={320}
        />
      )}
      <Checkbox
        label="Also those that are adopted"
        checked={search.all === true}
        onChange={({ currentTarget }) => set({ all: currentTarget.checked ? true : undefined })}
      />
    </Group>
  );
}
