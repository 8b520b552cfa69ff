import { Checkbox } from '@mantine/core';
import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import {
  type MouseEvent,
  memo,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { InRow } from '#web/kit/State.tsx';
import { type Column, isNothing, nameOf, saidBy } from './column.ts';
import type { TableRow } from './use-rows.ts';

export interface BodyHandle {
  readonly show: (place: number) => void;
  /** The same where rows are no longer as high as they were: until it is in sight. */
  readonly bring: (place: number) => void;
}

interface Props<T> {
  readonly handle: Ref<BodyHandle>;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly TableRow<T>[];
  /** The row that the keys stand on. */
  readonly at: number;
  readonly selects: boolean;
  /** Before anything in the row hears of the press; true: the row has answered it. */
  readonly press: (event: MouseEvent, place: number) => boolean;
  readonly stand: (place: number) => void;
  /** The table lies in the window, and not in something that scrolls by itself. */
  readonly inWindow: boolean;
}

/** So many rows are drawn without a thought; of more only those that are in sight are. */
const PLAIN = 120;
const ROW_HEIGHT = 36;
const AROUND = 20;
/** A row that the keys go to lies under no header, and not on the very edge; `table.records tr` says the same. */
const [UNDER, BELOW] = [60, 12];

export function Body<T>({ handle, columns, rows, at, selects, press, stand, inWindow }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const printing = usePrinting();
  const isVirtual = inWindow && rows.length > PLAIN && !printing;
  const virtual = useWindowVirtualizer({
    count: isVirtual ? rows.length : 0,
    estimateSize: () => ROW_HEIGHT,
    overscan: AROUND,
    scrollPaddingStart: UNDER,
    scrollPaddingEnd: BELOW,
    scrollMargin: body.current === null ? 0 : body.current.getBoundingClientRect().top + scrollY,
    getItemKey: (place) => rows[place]?.id ?? place,
  });
  useImperativeHandle(handle, () => handleOf(body, isVirtual ? (place) => virtual.scrollToIndex(place, TO) : null));
  const drawn: readonly Pick<VirtualItem, 'index'>[] = isVirtual
    ? virtual.getVirtualItems()
    : rows.map((_, index) => ({ index }));
  const spaces = isVirtual
    ? spacesAround(virtual.getVirtualItems(), virtual.getTotalSize(), virtual.options.scrollMargin)
    : null;
  const wide = columns.length + (selects ? 1 : 0);
  return (
    <tbody
      ref={body}
      onClickCapture={(event) => {
        const place = placeOf(event);
        if (place !== null && press(event, place)) stand(place);
      }}
      // a row that is drawn anew while the press is still on its way to a box in it would undo what the box does
      onClick={(event) => {
        const place = placeOf(event);
        if (place !== null) stand(place);
      }}
    >
      {spaces !== null && <Space height={spaces.before} wide={wide} />}
      {drawn.map(({ index }) => {
        const row = rows[index];
        return (
          row !== undefined && (
            <Line
              key={row.id}
              row={row}
              place={index}
              isAt={index === at}
              columns={columns}
              selects={selects}
              measure={isVirtual ? virtual.measureElement : undefined}
            />
          )
        );
      })}
      {spaces !== null && <Space height={spaces.after} wide={wide} />}
    </tbody>
  );
}

const TO = { align: 'auto' } as const;

/** What brings a row in sight; `draw` where it may not be drawn yet. */
function handleOf(body: RefObject<Element | null>, draw: ((place: number) => void) | null): BodyHandle {
  const show = (place: number): void => {
    draw?.(place);
    rowAt(body.current, place)?.scrollIntoView({ block: 'nearest' });
  };
  const bring = (place: number, looks = LOOKS, last: Look | null = null): void => {
    const look = lookAt(rowAt(body.current, place), last);
    if (looks === 0 || look.seen === STILL || (last !== null && isLeft(last, look))) return;
    if (look.seen === 0) show(place);
    requestAnimationFrame(() => bring(place, looks - 1, look));
  };
  return { show, bring };
}

/** So often rows are measured, at most, until it is known where one of them is; and so often it must not have moved. */
const [LOOKS, STILL] = [60, 8];

const rowAt = (body: Element | null, place: number): Element | null =>
  body?.querySelector(`tr[data-index="${place}"]`) ?? null;

interface Look {
  /** How often it was in sight, one time after the other. */
  readonly seen: number;
  /** From the top of the document; null: it is not drawn. */
  readonly top: number | null;
  readonly scrolled: number;
}

function lookAt(row: Element | null, last: Look | null): Look {
  const seen = isInSight(row) ? (last?.seen ?? 0) + 1 : 0;
  return { seen, top: row === null ? null : row.getBoundingClientRect().top + scrollY, scrolled: scrollY };
}

/** It was in sight, and is no more, though it stands where it did: somebody scrolled on, and is not to be held up. */
const isLeft = (last: Look, look: Look): boolean =>
  last.seen > 0 &&
  look.seen === 0 &&
  look.scrolled !== last.scrolled &&
  (look.top === null || last.top === null || Math.abs(look.top - last.top) < 1);

function isInSight(row: Element | null): boolean {
  if (row === null) return false;
  const { top, bottom } = row.getBoundingClientRect();
  return top >= UNDER - 1 && (bottom <= innerHeight || top <= UNDER);
}

interface LineProps<T> extends Pick<Props<T>, 'columns' | 'selects'> {
  readonly row: TableRow<T>;
  readonly place: number;
  readonly isAt: boolean;
  readonly measure: ((element: Element | null) => void) | undefined;
}

function LineOf<T>({ row, place, isAt, columns, selects, measure }: LineProps<T>) {
  const called = nameOf(columns);
  return (
    <tr ref={measure} data-index={place} data-at={isAt || undefined} data-selected={row.isSelected || undefined}>
      {selects && (
        <td className="select">
          <Checkbox
            size="xs"
            aria-label={`Select row ${place + 1}${called === undefined ? '' : `: ${saidBy(called, row.of)}`}`}
            checked={row.isSelected}
            onChange={row.onToggle}
          />
        </td>
      )}
      {columns.map((column) => (
        <Cell key={column.head} column={column} isName={column === called} of={row.of} />
      ))}
    </tr>
  );
}

interface CellProps<T> {
  readonly column: Column<T>;
  /** The row is called by it. */
  readonly isName: boolean;
  readonly of: T;
}

function Cell<T>({ column: { head, cell, number, acts }, isName, of }: CellProps<T>) {
  const shown = cell(of);
  const kinds = [isName && 'name', number === true && 'number', acts === true && 'acts no-print'].filter(Boolean);
  return (
    <td data-head={head} className={kinds.join(' ') || undefined}>
      {isNothing(shown) ? null : <InRow value>{shown}</InRow>}
    </td>
  );
}

/** Drawn again only where it changed, since the keys go through many rows quickly. */
const Line = memo(LineOf) as typeof LineOf;

/** A press tells of which row it is; null: of none. */
function placeOf(event: MouseEvent): number | null {
  const row = (event.target as Element).closest('tr[data-index]');
  return row !== null && event.currentTarget.contains(row) ? Number(row.getAttribute('data-index')) : null;
}

function spacesAround(items: readonly VirtualItem[], total: number, margin: number) {
  const [first, last] = [items[0], items.at(-1)];
  return { before: (first?.start ?? margin) - margin, after: total - ((last?.end ?? margin) - margin) };
}

const Space = ({ height, wide }: { readonly height: number; readonly wide: number }): ReactNode =>
  height > 0 && (
    <tr aria-hidden="true" className="space">
      <td colSpan={wide} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );

/** On paper every row is drawn. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
