import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Message } from './Message.tsx';

type Listed = Answered<'mail', 'list'>;
type Row = Listed['messages'][number];
const PAGE = 50;

const STATES: Readonly<Record<Row['state'], string>> = {
  kept: 'not delivered',
  waiting: 'on its way',
  delivered: 'delivered',
  failed: 'not delivered: it failed',
  expired: 'not delivered, and holds no more',
  used: 'handed over, and its link was used',
  withdrawn: 'not delivered, and its invitation was withdrawn',
};

/** The outbox: what was delivered, and what waits for somebody to hand it over. */
export function Mail() {
  const looked = useQuery(ask('mail', 'list', { limit: 1 }));
  const pages = usePages<Row, string>(['mail', 'messages'], async (after, _, here) => {
    const { messages, next } = await here.mail.list({ limit: PAGE, ...(after === null ? {} : { after }) });
    return { rows: messages, next };
  });
  const may = useMay('mail:write');
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Answer of={looked}>
      {({ server }) => (
        <Section title="Outbox" aside={may && server !== null && <Test />}>
          <Text mb="md" className="prose">
            {server === null
              ? 'No mail leaves this server, so nothing below was delivered to anybody. Open a message to copy its link, and hand it over by a way that is theirs. To have mail delivered, set ATTESTRY_SMTP where Attestry runs.'
              : `Mail leaves by ${server.host}, from ${server.from}. What was delivered keeps no text here.`}
          </Text>
          <Pages
            label="Outbox"
            of={pages}
            keyOf={({ id }) => id}
            columns={columnsFor({ may, sends: server !== null, open: setOpened })}
            empty={
              <Empty
                what="No message yet"
                why="Invitations, links for a new password, reminders of tasks and notices stand here for thirty days, with what became of them."
              />
            }
          />
          <Dialog title="A message that was not delivered" opened={opened !== null} close={() => setOpened(null)}>
            {opened !== null && <Message id={opened} close={() => setOpened(null)} />}
          </Dialog>
        </Section>
      )}
    </Answer>
  );
}

interface Doing {
  readonly may: boolean;
  readonly sends: boolean;
  readonly open: (id: string) => void;
}

const columnsFor = ({ may, sends, open }: Doing): readonly Column<Row>[] => [
  { head: 'When', cell: ({ made }) => <When at={made} exact /> },
  { head: 'To', cell: ({ recipient }) => recipient },
  { head: 'What', cell: ({ subject }) => subject },
  { head: 'State', cell: (row) => <State row={row} />, value: ({ state }) => STATES[state] },
  {
    head: 'Action',
    acts: true,
    cell: ({ id, state, kind, recipient }) =>
      may &&
      (state === 'kept' || state === 'failed') && (
        <Group gap={4}>
          {kind !== 'address' && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Open the message to ${recipient}`}
              onClick={() => open(id)}
            >
              Open
            </Button>
          )}
          {sends && <Again id={id} recipient={recipient} />}
        </Group>
      ),
  },
];

function State({ row: { state, sent, error, expires } }: { readonly row: Row }) {
  return (
    <>
      {STATES[state]}
      {sent !== null && (
        <>
          {' '}
          <When at={sent} />
        </>
      )}
      {error !== null && (
        <Text size="sm" c="dimmed">
          {error}
        </Text>
      )}
      {expires !== null && (state === 'kept' || state === 'failed') && (
        <Text size="sm" c="dimmed">
          {'Its link ends '}
          <When at={expires} exact />
        </Text>
      )}
    </>
  );
}

function Again({ id, recipient }: { readonly id: string; readonly recipient: string }) {
  const send = useMutation({ mutationFn: () => api.mail.send({ id }), onSuccess: () => changed('mail') });
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={send.isPending}
        aria-label={`Send again the message to ${recipient}`}
        onClick={() => send.mutate()}
      >
        Send again
      </Button>
      {send.isError && <Problem error={send.error} />}
    </>
  );
}

function Test() {
  const test = useMutation({ mutationFn: () => api.mail.test({}), onSuccess: () => changed('mail') });
  return (
    <>
      <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Send me a test
      </Button>
      {test.isError && <Problem error={test.error} />}
    </>
  );
}
