import { Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { api, apiHere, ask, changed } from '#web/shell/api.ts';
import type { PartProps } from './draft.ts';
import { Editions, type Entry } from './Editions.tsx';

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
            <Taking history={history} draft={draft} may={may} />
          )
        }
      </Answer>
      <Dialog title="Take the trust center down" opened={leaving} close={() => setLeaving(false)}>
        <Withdraw close={() => setLeaving(false)} />
      </Dialog>
    </Section>
  );
}

/** Each edition can be taken into the draft. */
function Taking({ history, draft, may }: PartProps & { readonly history: readonly Entry[] }) {
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
      <Editions history={history} acts={{ head: 'Draft', acts: true, cell: take }} />
      {restoring.isError && <Problem error={restoring.error} />}
    </>
  );
}

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
        name="reason"
        minLength={5}
        required
        withAsterisk={false}
        description="Sealed with your name."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={2}
      />
    </Act>
  );
}
