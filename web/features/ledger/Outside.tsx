import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { SetWitness } from './SetWitness.tsx';

type Shown = Answered<'ledger', 'witness'>;
type Setting = Shown['setting'];

/** Who outside is told of the log, and since when somebody vouches for it. */
export function Outside() {
  const found = useQuery(ask('ledger', 'witness', {}));
  const may = useMay('ledger:write');
  const [choosing, setChoosing] = useState(false);
  return (
    <Section
      title="Outside"
      aside={
        may && (
          <Button size="xs" variant="default" onClick={() => setChoosing(true)}>
            Choose where checkpoints go
          </Button>
        )
      }
    >
      <Answer of={found}>
        {(shown) => (
          <>
            <Facts
              of={[
                ['Checkpoints are sent', placeIn(shown.setting)],
                ...arrivedIn(shown),
                ['Vouched for', <Vouched key="v" of={shown.since} />],
              ]}
            />
            {shown.damages.map((damage) => (
              <Text key={damage} size="sm" c="brick">
                {damage}
              </Text>
            ))}
            {may && shown.setting.kind !== 'none' && <Send />}
            <Dialog title="Where checkpoints go" opened={choosing} close={() => setChoosing(false)}>
              <SetWitness now={shown.setting} close={() => setChoosing(false)} />
            </Dialog>
          </>
        )}
      </Answer>
    </Section>
  );
}

function placeIn(setting: Setting): string {
  switch (setting.kind) {
    case 'none':
      return 'nowhere: whoever doubts a received date has this company’s own word alone';
    case 'rfc3161':
      return `to the timestamp authority ${setting.url}`;
    case 'witness':
      return `to the witness ${setting.url}`;
    case 'http':
      return `to ${setting.url}, which keeps them`;
    case 'file':
      return `to the file ${setting.path} of the server`;
    case 'git':
      return `to the branch ${setting.branch} of ${setting.remote}`;
  }
}

/** That checkpoints are to go there does not say that they arrive. */
function arrivedIn({ setting, sent }: Shown): readonly (readonly [string, ReactNode])[] {
  if (setting.kind === 'none') return [];
  if (sent === null) return [['The last that arrived', 'none has arrived there yet']];
  return [
    [
      'The last that arrived',
      <>
        of {counted(sent.size, 'entry', 'entries')}, <When at={sent.at} exact />
      </>,
    ],
  ];
}

/** Which outsider saw the log first and last, and how much of it there was: what came later, nobody vouches for. */
function Vouched({ of }: { readonly of: Shown['since'] }) {
  const { earliest = null, latest = null } = of[0] ?? {};
  if (earliest === null) return 'by nobody outside';
  const heard = latest === null || latest.size === earliest.size ? [earliest] : [earliest, latest];
  return heard.map(({ size, by, time }) => (
    <div key={size}>
      {counted(size, 'entry', 'entries')}, by {by}, whom this company chose, <When at={time} exact />
    </div>
  ));
}

/** The log is told of by itself every quarter of an hour; somebody may want to see at once that it arrives. */
function Send() {
  const sending = useMutation({ mutationFn: () => api.ledger.sendCheckpoint({}), onSuccess: () => changed('ledger') });
  return (
    <>
      <Group mt="sm">
        <Button size="xs" variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
          Send the newest now
        </Button>
        {sending.data !== undefined && (
          <Text size="sm" role="status">
            {said(sending.data)}
          </Text>
        )}
      </Group>
      {sending.isError && <Problem error={sending.error} />}
    </>
  );
}

const said = (published: Answered<'ledger', 'sendCheckpoint'>): string =>
  published.kind === 'off'
    ? 'Nowhere to send it to.'
    : `${published.kind === 'sent' ? 'It arrived' : 'It was sent before'}: ${counted(published.size, 'entry', 'entries')}.`;
