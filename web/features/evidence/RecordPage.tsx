import { Code, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { useIsBeside } from '#web/kit/beside.ts';
import { Facts } from '#web/kit/Facts.tsx';
import { ItemKey, shortKey } from '#web/kit/ItemKey.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { Bytes } from './Bytes.tsx';

type Version = Answered<'populations', 'record'>['versions'][number];

/** One record: the fact, the bytes that it came from with the very lines marked, and its place in the log. */
export function RecordPage() {
  const { population, key } = useParams({ strict: false }) as { readonly population: string; readonly key: string };
  const found = useQuery(ask('populations', 'record', { population: population as never, key, ...usePast() }));
  return (
    <Answer of={found} page={key}>
      {({ versions }) => {
        const [latest, ...earlier] = versions.toReversed();
        return (
          <Page
            title={shortKey(key)}
            above={[
              { to: '/evidence', label: 'Evidence' },
              { to: `/evidence/${population}`, label: inWords(population) },
            ]}
            lead={
              latest === undefined
                ? 'There is no version of it.'
                : `${sentenceOf(latest)} ${counted(versions.length, 'version')} of it ${versions.length === 1 ? 'is' : 'are'} kept.`
            }
          >
            {latest !== undefined && <VersionOf version={latest} item={key} />}
            {earlier.length > 0 && (
              <Section title="Earlier versions">
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

const sentenceOf = ({ presence, note, inferred }: Version): string => {
  if (presence === 'present')
    return inferred
      ? 'As its source said at the last look; that it is so since then is inferred.'
      : 'As its source says.';
  if (presence === 'gone') return 'Its source does not list it any more.';
  return presence === 'erased' ? 'It was erased; the log says so.' : `It could not be read: ${note}`;
};

/** Keys of what came with a commit end with its id. */
const commitIn = (key: string): string | null => /@([0-9a-f]{40})$/.exec(key)?.[1] ?? null;

function VersionOf({ version, item }: { readonly version: Version; readonly item: string }) {
  const { fact, source, place, received, collected, position, segment } = version;
  return (
    <>
      <SimpleGrid cols={useIsBeside() ? 1 : { base: 1, md: 2 }} mt="md" spacing="lg">
        <div>
          <h2 className="small">The fact</h2>
          <pre className="bytes wrapped" tabIndex={0} aria-label="The fact">
            {fact === null ? 'nothing' : JSON.stringify(fact, null, 2)}
          </pre>
        </div>
        <div>
          <h2 className="small">The bytes that it came from</h2>
          {source === null ? (
            <Text c="dimmed">
              The artifact was erased, or there is none. What was read from one stays when it is erased, until that is
              erased, too: <code>bin/attestry erase record</code>
            </Text>
          ) : (
            <From id={source.artifact} name={source.name} place={place} commit={commitIn(item)} />
          )}
        </div>
      </SimpleGrid>
      <Section title="The proof">
        <Facts
          of={[
            ['Key', <ItemKey key="k" of={item} />],
            ['Grade', source?.grade ?? 'none'],
            ['Collected', <When key="c" at={collected} exact />],
            ['Received', <When key="r" at={received} exact />],
            [
              'Ledger position',
              <Link key="l" to="/ledger/$position" params={{ position: String(position) }}>
                {position}
              </Link>,
            ],
            ['Row of its segment', `${segment.row} of ${segment.digest.slice(0, 12)}…`],
          ]}
        />
        <Text size="sm">Anyone can check the same on the machine of the server:</Text>
        <Code block mt={4}>{`bin/attestry ledger show ${position}`}</Code>
      </Section>
    </>
  );
}

interface FromProps {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly commit: string | null;
}

function From({ id, name, place, commit }: FromProps) {
  const found = useQuery(ask('evidence', 'artifact', { id }));
  return (
    <>
      <Text size="sm" mb={8}>
        <Link to="/artifacts/$id" params={{ id }} search={{ place }}>
          {name}
        </Link>
      </Text>
      <Answer of={found}>
        {({ content, tooLarge }) =>
          tooLarge ? (
            <Text c="dimmed">Too large to be shown here.</Text>
          ) : (
            <Bytes content={content} place={place} commit={commit} />
          )
        }
      </Answer>
    </>
  );
}
