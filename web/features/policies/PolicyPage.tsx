import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Answer } from '#web/kit/Answer.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Markdown } from '#web/kit/Markdown.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { inWords } from '#web/kit/words.ts';
import { Day, When } from '#web/kit/When.tsx';
import { By, withNames } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { AskApproval } from './AskApproval.tsx';
import { wroteIt } from './approvers.ts';
import { Approve } from './Approve.tsx';
import { Edit } from './Edit.tsx';
import { stateOf } from './PoliciesPage.tsx';
import { Retire } from './Retire.tsx';

type Shown = Answered<'policies', 'show'>;

/** One policy: as it reads today, what it serves, who approved what, and what to do with it. */
export function PolicyPage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const past = usePast();
  const reads = past.asOf === undefined ? 'as it reads today' : 'as it read then';
  const found = useQuery(ask('policies', 'show', { id, ...past }));
  return (
    <Answer of={found} page="Policy">
      {(shown) => (
        <Page
          title={shown.policy.title}
          above={[{ to: '/policies', label: 'Policies' }]}
          lead={<By of={leadOf(shown.policy)} />}
          actions={<Actions shown={shown} />}
        >
          <About {...shown} />
          <Section title={shown.policy.hasDraft ? `The draft, ${reads}` : inWords(reads)}>
            <Markdown text={shown.text} words={withNames} />
          </Section>
          <Section title="What it serves">
            <Serves serves={shown.serves} />
          </Section>
          <Section title="History">
            <History history={shown.history} />
          </Section>
        </Page>
      )}
    </Answer>
  );
}

function leadOf({ state, approval, hasDraft, version }: Shown['policy']): string {
  if (state === 'retired') return 'Retired: it binds nobody any more. What it showed stays.';
  if (approval === null) return `Version ${version} is a draft. It binds nobody until it is approved.`;
  const inForce = `Version ${approval.version} is in force, approved by ${approval.person}.`;
  return hasDraft ? `${inForce} Version ${version} is a draft.` : inForce;
}

type What = 'edit' | 'ask' | 'approve' | 'retire' | null;

function Actions({ shown }: { readonly shown: Shown }) {
  const mayWrite = useMay('policies:write');
  const mayApprove = useMay('evidence:write');
  const [mayAdd, seesOthers] = [useMay('work:write'), useMay('controls:read')]; // a member makes tasks for themselves only
  const mayAsk = mayAdd && seesOthers;
  const [doing, setDoing] = useState<What>(null);
  const close = (): void => setDoing(null);
  const { policy } = shown;
  const isOn = policy.state !== 'retired';
  const isOfWriter = policy.approval !== null && wroteIt(shown, policy.approval.person);
  return (
    <>
      {mayWrite && (
        <Button variant="default" onClick={() => setDoing('edit')}>
          Edit
        </Button>
      )}
      {mayAsk && isOn && (policy.hasDraft || isOfWriter) && (
        <Button variant="default" onClick={() => setDoing('ask')}>
          Ask for approval
        </Button>
      )}
      {mayApprove && isOn && (
        <Button variant={policy.hasDraft ? 'filled' : 'default'} onClick={() => setDoing('approve')}>
          {policy.hasDraft ? 'Approve' : 'Approve again'}
        </Button>
      )}
      {mayApprove && isOn && (
        <Button variant="default" onClick={() => setDoing('retire')}>
          Retire
        </Button>
      )}
      <Dialog title="Edit the policy" opened={doing === 'edit'} close={close} wide>
        <Edit shown={shown} close={close} />
      </Dialog>
      <Dialog title={`Who approves version ${policy.version}?`} opened={doing === 'ask'} close={close}>
        <AskApproval shown={shown} close={close} />
      </Dialog>
      <Dialog title={`Approve version ${policy.version}`} opened={doing === 'approve'} close={close}>
        <Approve shown={shown} close={close} {...(mayAsk ? { ask: () => setDoing('ask') } : {})} />
      </Dialog>
      <Dialog title="Retire the policy" opened={doing === 'retire'} close={close}>
        <Retire policy={policy} close={close} />
      </Dialog>
    </>
  );
}

function About({ policy, serves }: Shown) {
  const { approval } = policy;
  const ownWords = serves.filter((each) => each.ownWords);
  return (
    <>
      <Facts
        of={[
          ['State', stateOf(policy)],
          ['Owner', <By key="o" of={policy.owner ?? 'nobody yet'} />],
          ...(approval === null
            ? []
            : ([
                ['Approved', <When key="a" at={approval.at} />],
                ['Next review', <Day key="n" day={approval.nextReview} />],
                [
                  'As it was approved',
                  <Link key="f" to="/artifacts/$id" params={{ id: approval.artifact }}>
                    version {approval.version}, sealed
                  </Link>,
                ],
              ] as const)),
        ]}
      />
      {policy.outdated && (
        <Alert variant="outline" color="brick" my="md" title="What was approved is no longer what the controls say">
          A limit, a name, a control, the scope or the size of the company changed since. Read it as it is now, and
          approve it again.
        </Alert>
      )}
      {ownWords.length > 0 && (
        <Text size="sm" className="prose">
          Compare it with the statements that are in your own words: {ownWords.map(({ title }) => title).join(', ')}.
        </Text>
      )}
      <Text size="sm" c="dimmed" className="prose">
        Acknowledgements are shown by a list of who acknowledged which policy, and when, such as an export of the tool
        by which people sign it:{' '}
        <Link to="/sources/add" search={{ collector: 'file', population: 'acknowledgement' }}>
          Bring in that list
        </Link>
        {' · '}
        <Link to="/evidence/$population" params={{ population: 'acknowledgement' }}>
          The acknowledgements
        </Link>
      </Text>
    </>
  );
}

function Serves({ serves }: Pick<Shown, 'serves'>) {
  return (
    <Records
      label="Controls that it serves"
      rows={serves}
      keyOf={({ id }) => id}
      columns={[
        {
          head: 'Control',
          cell: ({ id, title, adopted }) =>
            adopted ? (
              <Link to="/controls/$id" params={{ id }}>
                {title}
              </Link>
            ) : (
              title
            ),
        },
        { head: 'Criteria', cell: ({ criteria }) => criteria.join(', ') },
        { head: 'In the text', cell: ({ adopted }) => (adopted ? 'yes' : 'no: it is not adopted') },
        { head: 'Approval shows its design', cell: ({ shown }) => (shown ? 'yes' : 'no: other evidence does') },
      ]}
    />
  );
}

function History({ history }: Pick<Shown, 'history'>) {
  return (
    <Records
      label="History"
      rows={history}
      keyOf={({ position }) => String(position)}
      columns={[
        { head: 'What', cell: ({ what, reason }) => (reason === '' ? what : `${what}: ${reason}`) },
        { head: 'Version', number: true, cell: ({ version }) => version },
        { head: 'By', cell: ({ person }) => <By of={person} /> },
        { head: 'When', cell: ({ received }) => <When at={received} exact /> },
        {
          head: 'Text',
          cell: ({ artifact }) =>
            artifact !== null && (
              <Link to="/artifacts/$id" params={{ id: artifact }}>
                as approved
              </Link>
            ),
        },
        inLedger,
      ]}
    />
  );
}
