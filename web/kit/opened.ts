import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

/** A form over a page, which an address can open, too: `do` names it. Closed, the address is that of the page. */
export function useOpened(name: string): readonly [opened: boolean, open: () => void, close: () => void] {
  const isAsked = useSearch({ strict: false }).do === name;
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const close = (): void => {
    setOpened(false);
    if (isAsked)
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (before: object) => ({ ...before, do: undefined }),
      });
  };
  return [opened || isAsked, () => setOpened(true), close];
}
