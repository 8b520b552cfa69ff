import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';

/** A word of the address; numbers are read as such by the router. */
export function wordIn(search: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = search[key];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A choice on a page, held by the address bar: it can be sent, and kept as a view. */
export function useAddress<T extends string = string>(key: string, usual: T): readonly [T, (value: T) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  return [
    (wordIn(search, key) ?? usual) as T,
    (to) =>
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (before: object) => ({ ...before, [key]: to === usual ? undefined : to }),
      }),
  ];
}

/** Which of its parts a page shows: the one that the address names, or the first where it names none that there is. */
export function usePart<T extends string>(
  parts: readonly [T, ...(readonly T[])],
): readonly [part: T, open: (part: string | null) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const part = partIn(search, parts);
  useEffect(showTab, [part]);
  return [part, (to) => void navigate({ to: '.', search: (before: object) => ({ ...before, part: to ?? parts[0] }) })];
}

/** On a phone not all tabs fit into the row: the one that is open is brought into it. */
function showTab(): void {
  const tab = document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  const row = tab?.closest('[role="tablist"]');
  if (tab === null || row === null || row === undefined) return;
  const [at, around] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  if (at.left < around.left || at.right > around.right) row.scrollBy({ left: at.left - around.left });
}

/** The part that an address names; one of others, or of no name that there is, is the first. */
function partIn<T extends string>(
  search: Readonly<Record<string, unknown>>,
  parts: readonly [T, ...(readonly T[])],
): T {
  const wanted = wordIn(search, 'part');
  return parts.find((each) => each === wanted) ?? parts[0];
}
