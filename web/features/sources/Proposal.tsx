import { Select, Table, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { amid, inWords } from '#web/kit/words.ts';
import { api } from '#web/shell/api.ts';

type Look = Answered<'sources', 'look'>;
type Candidate = Look['candidates'][number];

interface Props {
  readonly path: string;
  readonly setMapping: (mapping: string) => void;
}

/** The first rows of a table, and what its columns could mean: for a person to confirm, or to complete. */
export function Proposal({ path, setMapping }: Props) {
  const looking = useQuery({
    queryKey: ['sources', 'look', path],
    queryFn: () => api.sources.look({ path }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Answer of={looking}>{(look) => <Shown look={look} setMapping={setMapping} />}</Answer>;
}

function Shown({ look, setMapping }: { readonly look: Look; readonly setMapping: Props['setMapping'] }) {
  const [population, setPopulation] = useState<string | null>(null);
  const chosen = look.candidates.find((each) => each.population === population);
  const choose = (name: string | null): void => {
    setPopulation(name);
    const found = look.candidates.find((each) => each.population === name);
    if (found !== undefined) setMapping(JSON.stringify(found.mapping, null, 2));
  };
  return (
    <>
      <Words size="sm">
        {`It is ${look.format.toUpperCase()}: ${counted(look.total, 'row')}, ${counted(look.columns.length, 'column')}. The first rows:`}
      </Words>
      <FirstRows {...look} />
      {look.candidates.length === 0 ? (
        <Words size="sm">
          No column is called like a field of a record. Write the mapping below, or rename the columns.
        </Words>
      ) : (
        <Select
          label="What are its rows?"
          description="What fits best stands first."
          placeholder="Choose"
          data={look.candidates.map((each) => ({ value: each.population, label: inWords(each.population) }))}
          value={population}
          onChange={choose}
          allowDeselect={false}
        />
      )}
      {chosen !== undefined && <Meaning {...chosen} />}
    </>
  );
}

const FirstRows = ({ columns, rows }: Pick<Look, 'columns' | 'rows'>) => (
  <Table.ScrollContainer minWidth={300}>
    <Table aria-label="The first rows" fz="xs">
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((cells, row) => (
          // The rows of a file have no other name than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order
          <Table.Tr key={row}>
            {columns.map((column, at) => (
              <Table.Td key={column}>{cells[at]}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** What each column was taken for, and what a person still has to say. */
const Meaning = ({ population, fields, open, silent, unused }: Candidate) => (
  <>
    <Records
      label={`What the columns could mean, as ${amid(population)}`}
      rows={fields}
      keyOf={({ field }) => field}
      columns={[
        { head: 'Field', cell: ({ field }) => field },
        { head: 'Column', cell: ({ column }) => column },
        { head: 'By name', cell: ({ how }) => (how === 'exact' ? 'the same' : 'only like it: look') },
      ]}
    />
    {open.length > 0 && (
      <div role="status">
        <Words size="sm" fw={600}>
          This is still open. Say it in the mapping below, under “More settings” or beside this:
        </Words>
        <ul className="seen">
          {open.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
    )}
    {silent.map((each) => (
      <Words key={each} size="sm">
        {each}
      </Words>
    ))}
    {unused.length > 0 && <Words size="sm" c="dimmed">{`Not used: ${unused.join(', ')}.`}</Words>}
  </>
);
