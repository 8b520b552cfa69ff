import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { amid } from '#web/kit/words.ts';
import { useOpened } from '#web/kit/opened.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { AddWebhook } from './AddWebhook.tsx';
import { Deliveries } from './Deliveries.tsx';

type Webhook = Answered<'webhooks', 'list'>['webhooks'][number];

/** Addresses that are told what the ledger seals, and what was sent to each. */
export function Webhooks() {
  const found = useQuery(ask('webhooks', 'list', {}));
  const may = useMay('webhooks:write');
  const [adding, open, close] = useOpened('webhook');
  const [chosen, setChosen] = useState<string | null>(null);
  const add = may && (
    <Button size="xs" onClick={open}>
      Add a webhook
    </Button>
  );
  return (
    <Section title="Webhooks" aside={add}>
      <Answer of={found}>
        {({ webhooks, events }) => (
          <>
            {webhooks.length === 0 ? (
              <Empty
                what="No webhook yet"
                why="A webhook tells another system what the ledger seals, as it is sealed: by ids alone, and signed, so that it can be checked."
              />
            ) : (
              <Listed webhooks={webhooks} may={may} choose={setChosen} />
            )}
            {webhooks.map(({ id, url }) => id === chosen && <Deliveries key={id} id={id} url={url} />)}
            <Dialog title="Add a webhook" opened={may && adding} close={close}>
              <AddWebhook events={events} close={close} />
            </Dialog>
          </>
        )}
      </Answer>
    </Section>
  );
}

interface ListedProps {
  readonly webhooks: readonly Webhook[];
  readonly may: boolean;
  readonly choose: (id: string) => void;
}

const Listed = ({ webhooks, may, choose }: ListedProps) => (
  <Records
    label="Webhooks"
    rows={webhooks}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Address', cell: ({ url }) => <span className="mono">{url}</span> },
      { head: 'Is told of', cell: ({ kinds }) => kinds.map(amid).join(', ') },
      {
        head: 'State',
        cell: (webhook) => <State webhook={webhook} />,
        value: ({ enabled }) => (enabled ? 'on' : 'off'),
      },
      {
        head: 'Action',
        acts: true,
        cell: (webhook) => (
          <Group gap={4}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Deliveries to ${webhook.url}`}
              onClick={() => choose(webhook.id)}
            >
              Deliveries
            </Button>
            {may && <Turn webhook={webhook} />}
          </Group>
        ),
      },
    ]}
  />
);

function State({ webhook: { enabled, because, failing } }: { readonly webhook: Webhook }) {
  return (
    <>
      {enabled ? 'on' : 'off'}
      {because !== '' && (
        <Text size="sm" c="dimmed">
          {because}
        </Text>
      )}
      {enabled && failing !== null && (
        <Text size="sm" c="dimmed">
          {'nothing arrives since '}
          <When at={failing} exact />
        </Text>
      )}
    </>
  );
}

const onSuccess = (): unknown => changed('webhooks');

function Turn({ webhook: { id, url, enabled } }: { readonly webhook: Webhook }) {
  const [sure, setSure] = useState(false);
  const turn = useMutation({ mutationFn: () => api.webhooks.change({ id, enabled: !enabled }), onSuccess });
  const remove = useMutation({ mutationFn: () => api.webhooks.remove({ id }), onSuccess });
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={turn.isPending}
        aria-label={`Turn ${enabled ? 'off' : 'on'} ${url}`}
        onClick={() => turn.mutate()}
      >
        {enabled ? 'Turn off' : 'Turn on'}
      </Button>
      <Button
        size="compact-xs"
        variant={sure ? 'filled' : 'subtle'}
        color="brick"
        loading={remove.isPending}
        aria-label={`${sure ? 'Yes, remove' : 'Remove'} ${url}`}
        onClick={() => (sure ? remove.mutate() : setSure(true))}
      >
        {sure ? 'Yes, remove' : 'Remove'}
      </Button>
      {(turn.isError || remove.isError) && <Problem error={turn.error ?? remove.error} />}
    </>
  );
}
