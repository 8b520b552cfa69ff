import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Names } from '#web/kit/ItemKey.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count, counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { useOpened } from '#web/kit/opened.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { Artifacts } from './Artifacts.tsx';
import { ByPeople } from './ByPeople.tsx';
import { Upload } from './Upload.tsx';

type Population = Answered<'populations', 'list'>['populations'][number];

const COLUMNS: readonly Column<Population>[] = [
  {
    head: 'Population',
    cell: ({ name }) => (
      <Link to="/evidence/$population" params={{ population: name }}>
        {inWords(name)}
      </Link>
    ),
  },
  { head: 'What an item is', term: 'item', cell: ({ doc }) => doc },
  { head: 'Items', number: true, cell: ({ items }) => count(items) },
  { head: 'Sources', cell: ({ sources }) => <Names of={sources} /> },
];

/** Everything that was received: populations with their records, and the bytes that they came from. */
export function EvidencePage() {
  const past = usePast();
  const populations = useQuery(ask('populations', 'list', past));
  const mayAttach = useMay('evidence:write');
  const [uploading, open, close] = useOpened('attach');
  const navigate = useNavigate();
  const attach = mayAttach && <Button onClick={open}>Attach a file</Button>;
  return (
    <Answer of={populations} page="Evidence">
      {({ populations: all }) => {
        const held = all.filter(({ items }) => items > 0);
        return (
          <Page title="Evidence" lead={leadOf(held)} actions={attach}>
            <Section title="Populations">
              {held.length === 0 ? (
                <Empty
                  what="No records yet"
                  why="Records come by sources. Each is one typed fact with the artifact that it came from, and checks judge all of them, not samples."
                  action={past.asOf === undefined && <Link to="/sources">Connect a source</Link>}
                />
              ) : (
                <Records
                  label="Populations"
                  main
                  rows={held}
                  keyOf={({ name }) => name}
                  open={({ name }) => void navigate({ to: '/evidence/$population', params: { population: name } })}
                  columns={COLUMNS}
                />
              )}
            </Section>
            <Section title="Attached by people" term="evidence">
              <ByPeople />
            </Section>
            <Section title="Artifacts">
              <Artifacts />
            </Section>
            <Upload opened={mayAttach && uploading} close={close} />
          </Page>
        );
      }}
    </Answer>
  );
}

function leadOf(held: readonly Population[]): string {
  const items = held.reduce((sum, each) => sum + each.items, 0);
  return items === 0
    ? 'No record was received yet.'
    : `${counted(items, 'record')} in ${counted(held.length, 'population')}, each with the bytes that it came from.`;
}
