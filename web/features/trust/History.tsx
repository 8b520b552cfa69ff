import { Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { api, apiHere, ask, changed } from '#web/shell/api.ts';
import type { PartProps } from './draft.ts';

type Entry = Answered<'trust', 'history'>['history'][number];

/** Who published what, and who took it down. */
export function History({ draft, may, published }: PartProps & { readonly published: boolean }) {
  const found = useQuery(ask('trust', 'history', {}));
  const [leaving, setLeaving] = useState(false);
  const down = may && published && (
    <Button size="xs" variant="default" onClick={() => setLeaving(true)}>
      Take it down
    </Button>
  );
  return (
    <Section title="History" aside={down}>
      <Answer of={found}>
        {({ history }) =>
          history.length === 0 ? (
            <Empty
              what="Nothing was published yet"
              why="Each edition is sealed in the ledger, with who published it."
            />
          ) : (
            <Editions history={history} draft={draft} may={may} />
          )
        }
      </Answer>
      <Dialog title="Take the trust center down" opened={leaving} close={() => setLeaving(false)}>
        <Withdraw close={() => setLeaving(false)} />
      </Dialog>
    </Section>
  );
}

function Editions({ history, draft, may }: PartProps & { readonly history: readonly Entry[] }) {
  const restoring = useMutation({
    mutationFn: async (position: number) => {
      const here = apiHere();
      const { content } = await here.trust.edition({ position });
      return here.trust.save({ revision: draft.revision, content });
    },
    onSuccess: () => changed('trust'),
  });
  const take = ({ what, edition, position }: Entry) =>
    may &&
    what === 'published' && (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Take into the draft: edition ${edition}`}
        loading={restoring.isPending && restoring.variables === position}
        onClick={() => restoring.mutate(position)}
      >
        Take into the draft
      </Button>
    );
  return (
    <>
      <Records
        label="History"
        rows={history}
        keyOf={({ position }) => String(position)}
        columns={[
          { head: 'Edition', number: true, cell: ({ edition }) => edition ?? '' },
          { head: 'What', cell: whatWords },
          { head: 'By', cell: ({ person }) => person },
          { head: 'When', cell: ({ at }) => <When at={at} exact /> },
          { head: 'Draft', acts: true, cell: take },
          inLedger,
        ]}
      />
      {restoring.isError && <Problem error={restoring.error} />}
    </>
  );
}

const whatWords = ({ what, reason, changed: parts }: Entry): string =>
  [what, reason, parts.join(', ')].filter((text) => text !== '').join(': ');

function Withdraw({ close }: { readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.trust.withdraw({ reason }),
    onSuccess: () => changed('trust').then(close),
  });
  return (
    <Act acting={acting} label="Take it down" close={close} disabled={reason.trim().length < 5}>
      <Text>Nobody outside sees it from now on. The draft and the history stay, and it can be published again.</Text>
      <Textarea
        label="Why"
        description="Sealed with your name."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={2}
      />
    </Act>
  );
}
