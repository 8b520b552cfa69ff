import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Arrows go from week to week and from series to series, by those that open; the first one goes to the latest week. */
export function onMovieKey(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')]);
  const linkAt = (down: number, across: number): HTMLElement | null =>
    rows[down]?.[across]?.querySelector<HTMLElement>('a') ?? null;
  const cell = document.activeElement?.closest('td') ?? null;
  let [down, across] = placeOf(rows, cell);
  const isOver = (): boolean => rows[down]?.[across] === undefined;
  if (cell === null) for (; !isOver() && linkAt(down, across) === null; ) across -= 1;
  else
    do [down, across] = [down + step[0], across + step[1]];
    while (!isOver() && linkAt(down, across) === null);
  const next = linkAt(down, across);
  if (next === null) return;
  event.preventDefault();
  next.focus();
}

/** Where a cell is; none: the end of the first row that opens anything. */
function placeOf(rows: readonly (readonly Element[])[], cell: Element | null): [down: number, across: number] {
  const of = cell === null ? -1 : rows.findIndex((row) => row.includes(cell));
  if (of >= 0 && cell !== null) return [of, rows[of]?.indexOf(cell) ?? 0];
  const first = Math.max(
    0,
    rows.findIndex((row) => row.some((each) => each.querySelector('a') !== null)),
  );
  return [first, (rows[first]?.length ?? 1) - 1];
}
