import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { type Paged, usePages } from '#web/kit/use-pages.ts';
import { counted } from '#web/kit/when.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { AgreementText } from './AgreementText.tsx';
import { EndAgreement } from './EndAgreement.tsx';
import { RecordAgreement } from './RecordAgreement.tsx';
import type { Agreement } from './shapes.ts';

type Texts = Answered<'ndas', 'text'>;

/** The text that readers sign, and the companies that agreed. */
export function Agreements() {
  const texts = useQuery(ask('ndas', 'text', {}));
  return (
    <>
      <Answer of={texts}>{(found) => <OurText texts={found} />}</Answer>
      <Agreed />
    </>
  );
}

function OurText({ texts }: { readonly texts: Texts }) {
  const [writing, setWriting] = useState(false);
  const may = useMay('trust:write');
  const { latest } = texts;
  const write = may && (
    <Button size="xs" variant={latest === null ? 'filled' : 'default'} onClick={() => setWriting(true)}>
      {latest === null ? 'Write the text' : 'Read or change it'}
    </Button>
  );
  return (
    <Section title="The text" aside={latest === null ? undefined : write}>
      {latest === null ? (
        <Empty
          what="There is no text to sign yet"
          why="Documents under the agreement open for nobody until there is one. Begin with a text that fits reports of an independent accountant, and have your lawyer read it."
          action={write}
        />
      ) : (
        <Text component="div">
          {`${latest.title}, version ${latest.version}, published by `}
          <By of={latest.person} />
          {' on '}
          <When at={latest.received} />
          {latest.file !== null && (
            <Group gap="sm" mt="xs">
              <span>{`${latest.file.name}, ${counted(latest.file.pages, 'page')}`}</span>
              <SaveFile
                name={latest.file.name}
                media="application/pdf"
                content={async () => new Uint8Array((await api.ndas.textFile({ version: latest.version })).bytes)}
              >
                Save the file
              </SaveFile>
            </Group>
          )}
        </Text>
      )}
      <AgreementText texts={texts} opened={writing} close={() => setWriting(false)} />
    </Section>
  );
}

function Agreed() {
  const [recording, setRecording] = useState(false);
  const [ending, setEnding] = useState<Agreement | null>(null);
  const may = useMay('grants:write');
  const paged = usePages<Agreement, number>(['ndas', 'list'], async (before, _, here) => {
    const { ndas, next } = await here.ndas.list(before === null ? {} : { before });
    return { rows: ndas, next };
  });
  const record = may && (
    <Button size="xs" variant="default" onClick={() => setRecording(true)}>
      Record one that was signed elsewhere
    </Button>
  );
  return (
    <Section title="Companies that agreed" term="agreement" aside={record}>
      <Listed paged={paged} may={may} end={setEnding} />
      <RecordAgreement opened={recording} close={() => setRecording(false)} />
      <EndAgreement agreement={ending} close={() => setEnding(null)} />
    </Section>
  );
}

interface ListedProps {
  readonly paged: Paged<Agreement>;
  readonly may: boolean;
  readonly end: (agreement: Agreement) => void;
}

const Listed = ({ paged, may, end }: ListedProps) => (
  <Pages
    label="Agreements"
    of={paged}
    keyOf={({ id }) => id}
    empty="No company has agreed yet."
    columns={[
      {
        head: 'Company',
        term: 'party',
        cell: ({ company, party }) => (
          <>
            <strong>{company}</strong>
            <br />
            <span className="mono">{party}</span>
          </>
        ),
      },
      {
        head: 'Signed by',
        cell: ({ signer, title, how }) =>
          [signer, title, how === 'elsewhere' ? 'signed elsewhere' : ''].filter((each) => each !== '').join(', '),
      },
      { head: 'Signed', cell: ({ signed }) => <When at={signed} /> },
      { head: 'Text', cell: ({ how, version }) => (how === 'signed' ? `version ${version}` : 'its own') },
      { head: 'State', cell: ({ state, because }) => (because === '' ? state : `${state}: ${because}`) },
      {
        head: 'Action',
        acts: true,
        cell: (agreement) => (
          <Group gap={4}>
            <SaveFile
              size="compact-xs"
              name={`agreement-${agreement.party}.pdf`}
              media="application/pdf"
              content={async () => new Uint8Array((await api.ndas.file({ id: agreement.id })).bytes)}
            >
              Save the copy
            </SaveFile>
            {may && agreement.state !== 'ended' && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`End the agreement with ${agreement.company}`}
                onClick={() => end(agreement)}
              >
                End
              </Button>
            )}
          </Group>
        ),
      },
    ]}
  />
);
