import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Term } from '#web/kit/Term.tsx';
import { When } from '#web/kit/When.tsx';
import { count, counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useCommand } from '#web/shell/command.ts';

const isOfArtifact = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'subject' in payload && payload.subject === 'artifact';

/** One entry of the log, what is left of its payload, and the proof of its place. */
export function EntryPage() {
  const { position } = useParams({ strict: false }) as { readonly position: string };
  const found = useQuery(ask('ledger', 'entry', { position: Number(position) }));
  return (
    <Answer of={found} page={`Entry ${position}`}>
      {({ kind, received, entry, payload, erased, withheld, proof, size, checkpoint }) => (
        <Page
          title={`Entry ${count(Number(position))}: ${kind.replaceAll('-', ' ')}`}
          above={[{ to: '/ledger', label: 'Ledger' }]}
          lead={
            <>
              Received <When at={received} exact />. Its place under the checkpoint of {count(size)} entries is proven
              by {counted(proof.length, 'hash', 'hashes')}.
            </>
          }
        >
          <Section title="Payload">
            {kind === 'erasure' && isOfArtifact(payload) && <ErasedArtifact />}
            {withheld ? (
              <Text>
                It is of nothing that you are let in to. Its place in the log, its hash and its proof are below all the
                same.
              </Text>
            ) : erased ? (
              <Text>It was erased. The entry keeps only a salted digest, so the log still holds together.</Text>
            ) : (
              <pre className="bytes wrapped" tabIndex={0} aria-label="The payload">
                {JSON.stringify(payload, null, 2)}
              </pre>
            )}
          </Section>
          <Section title="The entry, as its hash was taken">
            <pre className="bytes wrapped" tabIndex={0} aria-label="The entry">
              {entry}
            </pre>
          </Section>
          <Section title="Inclusion proof" term="proof">
            <Text size="sm" mb={8}>
              The hashes beside its way up the tree (RFC 6962), and the <Term name="checkpoint" /> that they lead to.
            </Text>
            <Code block tabIndex={0}>
              {proof.join('\n')}
            </Code>
            <Code block tabIndex={0} mt="sm">
              {checkpoint}
            </Code>
            <Text size="sm" mt="sm">
              The same on the machine of the server: <OnServer words={`ledger show ${position}`} />
            </Text>
          </Section>
        </Page>
      )}
    </Answer>
  );
}

const OnServer = ({ words }: { readonly words: string }) => <code>{useCommand()(words)}</code>;

const ErasedArtifact = () => (
  <Text mb={8}>
    The bytes of an artifact were destroyed. The records that were read from it stay, with what they say;{' '}
    <OnServer words="erase record" /> erases what they say of one item.
  </Text>
);
