import { Checkbox, NumberInput, Stack, Textarea, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { tell } from '#web/kit/tell.ts';
import { api, changed } from '#web/shell/api.ts';
import { Briefs, NOTHING_READ, type Read, sent, useBriefs } from './Briefs.tsx';
import type { Request } from './shapes.ts';
import { useTold } from './told.ts';

interface Props {
  /** Null: nothing is decided. */
  readonly request: Request | null;
  readonly close: () => void;
}

export const Approve = ({ request, close }: Props) => (
  <Dialog title="Let them read" opened={request !== null} close={close} wide>
    {request !== null && <ApproveForm request={request} close={close} />}
  </Dialog>
);

interface WhichProps {
  readonly of: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

/** Of the documents that there are, those that somebody is let read. */
export const WhichDocuments = ({ of, chosen, choose }: WhichProps) => (
  <Checkbox.Group
    label="Documents"
    value={[...chosen]}
    onChange={choose}
    {...lacking(chosen.length === 0, 'Tick at least one document.')}
  >
    <Stack gap={6} mt={6}>
      {of.map(({ id, title }) => (
        <Checkbox key={id} value={id} name="documents" label={title} />
      ))}
    </Stack>
  </Checkbox.Group>
);

/** How long, and whether they may save the file. */
export function Terms({
  days,
  setDays,
  download,
  setDownload,
}: {
  readonly days: number;
  readonly setDays: (days: number) => void;
  readonly download: boolean;
  readonly setDownload: (download: boolean) => void;
}) {
  return (
    <>
      <NumberInput
        label="For so many days"
        name="days"
        min={7}
        max={365}
        value={days}
        onChange={(value) => setDays(Number(value))}
      />
      <Checkbox
        label="Offer the file to save"
        description="Otherwise it opens in their browser, and no button of ours saves it. Whoever can read a page can keep it: what holds is that every page says whose copy it is."
        checked={download}
        onChange={(event) => setDownload(event.currentTarget.checked)}
      />
    </>
  );
}

function ApproveForm({ request, close }: { readonly request: Request; readonly close: () => void }) {
  const [documents, setDocuments] = useState<readonly string[]>(request.documents.map(({ id }) => id));
  const [days, setDays] = useState(90);
  const [download, setDownload] = useState(true);
  const [read, setRead] = useState<Read>(NOTHING_READ);
  const { isReady, ...briefs } = useBriefs(documents, { read });
  const { mails, told } = useTold();
  const who = `${request.name} of ${request.company}`;
  const acting = useMutation({
    mutationFn: () => api.grants.approve({ id: request.id, documents: [...documents], days, download, ...sent(read) }),
    onSuccess: async () => {
      await changed('grants');
      close();
      tell(`${who} is let in.${mails ? '' : ' The link waits in the outbox.'}`);
    },
  });
  return (
    <Act acting={acting} label="Let them in" close={close} disabled={documents.length === 0 || !isReady}>
      <Words size="sm">
        {told(who)} The message holds a link that signs them in once. What is under the agreement opens after somebody
        of their company signed it.
      </Words>
      <WhichDocuments of={request.documents} chosen={documents} choose={setDocuments} />
      <Briefs {...briefs} read={read} setRead={setRead} />
      <Terms days={days} setDays={setDays} download={download} setDownload={setDownload} />
    </Act>
  );
}

export const Deny = ({ request, close }: Props) => (
  <Dialog title="Turn the request down" opened={request !== null} close={close}>
    {request !== null && <DenyForm request={request} close={close} />}
  </Dialog>
);

function DenyForm({ request, close }: { readonly request: Request; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const { told } = useTold();
  const acting = useMutation({
    mutationFn: () => api.grants.deny({ id: request.id, reason }),
    onSuccess: async () => {
      await changed('grants');
      close();
      tell(`The request of ${request.email} is turned down.`);
    },
  });
  return (
    <Act acting={acting} label="Turn it down" close={close} disabled={reason.trim().length < 5}>
      <Textarea
        label="Why"
        name="reason"
        minLength={5}
        required
        withAsterisk={false}
        description={`${told(request.email)} These words stand in it, and on the page that they have.`}
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Act>
  );
}
