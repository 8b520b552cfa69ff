import type { ApiClient } from '#/contract/api.ts';
import { Grade, GRADES } from '#web/kit/Grade.tsx';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Term } from '#web/kit/Term.tsx';
import { When } from '#web/kit/When.tsx';
import { usePages } from '#web/kit/use-pages.ts';
import { count, counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { whoIn } from '#web/features/people/Who.tsx';
import { Coverage } from '#web/features/sources/Coverage.tsx';
import { plainValue, shownValue } from './value.ts';

type Row = Answered<'populations', 'records'>['records'][number];
/** As many fields as a row shows by itself; each other one can be chosen. */
const FIELDS = 5;

/** One population: what its sources account for, and its records page by page. */
export function PopulationPage() {
  const { population } = useParams({ strict: false }) as { readonly population: string };
  const past = usePast();
  const populations = useQuery(ask('populations', 'list', past));
  const found = populations.data?.populations.find(({ name }) => name === population);
  const key = ['populations', 'records', population, past];
  const pages = usePages<Row, string>(key, readRecords(population, past), { most: 1_000 });
  const fields = [...new Set(pages.rows.flatMap(({ fact }) => Object.keys(fact ?? {})))];
  return (
    <Answer of={populations} page={inWords(population)}>
      {() =>
        found === undefined ? (
          <NoSuch />
        ) : (
          <Page title={inWords(population)} above={ABOVE} lead={`${counted(found.items, 'item')}. ${found.doc}`}>
            {found.sources.length > 0 && (
              <Section
                title="What its sources account for"
                term="coverage"
                aside={<Term name="reconcile">counts compared</Term>}
              >
                {found.sources.map((source) => (
                  <div key={source}>
                    <Text size="sm" fw={600} mt={8}>
                      <Link to="/sources/$id" params={{ id: source }}>
                        {source}
                      </Link>
                    </Text>
                    <Coverage source={source} populations={[population]} />
                  </div>
                ))}
              </Section>
            )}
            <Section
              title="Records"
              aside={<Text size="sm" c="dimmed">{`${count(pages.rows.length)} of ${count(found.items)} shown`}</Text>}
            >
              <Pages
                label={inWords(population)}
                main
                picks
                of={pages}
                columns={columnsOf(population, fields)}
                keyOf={({ key }: Row) => key}
                place={({ key }: Row) => ({ to: '/evidence/$population/$key', params: { population, key } })}
                empty={
                  <Empty
                    what="None was received"
                    why="A source brings records of this kind: one of your tools, or a file with a row for each."
                    action={<Link to="/sources">See the sources</Link>}
                  />
                }
              />
            </Section>
          </Page>
        )
      }
    </Answer>
  );
}

const ABOVE = [{ to: '/evidence', label: 'Evidence' }];

const NoSuch = () => (
  <Page title="There is no such kind of record" above={ABOVE}>
    <Empty
      what="Its name may have been written otherwise"
      why="Evidence lists every kind of record that there can be, also those of which none came in."
      action={<Link to="/evidence">See them all</Link>}
    />
  </Page>
);

const readRecords =
  (population: string, past: { readonly asOf?: string }) =>
  async (after: string | null, limit: number, here: ApiClient) => {
    const { records, next } = await here.populations.records({
      population: population as never,
      limit,
      ...past,
      after: after ?? undefined,
    });
    return { rows: records, next };
  };

const columnsOf = (population: string, fields: readonly string[]): readonly Column<Row>[] => [
  {
    head: 'Record',
    cell: ({ key, presence }) => (
      <>
        <Link to="/evidence/$population/$key" params={{ population, key }}>
          <ItemKey of={key} />
        </Link>
        {presence !== 'present' && ` (${presence})`}
      </>
    ),
  },
  {
    head: 'Collected',
    cell: ({ collected, inferred }) => (
      <>
        <When at={collected} />
        {inferred && ', inferred since'}
      </>
    ),
  },
  { head: 'Grade', states: GRADES, cell: ({ grade }) => grade !== null && <Grade of={grade} /> },
  ...fields.map((field, place) => ({
    head: inWords(field),
    term: null,
    inFile: field,
    cell: ({ fact }: Row) => whoIn(shownValue(fact?.[field])),
    value: ({ fact }: Row) => plainValue(fact?.[field]),
    ...(place < FIELDS ? {} : { extra: true as const }),
  })),
];
