import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Problem } from '#web/kit/Answer.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { count } from '#web/kit/when.ts';
import { api, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Delivery = Answered<'webhooks', 'deliveries'>['deliveries'][number];
const PAGE = 50;

const COLUMNS: readonly Column<Delivery>[] = [
  { head: 'When', cell: ({ made }) => <When at={made} exact /> },
  { head: 'What', cell: ({ kind }) => kind },
  inLedger,
  {
    head: 'State',
    cell: ({ state, error }) => (
      <>
        {state}
        {error !== null && (
          <Text size="sm" c="dimmed">
            {error}
          </Text>
        )}
      </>
    ),
  },
  { head: 'Answer', number: true, cell: ({ status }) => status ?? '' },
  { head: 'Tries', number: true, cell: ({ tries }) => tries },
  { head: 'Action', acts: true, cell: (delivery) => <Again delivery={delivery} /> },
];

/** What was sent to one address and how it was answered. */
export function Deliveries({ id, url }: { readonly id: string; readonly url: string }) {
  const pages = usePages<Delivery, string>(['webhooks', 'deliveries', id], async (after, _, here) => {
    const asked = { id, limit: PAGE, ...(after === null ? {} : { after }) };
    const { deliveries, next } = await here.webhooks.deliveries(asked);
    return { rows: deliveries, next };
  });
  const refresh = (
    <Button size="xs" variant="default" onClick={() => void changed('webhooks')}>
      Look again
    </Button>
  );
  return (
    <Section title={`Sent to ${new URL(url).host}`} aside={refresh}>
      <Pages
        label="Deliveries"
        of={pages}
        columns={COLUMNS}
        keyOf={(each) => each.id}
        empty="Nothing was sent there yet: nothing of what it is told of happened since it was added."
      />
    </Section>
  );
}

function Again({ delivery: { id, state, position } }: { readonly delivery: Delivery }) {
  const may = useMay('webhooks:write');
  const send = useMutation({ mutationFn: () => api.webhooks.redeliver({ id }), onSuccess: () => changed('webhooks') });
  if (!may || state === 'waiting') return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={send.isPending}
        aria-label={`Send again what stands at position ${count(position)}`}
        onClick={() => send.mutate()}
      >
        Send again
      </Button>
      {send.isError && <Problem error={send.error} />}
    </>
  );
}
