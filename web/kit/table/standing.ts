import { type MouseEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { BodyHandle } from './Body.tsx';

interface Standing {
  /** The place of the row that the keys stand on; -1: on none of those that are shown. */
  readonly at: number;
  readonly stand: (place: number) => void;
}

/** The row that the keys stand on: the same one, wherever it stands after others were found, or another order. */
export function useStanding(rows: readonly { readonly id: string }[]): Standing {
  const [id, setId] = useState<string | null>(null);
  return {
    at: id === null ? -1 : rows.findIndex((row) => row.id === id),
    stand: (place) => setId(rows[place]?.id ?? null),
  };
}

interface Sight {
  readonly region: RefObject<HTMLElement | null>;
  readonly body: RefObject<BodyHandle | null>;
  readonly at: number;
  readonly isOpen: boolean;
  readonly find: string;
}

/**
 * Rows are as high as their columns need, and other rows are found: the row that the keys stand on stays in sight when
 * something opens beside the table, when the window gets wider or narrower, and when what was looked for is taken away
 * again. While somebody types what they look for, the field stays in sight; what is given back is for when they are done.
 */
export function useInSight({ region, body, at, isOpen, find }: Sight): () => void {
  const now = useRef(at);
  now.current = at;
  const show = useCallback((): (() => void) => {
    const frame = requestAnimationFrame(() => {
      if (now.current >= 0) body.current?.bring(now.current);
    });
    return () => cancelAnimationFrame(frame);
  }, [body]);
  useEffect(() => show(), [show, isOpen]);
  const isTyping = find !== '' && document.activeElement?.matches('[data-find]') === true;
  useEffect(() => (isTyping ? undefined : show()), [show, find, isTyping]);
  useEffect(() => {
    let width = region.current?.clientWidth ?? 0;
    const seen = new ResizeObserver(() => {
      const wide = region.current?.clientWidth ?? 0;
      if (wide === width) return;
      width = wide;
      show();
    });
    if (region.current !== null) seen.observe(region.current);
    return () => seen.disconnect();
  }, [region, show]);
  return useCallback(() => void show(), [show]);
}

/** A table that is no wider has its rows as blocks, as on a phone; `base.css` says the same. */
const NARROW = 560;

/** Rows that are selected by a touch instead of being opened. */
export function useTouching(region: RefObject<HTMLElement | null>) {
  const [on, set] = useState(false);
  const touch = (event: MouseEvent, row: { readonly toggle: () => void }): boolean => {
    if (!on || !touched(event, region.current)) return false;
    row.toggle();
    return true;
  };
  return { on, set, touch };
}

/** Whether a press in a row selects it: where rows are blocks, and nothing else was meant. Its box turns by itself. */
function touched(event: MouseEvent, region: HTMLElement | null): boolean {
  if (region === null || region.clientWidth > NARROW) return false;
  if ((event.target as Element).closest('button, summary, input') !== null) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
