import type { KeyboardEvent } from 'react';

/** What the keys do in a table. */
export interface Doing {
  readonly move: (step: 1 | -1) => void;
  readonly to: (place: number) => void;
  readonly open: () => void;
  readonly select: () => void;
  readonly away: () => void;
  readonly last: number;
}

export function onTableKey(event: KeyboardEvent, doing: Doing): void {
  const { target, currentTarget, key } = event;
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') return;
  const keys: Readonly<Record<string, () => void>> = {
    j: () => doing.move(1),
    ArrowDown: () => doing.move(1),
    k: () => doing.move(-1),
    ArrowUp: () => doing.move(-1),
    Home: () => doing.to(0),
    End: () => doing.to(doing.last),
    x: doing.select,
    Escape: doing.away,
    ...(target === currentTarget ? { Enter: doing.open } : {}),
  };
  const act = keys[key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}
