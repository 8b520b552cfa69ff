import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { type Beside, useBeside, useIsBeside } from '#web/kit/beside.ts';
import { count } from '#web/kit/when.ts';
import type { BodyHandle } from './Body.tsx';
import { type Column, idOf } from './column.ts';
import { MOST_ROWS, tableCsv } from './csv.ts';
import type { Doing } from './keys.ts';
import { type Place, useOpener } from './place.ts';
import { type Looking, useLook } from './state.ts';
import { useInSight, useStanding, useTouching } from './standing.ts';
import { useRows } from './use-rows.ts';

/** The rest of a table that is read page by page. */
export interface Rest<T> {
  readonly has: boolean;
  readonly more: () => void;
  readonly loading: boolean;
  /** The next page could not be read. */
  readonly failed: boolean;
  readonly all: (most: number) => Promise<{ readonly rows: readonly T[]; readonly has: boolean }>;
}

export interface Told<T> {
  /** What the table is of, for those who hear it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** The page of a row, which opens beside the table. */
  readonly place?: (row: T) => Place;
  /** What opens a row that has no page. */
  readonly open?: (row: T) => void;
  /** Its page is about it: the address has its words without its name, and views of it can be kept. */
  readonly main?: true;
  readonly rest?: Rest<T>;
  /** What can be done with several rows at once. */
  readonly act?: (selected: readonly T[], clear: () => void) => ReactNode;
  /** Some of its rows are worth a file of their own, as records are: they are selected for that alone. */
  readonly picks?: true;
  /** What is looked for is looked for by the server, in all there is, and not in the rows that are here. */
  readonly finds?: 'server';
  /** So many rows are shown at first, where something else follows the table on its page. */
  readonly first?: number;
  /** How many rows there are in all, where somebody counted them. */
  readonly total?: number | undefined;
}

/** What tells the words of a table apart from those of others on its page. */
export const prefixOf = ({ label, main }: { readonly label: string; readonly main?: true | undefined }): string =>
  main === true ? '' : `${idOf({ head: label })}-`;

/** A table as short as this is seen as a whole, where the page is not about it. */
const FEW = 5;
/** So many columns are left of a table beside which its detail is open. */
const LEFT = 3;

/** What of a look is done with the rows that are here: what the server finds it finds, and only what is whole has an order. */
const heldHere = (look: Looking, isFound: boolean, hasMore: boolean): Looking => ({
  ...look,
  find: isFound ? '' : look.find,
  sort: hasMore ? null : look.sort,
});

const isLongIn = <T>({ rows, main, rest }: Told<T>, look: Looking): boolean =>
  rows.length > (main === true ? 1 : FEW) || rest?.has === true || look.find !== '' || look.columns !== null;

/** Is anything done with several of its rows? */
const isPickedFrom = <T>({ act, picks }: Told<T>): boolean => act !== undefined || picks === true;

interface Moving<T> {
  readonly held: readonly { readonly of: T }[];
  readonly stand: (place: number) => void;
  readonly body: RefObject<BodyHandle | null>;
  readonly follow: (row: T) => void;
  /** Null: all of them are here. */
  readonly more: (() => void) | null;
}

const movingIn =
  <T>({ held, stand, body, follow, more }: Moving<T>) =>
  (to: number): void => {
    const next = Math.min(held.length - 1, Math.max(0, to));
    const row = held[next];
    if (row === undefined) return;
    stand(next);
    body.current?.show(next);
    follow(row.of);
    if (to >= held.length) more?.();
  };

/** A table with what somebody does in it: what they look for, the row that the keys stand on, what they selected. */
export function useRecords<T>(told: Told<T>) {
  const { rows, place, open, rest, finds } = told;
  const look = useLook(prefixOf(told));
  const [beside, isBeside] = [useBeside(), useIsBeside()];
  const hasMore = rest?.has === true;
  const [most, setMost] = useState(told.first ?? Number.POSITIVE_INFINITY);
  const all = useRows({
    ...told,
    look: heldHere(look, finds === 'server', hasMore),
    most: place !== undefined && typeof beside?.at === 'string' ? LEFT : null,
  });
  const held = { ...all, rows: all.rows.slice(0, most) };
  const opener = useOpener({ place, open });
  const [region, body] = [useRef<HTMLElement>(null), useRef<BodyHandle>(null)];
  const { at, stand } = useStanding(held.rows);
  const settle = useInSight({ region, body, at, isOpen: typeof beside?.at === 'string', find: look.find });
  const touching = useTouching(region);
  const selected = held.rows.filter((row) => row.isSelected).map(({ of }) => of);
  const [isLong, selects] = [isLongIn(told, look), isLongIn(told, look) && isPickedFrom(told)];
  const clear = (): void => {
    held.clear();
    touching.set(false);
    region.current?.focus({ preventScroll: true }); // whoever looks at a row goes on there
  };
  const move = movingIn({ held: held.rows, stand, body, follow: opener.follow, more: hasMore ? rest.more : null });
  return {
    ...held,
    look,
    at,
    body,
    region,
    opener,
    selected,
    isLong,
    selects,
    isBeside,
    sorts: isLong && !hasMore,
    found: look.find === '' || finds === 'server' ? null : foundIn(all.rows.length, rows.length, hasMore),
    total: hasMore ? -1 : all.rows.length + 1, // with the head; -1: nobody knows yet
    hidden: { has: all.rows.length > most, more: () => setMost(most + (told.first ?? 0)) },
    clear,
    stand,
    settle,
    enter: () => {
      region.current?.focus();
      move(Math.max(0, at));
    },
    selecting: { on: touching.on && selects, turn: (on: boolean) => (on ? touching.set(true) : clear()) },
    touch: touching.touch,
    doing: doingWith({
      held: held.rows,
      at,
      move,
      selects,
      opener,
      away: awayFrom(selected.length > 0, clear, beside),
    }),
    csv: () => csvOfAll(told),
  } as const;
}

async function csvOfAll<T>({ columns, rows, rest }: Told<T>): Promise<string> {
  const read = rest === undefined ? { rows, has: false } : await rest.all(MOST_ROWS);
  return tableCsv(columns, read.rows, read.has);
}

export type RecordsState<T> = ReturnType<typeof useRecords<T>> & { readonly region: RefObject<HTMLElement | null> };

const foundIn = (found: number, among: number, has: boolean): string =>
  `${count(found)} of ${has ? `the ${count(among)} read so far` : count(among)}`;

/** Away from what was selected first, and then from what is open beside. */
const awayFrom = (hasSelected: boolean, clear: () => void, beside: Beside | null) => (): void =>
  hasSelected ? clear() : beside?.close();

interface Standing<T> {
  readonly held: readonly { readonly of: T; readonly toggle: () => void }[];
  readonly at: number;
  readonly move: (to: number) => void;
  readonly selects: boolean;
  readonly opener: { readonly open: (row: T) => void };
  readonly away: () => void;
}

function doingWith<T>({ held, at, move, selects, opener, away }: Standing<T>): Doing {
  const row = held[at];
  return {
    move: (step) => move(at + step),
    to: move,
    open: () => row !== undefined && opener.open(row.of),
    select: () => selects && row?.toggle(),
    away,
    last: held.length - 1,
  };
}
