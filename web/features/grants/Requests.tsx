import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '#web/kit/Answer.tsx';
import { useAddress } from '#web/kit/address.ts';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { type Paged, usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';

import { useMay } from '#web/shell/programme.ts';
import { Approve, Deny } from './Decide.tsx';
import type { Request } from './shapes.ts';
import { useTold } from './told.ts';

type Which = 'waiting' | 'all';

/** Who asks for what, and why; those that wait first. */
export function Requests() {
  const [which, setWhich] = useAddress<Which>('requests', 'waiting');
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const may = useMay('grants:write');
  const close = (): void => setDeciding(null);
  const paged = usePages<Request, string>(['grants', 'requests', which], async (after, _, here) => {
    const state = which === 'waiting' ? { state: 'waiting' as const } : {};
    const { requests, next } = await here.grants.requests({ ...state, ...(after === null ? {} : { after }) });
    return { rows: requests, next };
  });
  const filter = (
    <SegmentedControl
      size="xs"
      value={which}
      onChange={(value) => setWhich(value)}
      data={[
        { value: 'waiting', label: 'Waiting' },
        { value: 'all', label: 'All' },
      ]}
    />
  );
  return (
    <Section title="Requests" term="access request" aside={filter}>
      <HandedOver />
      <Listed paged={paged} which={which} may={may} decide={setDeciding} />
      <Approve request={deciding?.how === 'approve' ? deciding.request : null} close={close} />
      <Deny request={deciding?.how === 'deny' ? deciding.request : null} close={close} />
    </Section>
  );
}

/** Where no mail leaves, a request comes only after somebody here did something. */
function HandedOver() {
  const { mails } = useTold();
  const may = useMay('mail:read');
  if (mails) return null;
  const outbox = may ? (
    <Link to="/settings" search={{ part: 'mail' }}>
      the outbox
    </Link>
  ) : (
    'the outbox (Settings, Mail)'
  );
  return (
    <Text size="sm" c="dimmed" mb="sm">
      No mail leaves this server: whoever asks stands here only once an owner or admin handed them the link that waits
      in {outbox}, and it was used.
    </Text>
  );
}

interface Deciding {
  readonly request: Request;
  readonly how: 'approve' | 'deny';
}

interface ListedProps {
  readonly paged: Paged<Request>;
  readonly which: Which;
  readonly may: boolean;
  readonly decide: (deciding: Deciding) => void;
}

const Listed = ({ paged, which, may, decide }: ListedProps) => (
  <Pages
    label="Requests"
    of={paged}
    keyOf={({ id }) => id}
    empty={
      <Empty
        what={which === 'waiting' ? 'Nothing waits' : 'Nobody has asked yet'}
        why="Whoever wants a document that is not public says who they are and what for. You are told when an address is shown to be theirs, and decide here; a rule can decide for you."
      />
    }
    columns={[
      {
        head: 'Who',
        cell: (request) => <Who request={request} />,
        value: ({ name, company, email }) => `${name}, ${company}, ${email}`,
      },
      { head: 'For', cell: ({ documents }) => documents.map(({ title }) => title).join(', ') },
      { head: 'Why', cell: ({ reason }) => reason },
      { head: 'Asked', cell: ({ made }) => <When at={made} /> },
      {
        head: 'Answer',
        value: ({ state, decider }) => `${STATES[state]}${decider === null ? '' : ` by ${decider}`}`,
        cell: (request) =>
          request.state === 'waiting' && may ? (
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-xs"
                aria-label={`Let in ${request.email}`}
                onClick={() => decide({ request, how: 'approve' })}
              >
                Let in
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Turn down ${request.email}`}
                onClick={() => decide({ request, how: 'deny' })}
              >
                Turn down
              </Button>
            </Group>
          ) : (
            <Decided request={request} />
          ),
      },
    ]}
  />
);

const VERIFIED = {
  no: 'address not shown to be theirs',
  'by mail': '',
  'handed over': 'the link was handed over by you, not mailed',
} as const;

function Who({ request: { name, email, company, freeMail, verified } }: { readonly request: Request }) {
  return (
    <>
      <strong>{name}</strong>, {company}
      <br />
      <span className="mono">{email}</span>
      {(freeMail || verified !== 'by mail') && (
        <Text size="sm" c="dimmed">
          {[freeMail ? 'an address that anybody gets' : '', VERIFIED[verified]]
            .filter((each) => each !== '')
            .join('; ')}
        </Text>
      )}
    </>
  );
}

const STATES = { unconfirmed: 'not confirmed', waiting: 'waits', granted: 'let in', denied: 'turned down' } as const;

function Decided({ request: { state, decided, decider, because } }: { readonly request: Request }) {
  return (
    <>
      {STATES[state]}
      {decider !== null && <By of={` by ${decider}`} />}
      {decided !== null && (
        <>
          {', '}
          <When at={decided} />
        </>
      )}
      {because !== '' && (
        <Text size="sm" c="dimmed">
          {because}
        </Text>
      )}
    </>
  );
}
