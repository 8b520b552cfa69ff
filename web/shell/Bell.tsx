import { ActionIcon, Button, Group, Popover, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { NOTHING } from '#web/features/notifications/nothing.ts';
import { NoticeList } from '#web/features/notifications/NoticeList.tsx';
import { type Notice, useMark, useNotices } from '#web/features/notifications/notices.ts';

/** As many as a number beside the bell can say. */
const MOST_SAID = 99;
/** As many as a person in a hurry looks at. */
const MOST_SHOWN = 8;

/** What waits for the person, behind a bell that says how much of it they have not read. */
export function Bell() {
  const { data } = useNotices();
  const [opened, setOpened] = useState(false);
  if (data === undefined) return null;
  const { notices, unread } = data;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={400} offset={12}>
      <Popover.Target>
        <ActionIcon
          className="bell"
          variant="subtle"
          size={32}
          aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={20} stroke={1.6} aria-hidden="true" />
          {unread > 0 && <span aria-hidden="true">{unread > MOST_SAID ? `${MOST_SAID}+` : unread}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Notifications" p={0} maw="calc(100vw - 16px)">
        <Panel notices={notices} unread={unread} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface PanelProps {
  readonly notices: readonly Notice[];
  readonly unread: number;
  readonly close: () => void;
}

/** First what was not read. */
function Panel({ notices, unread, close }: PanelProps) {
  const mark = useMark();
  const sorted = notices.toSorted((a, b) => Number(a.read) - Number(b.read));
  return (
    <>
      <Group justify="space-between" px="md" py="xs" wrap="nowrap">
        <Text size="sm" role="status">
          {unread === 0 ? 'Nothing unread' : `${unread} unread`}
        </Text>
        {unread > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={mark.isPending}
            onClick={() => mark.mutate({ read: true })}
          >
            Mark all read
          </Button>
        )}
      </Group>
      {notices.length === 0 ? (
        <Text size="sm" c="dimmed" px="md" pb="md">
          {NOTHING.why}
        </Text>
      ) : (
        <NoticeList notices={sorted.slice(0, MOST_SHOWN)} gone={close} focused />
      )}
      {notices.length > 0 && (
        <Text size="sm" px="md" py="sm">
          <Link to="/notifications" onClick={close}>
            See all notifications
          </Link>
        </Text>
      )}
    </>
  );
}
