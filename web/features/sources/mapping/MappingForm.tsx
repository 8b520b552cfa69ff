import { Select, Stack, Text as Words } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isPopulation, POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { Zone } from '#web/kit/Zone.tsx';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { type Carried, carried, type SaidOfFile } from './carried.ts';
import { FieldRow } from './FieldRow.tsx';
import { FirstRows } from './FirstRows.tsx';
import {
  clearlyOf,
  columnsIn,
  guessed,
  type Layout,
  type Look,
  mappingOf,
  openOf,
  type Sayings,
  wantedOf,
} from './model.ts';

/** A mapping as far as it was said, and what is open in it, by the fields' names. */
export interface Drawn {
  readonly mapping: string;
  readonly open: readonly string[];
}

interface Props {
  readonly path: string;
  readonly look: Look;
  readonly layout: Layout;
  /** What was said of the file before, or of this one where its rows stood elsewhere. */
  readonly before: SaidOfFile | null;
  readonly set: (drawn: Drawn, of: SaidOfFile) => void;
  readonly pressed: boolean;
}

export const NOTHING_DRAWN: Drawn = { mapping: '', open: ['population'] };

/** What the rows of a file are, and which column tells which field: guessed where it can be, and said by a person. */
export function MappingForm({ path, look, layout, before, set, pressed }: Props) {
  const { population: asked } = useSearch({ strict: false });
  const [first] = useState(before); // as it was when this file came
  const [kept] = useState(() => first && carried(first, path, look));
  const [state, setState] = useState((): SaidOfFile => {
    if (kept !== null) return kept;
    const likely = typeof asked === 'string' && isPopulation(asked) ? asked : clearlyOf(look);
    const sayings = likely === null ? {} : guessed(look, likely);
    return { path, look, population: likely, sayings, zone: look.zone };
  });
  useEffect(() => {
    set(drawnOf(state, layout), state);
    // oxlint-disable-next-line exhaustive-deps -- what it begins with is said once
  }, []);
  const become = (next: SaidOfFile): void => {
    setState(next);
    set(drawnOf(next, layout), next);
  };
  const { population, sayings, zone } = state;
  return (
    <Stack gap="md">
      {first !== null && first.population !== null && first.path !== path && <Kept of={kept} />}
      <Words size="sm">
        {`It is ${look.format.toUpperCase()}: ${counted(look.total, 'row')}, ${counted(look.columnsTotal, 'column')}. The first rows:`}
      </Words>
      <FirstRows {...look} />
      {look.repeated.length > 0 && (
        <Words size="sm">{`Several columns have the same name, and none of them can be chosen: ${look.repeated.join(', ')}.`}</Words>
      )}
      <Select
        label="What are its rows?"
        description="What fits the names of its columns best stands first."
        placeholder="Choose"
        data={choicesOf(look)}
        value={population}
        onChange={(name) =>
          name !== null && isPopulation(name) && become({ ...state, population: name, sayings: guessed(look, name) })
        }
        error={pressed && population === null ? 'Choose what each row of the file is about.' : null}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {population !== null && (
        <Rows look={look} population={population} sayings={sayings} pressed={pressed}>
          {(name, said) => become({ ...state, sayings: { ...sayings, [name]: said } })}
        </Rows>
      )}
      {population !== null && hasDates(population, sayings) && (
        <Zone value={zone} set={(name) => become({ ...state, zone: name })} />
      )}
    </Stack>
  );
}

const item = (name: string) => ({ value: name, label: inWords(name) });

function choicesOf(look: Look) {
  const fits = look.candidates.map((each) => each.population);
  const others = POPULATION_NAMES.filter((name) => !fits.includes(name)).map(item);
  if (fits.length === 0) return others;
  return [
    { group: 'Its columns fit', items: fits.map(item) },
    { group: 'Other kinds of records', items: others },
  ];
}

/** What of the file before holds for this one is not asked again, and what does not is said. */
const Kept = ({ of }: { readonly of: Carried | null }) => (
  <div role="status">
    <Words size="sm">
      {of === null
        ? 'Its columns are others than those of the file before: what was said of that one is not kept.'
        : of.lost.length === 0
          ? 'What was said of the file before holds for this one.'
          : 'What was said of the file before holds for this one, except for this:'}
    </Words>
    {of !== null && of.lost.length > 0 && (
      <ul className="seen">
        {of.lost.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    )}
  </div>
);

function drawnOf({ population, sayings, zone }: SaidOfFile, layout: Layout): Drawn {
  if (population === null) return NOTHING_DRAWN;
  const open = wantedOf(population).flatMap((each) => {
    const said = sayings[each.name];
    return said === undefined || openOf(each, said) === null ? [] : [each.name];
  });
  return { mapping: JSON.stringify(mappingOf(population, sayings, layout, zone), null, 2), open };
}

const hasDates = (population: PopulationName, sayings: Sayings): boolean =>
  wantedOf(population).some(({ name, field }) => field.kind === 'moment' && sayings[name]?.from.kind === 'column');

interface RowsProps {
  readonly look: Look;
  readonly population: PopulationName;
  readonly sayings: Sayings;
  readonly pressed: boolean;
  readonly children: (name: string, said: Sayings[string]) => void;
}

function Rows({ look, population, sayings, pressed, children: set }: RowsProps) {
  const wanted = wantedOf(population);
  const { one, doc } = populationNamed(population);
  const used = new Set(Object.values(sayings).flatMap(columnsIn));
  const unused = look.columns.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  return (
    <fieldset className="mapping">
      <legend>{`Which column tells what of each ${one}`}</legend>
      <Words size="sm" c="dimmed">
        {`${doc} Guesses are by the names of the columns and what stands in them: look at each.`}
      </Words>
      {wanted.map((each) => {
        const said = sayings[each.name];
        return (
          said !== undefined && (
            <FieldRow
              key={`${population} ${each.name}`}
              wanted={each}
              look={look}
              said={said}
              set={(next) => set(each.name, next)}
              pressed={pressed}
            />
          )
        );
      })}
      {unused.length > 0 && (
        <Words size="sm" c="dimmed" mt="sm">
          {`Not used: ${unused.slice(0, 40).join(', ')}${unused.length > 40 ? ` and ${unused.length - 40} more` : ''}. ${unused.length === 1 ? 'It stays' : 'They stay'} in the file, which is kept as it is.`}
        </Words>
      )}
    </fieldset>
  );
}
