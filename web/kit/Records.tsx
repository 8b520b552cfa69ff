import type { ReactNode } from 'react';
import { useProgramme } from '#web/shell/programme.ts';
import { More } from './More.tsx';
import { SaveFile } from './SaveFile.tsx';
import { Body } from './table/Body.tsx';
import { useFirst } from './table/first.ts';
import { idOf, toldBy } from './table/column.ts';
import { tableCsv } from './table/csv.ts';
import { Head } from './table/Head.tsx';
import { onTableKey } from './table/keys.ts';
import { SavedViews } from './table/SavedViews.tsx';
import { Selected } from './table/Selected.tsx';
import { Tools } from './table/Tools.tsx';
import { Words } from './table/Words.tsx';
import { type RecordsState, type Told, useRecords } from './table/use-records.ts';

export type { Column } from './table/column.ts';

interface Props<T> extends Told<T> {
  /** How all of it is saved, where the server writes the file. */
  readonly save?: ReactNode;
}

/** A table that is read by keyboard, too: j and k move, enter opens, / finds, and x selects where something can be done with several. */
export function Records<T>(props: Props<T>) {
  const { label, columns, main, save, act } = props;
  const state = useRecords(props);
  const { selected, clear, selecting } = state;
  const first = useFirst({ ...state, rest: props.rest, total: props.total, isFound: state.found !== null });
  return (
    <>
      {state.isLong && (
        <Tools
          label={label}
          columns={columns}
          look={state.look}
          found={state.found}
          enter={state.enter}
          settle={state.settle}
          sorts={state.sorts}
          selecting={state.selects ? selecting : null}
          save={
            save ?? (
              <SaveFile name={`${idOf({ head: label })}.csv`} content={state.csv} size="compact-sm">
                Save as CSV
              </SaveFile>
            )
          }
        >
          {main === true && <SavedViews />}
        </Tools>
      )}
      {(selected.length > 0 || selecting.on) && (
        <div className="tools-of">
          <Selected
            label={label}
            selected={selected.length}
            csv={() => tableCsv(columns, selected, false)}
            clear={clear}
            first={act === undefined ? null : first}
            savesOnly={act === undefined}
            all={selected.length === state.rows.length ? null : () => state.selectAll(true)}
          >
            {selected.length > 0 && act?.(selected, clear)}
          </Selected>
        </div>
      )}
      <Words columns={state.shown} />
      <Grid label={label} state={state} />
      <More {...state.hidden} />
    </>
  );
}

interface GridProps<T> {
  readonly label: string;
  readonly state: RecordsState<T>;
}

function Grid<T>({ label, state }: GridProps<T>) {
  const { shown, rows, selected, selects, at } = state;
  const all = selected.length === rows.length;
  const { zone } = useProgramme();
  const standing = rows[at]?.of; // the row that the keys stand on
  return (
    <section
      ref={state.region}
      tabIndex={0}
      className="table"
      data-selecting={state.selecting.on || undefined}
      aria-label={`${label}. Keys: j and k move, enter opens, ${selects ? 'x selects, ' : ''}slash finds.`}
      onKeyDown={(event) => onTableKey(event, state.doing)}
    >
      <table className="records" aria-rowcount={state.total}>
        <caption className="visually-hidden">{label}</caption>
        <Head
          columns={shown}
          look={state.look}
          sorts={state.sorts}
          selecting={
            selects
              ? { all: rows.length > 0 && all, some: selected.length > 0, turn: () => state.selectAll(!all) }
              : null
          }
        />
        <Body
          handle={state.body}
          columns={shown}
          rows={rows}
          at={at}
          selects={selects}
          inWindow={!state.isBeside}
          stand={state.stand}
          press={(event, place) => {
            const row = rows[place];
            return row !== undefined && (state.touch(event, row) || state.opener.press(event, row.of));
          }}
        />
      </table>
      {rows.length === 0 && <p>Nothing here is like what you look for.</p>}
      <output className="visually-hidden">{standing === undefined ? '' : toldBy(shown, standing, zone)}</output>
    </section>
  );
}
