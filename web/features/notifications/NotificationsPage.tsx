import { Button } from '@mantine/core';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/when.ts';
import { NOTHING } from './nothing.ts';
import { NoticeList } from './NoticeList.tsx';
import { useMark, useNotices } from './notices.ts';

/** All that waits for the person, read or not, the newest first. */
export function NotificationsPage() {
  const found = useNotices();
  return (
    <Answer of={found} page="Notifications">
      {({ notices, unread }) => (
        <Page title="Notifications" lead={leadOf(notices.length, unread)} actions={unread > 0 && <MarkAll />}>
          {notices.length === 0 ? <Empty {...NOTHING} /> : <NoticeList notices={notices} turns />}
        </Page>
      )}
    </Answer>
  );
}

const leadOf = (all: number, unread: number): string =>
  all === 0
    ? 'Nothing waits for you.'
    : `${counted(all, 'thing waits', 'things wait')} for you, ${unread === 0 ? 'all read' : `${unread} unread`}.`;

function MarkAll() {
  const mark = useMark();
  return (
    <>
      <Button variant="default" loading={mark.isPending} onClick={() => mark.mutate({ read: true })}>
        Mark all read
      </Button>
      {mark.isError && <Problem error={mark.error} />}
    </>
  );
}
