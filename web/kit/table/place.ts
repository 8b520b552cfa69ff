import { type AnyRouter, useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { type Beside, useBeside } from '#web/kit/beside.ts';

/** Where the page of a row is. */
export interface Place {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, unknown>>;
}

interface Opening<T> {
  readonly place: ((row: T) => Place) | undefined;
  readonly open: ((row: T) => void) | undefined;
}

export interface Opener<T> {
  /** By the keys: beside the table where there is room, and then into it. */
  readonly open: (row: T) => void;
  /** The keys moved while something is open: it follows. */
  readonly follow: (row: T) => void;
  /** Whether it opened what was pressed. */
  readonly press: (event: MouseEvent, row: T) => boolean;
}

const addressOf = (router: AnyRouter, { to, params = {}, search = {} }: Place): string =>
  router.buildLocation({ to, params, search } as never).href;

/** How a row is opened: its page beside the table, or whatever the table says. */
export function useOpener<T>({ place, open }: Opening<T>): Opener<T> {
  const router = useRouter();
  const beside = useBeside();
  const here = (row: T): string | null => (place === undefined ? null : addressOf(router, place(row)));
  const go = (row: T): void => {
    const address = here(row);
    if (address === null) open?.(row);
    else if (beside?.fits !== true) router.history.push(address);
    else if (beside.at === address) beside.enter();
    else beside.open(address);
  };
  return {
    open: go,
    follow: (row) => {
      const address = here(row);
      if (address !== null && typeof beside?.at === 'string') beside.open(address);
    },
    press: (event, row) => {
      const address = here(row);
      if (address === null || beside === null || !meansBeside(event, address, beside)) return false;
      event.preventDefault();
      event.stopPropagation();
      beside.open(address);
      return true;
    },
  };
}

/** A plain press on the link of a row, or on the row where nothing else is to be pressed. */
function meansBeside(event: MouseEvent, address: string, { fits }: Beside): boolean {
  if (!fits || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const target = event.target as Element;
  const link = target.closest('a');
  if (link !== null) return link.pathname === new URL(address, location.origin).pathname;
  return (
    target.closest('button, input, label, select, textarea, summary') === null && getSelection()?.isCollapsed !== false
  );
}
