import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { Day } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { AddDocument } from './AddDocument.tsx';
import { ChangeDocument } from './ChangeDocument.tsx';
import { type Document, kindOf, levelOf } from './shapes.ts';

/** What is given to others, to whom, and until when. */
export function Documents() {
  const found = useQuery(ask('documents', 'list', {}));
  const may = useMay('trust:write');
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Document | null>(null);
  const add = may && (
    <Button size="xs" onClick={() => setAdding(true)}>
      Add a document
    </Button>
  );
  return (
    <Section title="Documents" aside={add}>
      <Answer of={found}>
        {({ documents }) =>
          documents.length === 0 ? (
            <Empty
              what="No document yet"
              why="A report, a bridge letter or a policy as a PDF. What is not public is given only as a copy with the reader’s name on every page; the original is sealed and stays here."
              action={add}
            />
          ) : (
            <Listed documents={documents} may={may} change={setChosen} />
          )
        }
      </Answer>
      <AddDocument opened={adding} close={() => setAdding(false)} />
      <ChangeDocument document={chosen} close={() => setChosen(null)} />
    </Section>
  );
}

interface ListedProps {
  readonly documents: readonly Document[];
  readonly may: boolean;
  readonly change: (document: Document) => void;
}

const Listed = ({ documents, may, change }: ListedProps) => (
  <Records
    label="Documents"
    rows={documents}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Document', cell: (document) => <Title document={document} />, value: ({ title }) => title },
      { head: 'Who gets it', cell: ({ level }) => levelOf(level) },
      {
        head: 'About',
        cell: ({ first, last }) =>
          first !== null &&
          last !== null && (
            <>
              <Day day={first} /> to <Day day={last} />
            </>
          ),
      },
      { head: 'State', cell: (document) => <State document={document} />, value: ({ state }) => state },
      {
        head: 'Action',
        acts: true,
        cell: (document) =>
          may &&
          document.state !== 'retired' && (
            <Group gap={4}>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Change ${document.title}`}
                onClick={() => change(document)}
              >
                Change
              </Button>
              {document.kind === 'soc2-report' && (
                <Link
                  to="/trust/reports/$document"
                  params={{ document: document.id }}
                  aria-label={`Facts of ${document.title}`}
                >
                  Facts
                </Link>
              )}
            </Group>
          ),
      },
    ]}
  />
);

const Title = ({ document: { title, kind, file } }: { readonly document: Document }) => (
  <>
    <strong>{title}</strong>
    <Text size="sm" c="dimmed">
      {`${kindOf(kind)}, ${counted(file.pages, 'page')}`}
      {file.signed && ', signed by its issuer: the signature holds for the original, and copies are without it'}
    </Text>
  </>
);

function State({ document: { state, validUntil, reason } }: { readonly document: Document }) {
  return (
    <>
      {state === 'given' ? 'given out' : state}
      {validUntil !== null && state !== 'retired' && (
        <Text size="sm" c="dimmed">
          until <Day day={validUntil} />
        </Text>
      )}
      {reason !== '' && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}
