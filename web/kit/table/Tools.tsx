import { Button, Checkbox, Group, Kbd, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { count } from '#web/kit/when.ts';
import { type Column, idOf, shownOf } from './column.ts';
import { Narrow, type Selecting } from './Narrow.tsx';
import type { Looking } from './state.ts';

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly look: Looking;
  /** In words: how many rows are like what is looked for. */
  readonly found: string | null;
  readonly save: ReactNode;
  /** Down from the field into the table. */
  readonly enter: () => void;
  /** The field is left. */
  readonly settle: () => void;
  readonly sorts: boolean;
  /** Null: nothing is done with several of its rows. */
  readonly selecting: Selecting | null;
  readonly children?: ReactNode;
}

/** What can be done with a whole table: find in it, choose its columns, keep how one looks at it, save it. */
export function Tools<T>({ label, columns, look, found, save, children, ...rest }: Props<T>) {
  return (
    <div className="tools-of no-print">
      <Group className="tools" justify="space-between" gap="xs" mb={6}>
        <Group gap="sm">
          <Find label={label} look={look} enter={rest.enter} settle={rest.settle} />
          {found !== null && (
            <Text size="sm" c="dimmed" aria-live="polite">
              {found}
            </Text>
          )}
          {!rest.sorts && (
            <Text size="sm" c="dimmed">
              {UNSORTED}
            </Text>
          )}
        </Group>
        <Group gap={6}>
          <Narrow label={label} columns={columns} look={look} sorts={rest.sorts} selecting={rest.selecting} />
          <Choice columns={columns} look={look} />
          {children}
          {save}
        </Group>
      </Group>
    </div>
  );
}

/** Half of a list in order would look like all of it. */
const UNSORTED = 'It can be put in order by its columns once all rows are here.';

const PAUSE = 150;

type FindProps = Pick<Props<never>, 'label' | 'look' | 'enter' | 'settle'>;

function Find({ label, look, enter, settle }: FindProps) {
  const [text, setText] = useState(look.find);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(look.find), [look.find]);
  const find = useDebouncedCallback((wanted: string) => look.change({ find: wanted }), PAUSE);
  useHotkeys([['/', () => focusFirst(field.current)]]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
      find('');
    } else if (event.key === 'Escape') {
      field.current?.blur(); // the next one is for what is open beside
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      enter();
    }
  };
  return (
    <TextInput
      ref={field}
      size="xs"
      w={230}
      data-find
      aria-label={`Find in ${label}`}
      placeholder="Find in this table"
      rightSection={<Kbd size="xs">/</Kbd>}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        find(currentTarget.value);
      }}
      onKeyDown={onKey}
      onBlur={settle}
    />
  );
}

/** Of the tables of a page the first one answers. */
function focusFirst(field: HTMLInputElement | null): void {
  if (field !== null && document.querySelector('[data-find]') === field) field.focus();
}

function Choice<T>({ columns, look }: { readonly columns: readonly Column<T>[]; readonly look: Looking }) {
  const choosable = columns.filter(({ acts }) => acts !== true);
  const shown = shownOf(columns, look.columns).filter(({ acts }) => acts !== true);
  const turn = (column: Column<T>): void => {
    const now = choosable.filter((each) => (each === column ? !shown.includes(each) : shown.includes(each)));
    const plain =
      now.length === choosable.filter(({ extra }) => extra !== true).length && now.every(({ extra }) => !extra);
    look.change({ columns: plain ? null : now.map(idOf) });
  };
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm">
          {shown.length === choosable.length ? 'Columns' : `Columns ${count(shown.length)}/${count(choosable.length)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8} role="group" aria-label="Columns">
          {choosable.map((column) => (
            <Checkbox
              key={column.head}
              size="xs"
              label={column.head}
              checked={shown.includes(column)}
              disabled={shown.includes(column) && shown.length === 1}
              onChange={() => turn(column)}
            />
          ))}
          {look.columns !== null && (
            <Button size="compact-xs" variant="subtle" onClick={() => look.change({ columns: null })}>
              As at first
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
