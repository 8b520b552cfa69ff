import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { When } from '#web/kit/When.tsx';
import { type Notice, useMark } from './notices.ts';

interface Props {
  readonly notices: readonly Notice[];
  /** Somebody went to the thing. */
  readonly gone?: () => void;
  /** With a way to say that one was read, or was not. */
  readonly turns?: boolean;
  /** The first has the focus when the list opens. */
  readonly focused?: boolean;
}

/** What waits, each a way to the thing it speaks of; going there is reading it. */
export function NoticeList({ notices, gone, turns = false, focused = false }: Props) {
  const mark = useMark();
  return (
    <ul className="notices">
      {notices.map((notice, place) => {
        const { key, title, says, since, link, read } = notice;
        const go = (): void => {
          if (!read) mark.mutate({ keys: [key], read: true });
          gone?.();
        };
        return (
          <li key={key} data-unread={!read || undefined}>
            <Link
              to={link.to}
              search={{ ...link.search, asOf: undefined }}
              onClick={go}
              data-autofocus={(focused && place === 0) || undefined}
            >
              {!read && <span className="visually-hidden">Unread: </span>}
              <span className="title">{title}</span>
              <Text span size="sm" c="dimmed" display="block">
                {`${says}\u{a0}· `}
                <When at={since} />
              </Text>
            </Link>
            {turns && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`${read ? 'Mark unread' : 'Mark read'}: ${title}`}
                onClick={() => mark.mutate({ keys: [key], read: !read })}
              >
                {read ? 'Mark unread' : 'Mark read'}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
