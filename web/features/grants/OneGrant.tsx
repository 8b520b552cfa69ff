import { Button, Stack, Textarea, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { GrantState } from './GrantState.tsx';
import { useTold } from './told.ts';

type Shown = Answered<'grants', 'show'>;

/** One grant: what it opens, who gave it, and each time something was read under it. */
export const OneGrant = ({ id, close }: { readonly id: string | null; readonly close: () => void }) => (
  <Dialog title="One reader" wide opened={id !== null} close={close}>
    {id !== null && <Loaded id={id} />}
  </Dialog>
);

function Loaded({ id }: { readonly id: string }) {
  const found = useQuery(ask('grants', 'show', { id }));
  return <Answer of={found}>{(shown) => <One {...shown} />}</Answer>;
}

function One({ grant, views }: Shown) {
  const may = useMay('grants:write');
  const [revoking, setRevoking] = useState(false);
  return (
    <Stack gap="md">
      <Facts
        of={[
          ['Reader', `${grant.name}, ${grant.company}`],
          ['Address', grant.email],
          ['May read', grant.documents.map(({ title }) => title).join(', ')],
          ['State', <GrantState key="state" grant={grant} />],
          ['Files to save', grant.download ? 'offered' : 'not offered'],
          ['Given', grant.rule === null ? <By key="by" of={`by ${grant.person}`} /> : `by the rule: ${grant.rule}`],
          [
            'Number',
            <span key="id" className="mono">
              {grant.id}
            </span>,
          ],
          ['Sealed at', inLedger.cell(grant)],
        ]}
      />
      {views.length === 0 ? (
        <Words c="dimmed">Nothing was read under it yet.</Words>
      ) : (
        <Records
          label="What was read"
          rows={views}
          keyOf={({ copy, part, at }) => `${copy} ${part} ${at}`}
          columns={[
            { head: 'When', cell: ({ at }) => <When at={at} exact /> },
            { head: 'Document', cell: ({ title }) => title },
            { head: 'How', cell: ({ part, download }) => HOW[part] ?? (download ? 'saved' : 'read') },
            {
              head: 'SHA-256 of the copy',
              term: 'copy',
              cell: ({ copy }) => copy !== '' && <span className="mono">{copy.slice(0, 16)}…</span>,
            },
          ]}
        />
      )}
      {may && grant.state === 'in force' && !revoking && (
        <Button color="brick" variant="outline" onClick={() => setRevoking(true)}>
          Take it back
        </Button>
      )}
      {revoking && grant.state === 'in force' && <Revoke id={grant.id} close={() => setRevoking(false)} />}
    </Stack>
  );
}

/** What was read that is no copy of the file. */
const HOW: Readonly<Record<string, string | undefined>> = {
  facts: 'read its facts',
  record: 'took the record of their review',
};

function Revoke({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { told } = useTold();
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.grants.revoke({ id, reason }),
    onSuccess: () => changed('grants').then(close),
  });
  return (
    <Act acting={acting} label="Take it back" close={close} disabled={reason.trim().length < 5}>
      <Textarea
        label="Why"
        name="reason"
        minLength={5}
        required
        withAsterisk={false}
        description={`It holds from their next click on. ${told('The reader')} These words stand in it; copies that they saved stay with them.`}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Act>
  );
}
