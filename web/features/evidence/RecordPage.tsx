import { Code, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Grade } from '#web/kit/Grade.tsx';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { useIsBeside } from '#web/kit/beside.ts';
import { Facts } from '#web/kit/Facts.tsx';
import { FileName, ItemKey } from '#web/kit/ItemKey.tsx';
import { shortKey } from '#web/kit/short-name.ts';
import { type Above, Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Term } from '#web/kit/Term.tsx';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { type Way, wayIn } from '#web/features/checks/shapes.ts';
import { ask } from '#web/shell/api.ts';
import { useCommand } from '#web/shell/command.ts';
import { usePast } from '#web/shell/programme.ts';
import { Bytes } from './Bytes.tsx';
import { Fact } from './Fact.tsx';
import { JudgedBy, useJudged } from './JudgedBy.tsx';
import { type Where, whereOf } from './place.ts';

type Version = Answered<'populations', 'record'>['versions'][number];

/** One record: the fact, the bytes that it came from with the very lines marked, and its place in the log. */
export function RecordPage() {
  const { population, key } = useParams({ strict: false }) as { readonly population: string; readonly key: string };
  const found = useQuery(ask('populations', 'record', { population: population as never, key, ...usePast() }));
  const above = useAbove(population, key);
  return (
    <Answer of={found} page={key}>
      {({ versions }) => {
        const [latest, ...earlier] = versions.toReversed();
        return (
          <Page
            title={nameIn(population, latest?.fact) ?? shortKey(key)}
            above={above}
            lead={
              latest === undefined
                ? 'There is no version of it.'
                : `${calledIn(population, latest.fact)}${sentenceOf(latest)} ${counted(versions.length, 'version')} of it ${versions.length === 1 ? 'is' : 'are'} kept.`
            }
          >
            {latest !== undefined && (
              <VersionOf version={latest} item={key}>
                <JudgedBy population={population} item={key} />
              </VersionOf>
            )}
            {earlier.length > 0 && (
              <Section title="Earlier versions" term="record">
                {earlier.map((version) => (
                  <details key={version.position} className="run">
                    <summary>
                      Received <When at={version.received} exact />, {version.presence}
                    </summary>
                    <VersionOf version={version} item={key} />
                  </details>
                ))}
              </Section>
            )}
          </Page>
        );
      }}
    </Answer>
  );
}

/** The way back up: to the check that led here, where one did, and else through the population. */
function useAbove(population: string, key: string): readonly Above[] {
  const { check, ...search } = useSearch({ strict: false }) as Way & { readonly check?: string };
  const judged = useJudged(population, key);
  const records = { to: `/evidence/${population}`, label: inWords(population) };
  if (check === undefined) return [{ to: '/evidence', label: 'Evidence' }, records];
  const label = judged.data?.checks.find(({ id }) => id === check)?.title ?? check;
  return [{ to: '/checks', label: 'Checks' }, { to: `/checks/${check}`, search: wayIn(search), label }, records];
}

const sentenceOf = ({ presence, note, inferred }: Version): string => {
  if (presence === 'present')
    return inferred
      ? 'As its source said at the last look; that it is so since then is inferred.'
      : 'As its source says.';
  if (presence === 'gone') return 'Its source does not list it any more.';
  return presence === 'erased' ? 'It was erased; the log says so.' : `It could not be read: ${note}`;
};

/** A person is called by the name; the key stands with the proof. */
function nameIn(population: string, fact: Version['fact'] | undefined): string | null {
  const name = population === 'person' ? fact?.['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : null;
}

/** What people call it beside its key, where its fact says so: a change or a finding by its title. */
function calledIn(population: string, fact: Version['fact']): string {
  const called = population === 'person' ? undefined : (fact?.['name'] ?? fact?.['title']);
  return typeof called === 'string' && called !== '' ? `${called.replace(/[.!?]$/, '')}. ` : '';
}

interface VersionProps {
  readonly version: Version;
  readonly item: string;
  /** Between what it says and its proof. */
  readonly children?: ReactNode;
}

function VersionOf({ version, item, children }: VersionProps) {
  const { fact, source, place, received, collected, position, segment } = version;
  const command = useCommand();
  return (
    <>
      <SimpleGrid cols={useIsBeside() ? 1 : { base: 1, md: 2 }} mt="md" spacing="lg">
        <div>
          <h2 className="small">
            <Term name="record">The fact</Term>
          </h2>
          {fact === null ? <Text c="dimmed">Nothing.</Text> : <Fact of={fact} />}
        </div>
        <div>
          <h2 className="small">
            <Term name="artifact">The bytes that it came from</Term>
          </h2>
          {source === null ? (
            <Text c="dimmed">
              The artifact was erased, or there is none. What was read from one stays when it is erased, until that is
              erased, too: <code>{command('erase record')}</code>
            </Text>
          ) : (
            <From id={source.artifact} name={source.name} where={whereOf(place, item)} />
          )}
        </div>
      </SimpleGrid>
      {children}
      <Section title="The proof" term="proof">
        <Facts
          of={[
            ['Key', <ItemKey key="k" of={item} />],
            ['Grade', source === null ? 'none' : <Grade key="g" of={source.grade} />],
            ['Collected', <When key="c" at={collected} exact />],
            ['Received', <When key="r" at={received} exact />],
            ['Ledger position', <AtPosition key="l" of={position} />, 'ledger'],
            ['Row of its segment', `${segment.row} of ${segment.digest.slice(0, 12)}…`, 'segment'],
          ]}
        />
        <Text size="sm">Anyone can check the same on the machine of the server:</Text>
        <Code block tabIndex={0} mt={4}>
          {command(`ledger show ${position}`)}
        </Code>
      </Section>
    </>
  );
}

interface FromProps {
  readonly id: string;
  readonly name: string;
  readonly where: Where;
}

function From({ id, name, where }: FromProps) {
  const found = useQuery(ask('evidence', 'artifact', { id }));
  return (
    <>
      <Text size="sm" mb={8}>
        <Link to="/artifacts/$id" params={{ id }} search={{ ...where }}>
          <FileName of={name} />
        </Link>
      </Text>
      <Answer of={found}>
        {({ content, tooLarge }) =>
          tooLarge ? <Text c="dimmed">Too large to be shown here.</Text> : <Bytes content={content} where={where} />
        }
      </Answer>
    </>
  );
}
