import { ActionIcon, Button, Group } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import {
  createMemoryHistory,
  createRouter,
  Link,
  Outlet,
  type RouterHistory,
  RouterProvider,
  useNavigate,
  useRouter,
  useSearch,
} from '@tanstack/react-router';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Beside, BesideContext } from '#web/kit/beside.ts';
import { Leaving } from './Leaving.tsx';
import { Nowhere, Unforeseen } from './Lost.tsx';
import { roomsIn, rootOf } from './routes.ts';

/** From this width on there is room for two pages. */
const ROOM = '(min-width: 1200px)';

/** The page, and what is open beside it. The address bar has both. */
export function WithBeside({ children }: { readonly children: ReactNode }) {
  const { beside } = useSearch({ strict: false }) as { readonly beside?: unknown };
  const at = typeof beside === 'string' && beside.startsWith('/') && !beside.startsWith('//') ? beside : null;
  const hasRoom = useMediaQuery(ROOM, matchMedia(ROOM).matches) ?? false;
  const fits = useUntilAnswered(hasRoom);
  const navigate = useNavigate();
  const aside = useRef<HTMLElement>(null);
  const leaving = useWayBack(aside, at);
  const open = (address: string | undefined): void => {
    leaving();
    void navigate({
      to: '.',
      replace: at !== null,
      resetScroll: false,
      search: (before: object) => ({ ...before, beside: address }),
    });
  };
  const value: Beside = {
    at,
    fits,
    open,
    close: () => at !== null && open(undefined),
    enter: () => {
      leaving();
      aside.current?.focus();
    },
  };
  const path = at?.split('?', 1)[0];
  useEffect(() => {
    aside.current?.scrollTo(0, 0);
  }, [path]);
  // where there is no room for two, what lies beside is the page
  useEffect(() => {
    if (at !== null && !fits) void navigate({ href: at, replace: true });
  }, [at, fits, navigate]);
  return (
    <div className={at === null ? undefined : 'with-beside'}>
      <BesideContext value={value}>
        <div>{children}</div>
      </BesideContext>
      {at !== null && fits && (
        <aside ref={aside} tabIndex={-1} className="beside no-print" aria-label="Beside the page">
          <Bar at={at} close={value.close} />
          <Within at={at} moved={open} />
        </aside>
      )}
    </div>
  );
}

/** Whoever was in what lay beside, and closed it, is back where they came from; gives what is called before they go in. */
function useWayBack(aside: RefObject<HTMLElement | null>, at: string | null): () => void {
  const from = useRef<Element>(null);
  useEffect(() => {
    if (at === null && document.activeElement === document.body && from.current instanceof HTMLElement)
      from.current.focus({ preventScroll: true });
  }, [at]);
  return () => {
    if (aside.current?.contains(document.activeElement) !== true) from.current = document.activeElement;
  };
}

/** What is typed into a dialog stays where a window is made narrow: the page below is exchanged when it is answered. */
function useUntilAnswered(hasRoom: boolean): boolean {
  const isAsked = useSyncExternalStore(hasRoom ? withoutEnd : eachChange, () => !hasRoom && isOpen('[role="dialog"]'));
  const stood = useRef(hasRoom);
  stood.current = hasRoom || (stood.current && isAsked);
  return stood.current;
}

const isOpen = (what: string): boolean => [...document.querySelectorAll(what)].some((over) => over.checkVisibility());

const withoutEnd = () => () => undefined;

function eachChange(tell: () => void): () => void {
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}

function Bar({ at, close }: { readonly at: string; readonly close: () => void }) {
  const { parseSearch } = useRouter().options;
  const [to = '/', query = ''] = at.split('?', 2);
  useEscape(close);
  return (
    <Group justify="flex-end" gap={6} className="bar">
      <Button
        renderRoot={(props) => <Link to={to} search={parseSearch(query)} {...props} />}
        size="compact-sm"
        variant="subtle"
      >
        Open as a page
      </Button>
      <ActionIcon variant="subtle" size="sm" aria-label="Close what is beside" onClick={close}>
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}

const OVER = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Escape is for what lies over the page first, such as a dialog, then for the table, and then for this. */
function useEscape(close: () => void): void {
  const isTaken = useRef(false);
  useEffect(() => {
    const look = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') isTaken.current = isOpen(OVER);
    };
    addEventListener('keydown', look, { capture: true });
    return () => removeEventListener('keydown', look, { capture: true });
  }, []);
  useHotkeys([
    [
      'Escape',
      (event) => {
        if (!event.defaultPrevented && !isTaken.current) close();
      },
      { preventDefault: false },
    ],
  ]);
}

/** A page with an address of its own: links within it lead on within it. */
function Within({ at, moved }: { readonly at: string; readonly moved: (address: string) => void }) {
  const [router] = useState(() => routerIn(createMemoryHistory({ initialEntries: [at] })));
  const tell = useRef(moved);
  tell.current = moved;
  useEffect(() => {
    if (router.history.location.href !== at) router.history.replace(at);
  }, [router, at]);
  useEffect(() => router.history.subscribe(({ location: { href } }) => tell.current(href)), [router]);
  const context = useMemo(() => <RouterProvider router={router} />, [router]);
  return <BesideContext value="within">{context}</BesideContext>;
}

const Inner = () => (
  <>
    <Leaving isWithin />
    <Outlet />
  </>
);

/** The rooms of the console without its frame. */
function routerIn(history: RouterHistory) {
  const inner = rootOf();
  return createRouter({
    routeTree: inner.addChildren([roomsIn(inner, Inner)]),
    history,
    scrollRestoration: () => false, // otherwise it moves the window to its top, and with it the table beside
    defaultNotFoundComponent: Nowhere,
    defaultErrorComponent: Unforeseen,
  });
}
