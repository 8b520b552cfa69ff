import { Alert, Button, Checkbox, Tabs, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { usePart } from '#web/kit/address.ts';
import { sealedFrom } from '#/features/reports/firm-account.contract.ts';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { useOpenTab } from '#web/kit/use-open-tab.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { BriefPart } from './BriefForm.tsx';
import { RecordedFacts } from './RecordedFacts.tsx';
import { Transcribe } from './Transcribe.tsx';

type Shown = Answered<'reports', 'show'>;

/** What an issued report says: typed by one person from the file, and confirmed by another. */
export function ReportPage() {
  const { document } = useParams({ strict: false }) as { readonly document: string };
  const shown = useQuery(ask('reports', 'show', { document }));
  return (
    <Answer of={shown} page="Facts of a report">
      {(found) => (
        <Page
          title={`Facts of “${found.report.title}”`}
          above={[
            { to: '/trust', label: 'Trust' },
            { to: '/trust/readers?part=documents', label: 'Documents' },
          ]}
          lead={<By of={leadOf(found)} />}
          actions={<Original document={document} title={found.report.title} />}
        >
          <Parts document={document} found={found} />
        </Page>
      )}
    </Answer>
  );
}

function leadOf({ report }: Shown): string {
  const { state, version, recordedBy, inForce, isOfFile } = report;
  const file = version > 0 && !isOfFile ? ' The file was replaced since: nothing of them is public.' : '';
  switch (state) {
    case 'none':
      return 'Nobody has recorded what it says. Until then readers get the file alone, and the public page does not tell of it.';
    case 'waiting':
      return `Version ${version}, recorded by ${recordedBy ?? ''}, waits for a second person. ${inForce === null ? 'Nothing of it is public yet.' : `Version ${inForce.version} is what readers see until then.`}${file}`;
    case 'confirmed':
      return `Version ${version}, recorded by ${recordedBy ?? ''} and confirmed by ${inForce?.confirmedBy ?? ''}, is what readers see.${file}`;
    case 'withdrawn':
      return 'What was recorded was taken back, and readers see none of it.';
  }
}

/** The file itself, to be compared with. */
const Original = ({ document, title }: { readonly document: string; readonly title: string }) =>
  useMay('trust:write') && (
    <SaveFile
      name={`${title}.pdf`}
      media="application/pdf"
      content={async () => (await api.documents.file({ id: document })).bytes}
    >
      Save the original
    </SaveFile>
  );

function Parts({ document, found }: { readonly document: string; readonly found: Shown }) {
  const draft = useQuery(ask('reports', 'draft', { document }));
  const [part, go] = usePart([found.facts === null ? 'draft' : 'recorded', 'recorded', 'draft', 'brief', 'history']);
  const tabs = useOpenTab(part);
  return (
    <Tabs value={part} onChange={go} keepMounted={false} mt="md">
      <Tabs.List ref={tabs}>
        <Tabs.Tab value="recorded">Recorded</Tabs.Tab>
        <Tabs.Tab value="draft">Transcribe</Tabs.Tab>
        <Tabs.Tab value="brief">Brief</Tabs.Tab>
        <Tabs.Tab value="history">History</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="recorded">
        {found.facts === null ? (
          <Empty
            what="Nothing is recorded yet"
            why="Type, window, opinion, exceptions and what else readers look for, each with its page. One person types it, another compares and confirms it."
          />
        ) : (
          <>
            <Decide document={document} found={found} />
            <RecordedFacts document={document} facts={found.facts} />
          </>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="draft">
        <Answer of={draft}>
          {(begun) => (
            <Transcribe
              document={document}
              draft={begun}
              sha256={found.report.sha256}
              recorded={() => go('recorded')}
            />
          )}
        </Answer>
      </Tabs.Panel>
      <Tabs.Panel value="brief">
        <BriefPart document={document} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <History found={found} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** What can be decided of the latest facts, by whom, and what it does. */
function Decide({ document, found }: { readonly document: string; readonly found: Shown }) {
  const { me } = useProgramme();
  const may = useMay('trust:write');
  const [withdrawing, setWithdrawing] = useState(false);
  const { report, digest } = found;
  const [compared, setCompared] = useState(false);
  const confirming = useMutation({
    mutationFn: () => api.reports.confirm({ document, version: report.version, digest }),
    onSuccess: () => changed('reports', 'trust', 'ledger'),
  });
  const isMine = report.recordedBy?.toLowerCase() === me.email.toLowerCase();
  return (
    <>
      {report.sealedBy !== null && (
        <Text my="sm">
          {report.sealedBy.firm} (<By of={report.sealedBy.person} />) sealed the hash of this very file,{' '}
          <When at={report.sealedBy.at} />, {sealedFrom(report.sealedBy)}.
        </Text>
      )}
      {report.state === 'waiting' && may && isMine && (
        <Alert variant="outline" color="gray" my="md" title="Somebody else confirms it">
          You recorded it. Ask another owner or admin to compare each fact with its page; the database refuses you.
        </Alert>
      )}
      {report.state === 'waiting' && may && !isMine && (
        <Alert variant="outline" color="gray" my="md" title="Compare, then confirm">
          <Act acting={confirming} label="Confirm the facts" disabled={!compared || !report.isOfFile}>
            <Checkbox
              label="I compared each fact with the page that it names."
              required
              checked={compared}
              onChange={(event) => setCompared(event.currentTarget.checked)}
            />
          </Act>
        </Alert>
      )}
      {may && report.state !== 'withdrawn' && (
        <Button mt="md" size="xs" variant="outline" color="brick" onClick={() => setWithdrawing(true)}>
          Take the facts back
        </Button>
      )}
      <Dialog title="Take the facts back" opened={withdrawing} close={() => setWithdrawing(false)}>
        <Withdraw document={document} close={() => setWithdrawing(false)} />
      </Dialog>
    </>
  );
}

function Withdraw({ document, close }: { readonly document: string; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.reports.withdraw({ document, reason }),
    onSuccess: () => changed('reports', 'trust', 'ledger').then(close),
  });
  return (
    <Act acting={acting} label="Take them back" close={close} disabled={reason.trim().length < 10}>
      <Text size="sm">
        At once, readers see none of them, and the public page no longer tells of this report. The file stays what it
        is.
      </Text>
      <Textarea
        label="Why"
        name="reason"
        minLength={10}
        required
        withAsterisk={false}
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Act>
  );
}

const History = ({ found: { history } }: { readonly found: Shown }) => (
  <Section title="Who did what">
    {history.length === 0 ? (
      <Text size="sm">Nobody did anything yet.</Text>
    ) : (
      <Records
        label="Who did what"
        rows={history}
        keyOf={({ position }) => String(position)}
        columns={[
          { head: 'What', cell: ({ what, version }) => `${what}, version ${version}` },
          { head: 'By', cell: ({ person }) => <By of={person} /> },
          { head: 'When', cell: ({ at }) => <When at={at} exact /> },
          { head: 'Why', cell: ({ reason }) => reason },
          inLedger,
        ]}
      />
    )}
  </Section>
);
