import { Button, SegmentedControl, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Empty, Problem } from '#web/kit/Answer.tsx';
import { useAddress } from '#web/kit/address.ts';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Subscriber = Answered<'subscribers', 'list'>['subscribers'][number];
type State = Subscriber['state'];

const STATES = [
  { value: 'on', label: 'On the list' },
  { value: 'unconfirmed', label: 'Not confirmed' },
  { value: 'ended', label: 'Ended' },
] as const satisfies readonly { readonly value: State; readonly label: string }[];

const EMPTY = {
  on: 'Nobody asked to hear of changes yet',
  unconfirmed: 'Nobody has a link that waits',
  ended: 'Mail arrives at every address',
} as const;

/** Who wants to hear of changes, and of which. */
export function Subscribers() {
  const [state, setState] = useAddress<State>('subscribers', 'on');
  const paged = usePages<Subscriber, string>(['subscribers', 'list', state], async (after, _, here) => {
    const { subscribers, next } = await here.subscribers.list({ state, ...(after === null ? {} : { after }) });
    return { rows: subscribers, next };
  });
  const filter = <SegmentedControl size="xs" value={state} onChange={(value) => setState(value)} data={[...STATES]} />;
  return (
    <Section title="Subscribers" aside={filter}>
      <Counts />
      <Pages
        label="Subscribers"
        main
        of={paged}
        keyOf={({ id }) => id}
        empty={
          <Empty
            what={EMPTY[state]}
            why="Whoever looks at the trust center can ask to be told of updates, changes of subprocessors and new reports. They confirm by a link, leave with one press, and are forgotten then."
          />
        }
        columns={[
          { head: 'Address', cell: ({ email }) => <span className="mono">{email}</span> },
          { head: 'Hears of', cell: ({ topics }) => topics.join(', ') },
          { head: 'Since', cell: ({ confirmed, made }) => <When at={confirmed ?? made} /> },
          { head: 'Mail', cell: (row) => inWords(row) },
          { head: 'Action', acts: true, cell: (row) => <Remove subscriber={row} /> },
        ]}
      />
    </Section>
  );
}

function Counts() {
  const found = useQuery(ask('subscribers', 'list', { limit: 1 })).data;
  if (found === undefined) return null;
  const { mailed, counts } = found;
  if (!mailed)
    return (
      <Text mb="md">
        No mail leaves this server, so the trust center offers nobody to subscribe. Name a mail server first.
      </Text>
    );
  return (
    <Text c="dimmed" mb="md">
      {`${counted(counts.updates, 'person hears', 'people hear')} of updates, ${count(counts.subprocessors)} of subprocessors, ${count(counts.reports)} of reports.`}
    </Text>
  );
}

function inWords({ state, failures }: Subscriber): string {
  switch (state) {
    case 'unconfirmed':
      return 'a link waits to be used';
    case 'ended':
      return 'does not arrive: nothing is sent there';
    case 'on':
      return failures === 0 ? '' : `${counted(failures, 'message')} did not arrive lately`;
  }
}

function Remove({ subscriber: { id, email } }: { readonly subscriber: Subscriber }) {
  const may = useMay('grants:write');
  const acting = useMutation({
    mutationFn: () => api.subscribers.remove({ id }),
    onSuccess: () => changed('subscribers'),
  });
  if (!may) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Take off ${email}`}
        loading={acting.isPending}
        onClick={() => acting.mutate()}
      >
        Take off
      </Button>
      {acting.isError && <Problem error={acting.error} />}
    </>
  );
}
