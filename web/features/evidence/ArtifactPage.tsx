import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { artifactGrade } from '#/core/grades.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { shortName } from '#web/kit/short-name.ts';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import { When } from '#web/kit/When.tsx';
import { size } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useCommand } from '#web/shell/command.ts';
import { Bytes } from './Bytes.tsx';
import type { Where } from './place.ts';

/** One artifact: the bytes exactly as they were received, and where the log has their hash. */
export function ArtifactPage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const where = useSearch({ strict: false }) as Partial<Where>;
  const found = useQuery(ask('evidence', 'artifact', { id }));
  return (
    <Answer of={found} page="Artifact">
      {({ artifact, content, tooLarge }) => (
        <Page
          title={shortName(artifact.name)}
          above={[{ to: '/evidence', label: 'Evidence' }]}
          lead={`${size(artifact.bytes)}, ${artifact.source === null ? 'attached by a person' : `read from ${artifact.source}`}. ${tooLarge ? '' : 'Unchanged since it was received: its hash was compared just now.'}`}
          actions={
            !tooLarge && (
              <SaveFile
                name={artifact.name.split('/').at(-1) ?? 'artifact'}
                media={artifact.media}
                content={() => content}
              >
                Save the file
              </SaveFile>
            )
          }
        >
          <Facts
            of={[
              ...whole(artifact.name),
              ['Grade', artifactGrade(artifact.grade, artifact.source)],
              ['Collected', <When key="c" at={artifact.collected} exact />],
              ['Received', <When key="r" at={artifact.received} exact />],
              ['Ledger position', <AtPosition key="l" of={artifact.position} />],
              [
                'SHA-256',
                <span key="h" className="mono">
                  {artifact.sha256}
                </span>,
              ],
            ]}
          />
          <Section title="The bytes" term="artifact">
            {tooLarge ? (
              <Text c="dimmed">It is too large to be shown here; a package has it.</Text>
            ) : (
              <Bytes content={content} where={{ ...where, place: where.place ?? '' }} />
            )}
          </Section>
          <Erasing id={id} />
        </Page>
      )}
    </Answer>
  );
}

/** All of a name of which the title has a few words. */
const whole = (name: string): readonly [string, ReactNode][] =>
  shortName(name) === name
    ? []
    : [
        [
          'Name',
          <span key="n" className="mono across">
            {name}
          </span>,
        ],
      ];

function Erasing({ id }: { readonly id: string }) {
  const command = useCommand();
  return (
    <Section title="Erasing it">
      <p className="prose">
        <code>{command(`erase artifact ${id}`)}</code> destroys these bytes and leaves a sealed tombstone. The records
        that were read from them stay, with what they say; it counts them, and <code>{command('erase record')}</code>{' '}
        erases what they say of one item.
      </p>
    </Section>
  );
}
