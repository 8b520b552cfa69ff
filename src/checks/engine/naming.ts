import { type Actor, type Handle, samePerson } from '#/core/actor.ts';
import type { Fields } from '#/core/populations/field.ts';
import { actorColumns, fieldReader } from '#/core/segment/fields.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { rowsSealed } from '#/core/segment/rows-of-key.ts';
import { dictionaryEntries, stringReader } from '#/core/segment/text-column.ts';
import type { Mark } from './affected.ts';
import type { Opened } from './opened.ts';
import type { RunInput } from './input.ts';
import { type Aliases } from './people.ts';

/** Handles that became, or ceased to be, somebody's since the earlier run. */
export function changedHandles(
  { open, aliases, asOf }: RunInput,
  earlier: NonNullable<RunInput['earlier']>,
): ReadonlySet<Handle> {
  const handles = new Set<Handle>(changedAliases(aliases, earlier.aliases));
  const segments = open('person');
  const read = segments.map(({ column, rows }) => ({
    employee: stringReader(column('employee'), rows),
    email: stringReader(column('email'), rows),
  }));
  rowsSealed(segments, { since: earlier.asOf.position, until: asOf.position }, (segment, row) => {
    const employee = read[segment]?.employee.at(row);
    const email = read[segment]?.email.at(row);
    if (typeof employee === 'string') handles.add(`employee:${employee}`);
    if (typeof email === 'string') handles.add(`email:${email.toLowerCase()}`);
  });
  return handles;
}

const changedAliases = (now: Aliases, before: Aliases): readonly Handle[] =>
  [...new Set([...now.keys(), ...before.keys()])].filter((handle) => !sameActor(now.get(handle), before.get(handle)));

function sameActor(a: Actor | undefined, b: Actor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return samePerson(a, b) || (a.kind === b.kind && a.kind !== 'person');
}

/** Marks the items that name one of these handles in a field that a rule reads. */
export function markNaming(
  { segments, table }: Opened,
  {
    fields,
    reads,
    handles,
  }: { readonly fields: Fields; readonly reads: readonly string[]; readonly handles: ReadonlySet<Handle> },
  mark: Mark,
): void {
  const naming = reads.flatMap((name) => {
    const field = fields[name];
    return field === undefined || actorColumns(name, field).length === 0 ? [] : [{ name, field }];
  });
  segments.forEach((segment, place) => {
    const items = table.itemOf[place] ?? new Int32Array(0);
    for (const { name, field } of naming) {
      if (!mentionsAny(segment, actorColumns(name, field), handles)) continue;
      const reader = fieldReader(name, field, segment, null);
      for (let row = 0; row < items.length; row += 1) {
        const item = items[row] ?? -1;
        if (item >= 0 && mentions(reader.at(row), handles)) mark(item);
      }
    }
  });
}

const mentionsAny = ({ column }: OpenSegment, columns: readonly string[], handles: ReadonlySet<Handle>): boolean =>
  columns.some((name) => dictionaryEntries(column(name)).some((entry) => handles.has(entry)));

/** Does a value, or a member of a list, hold one of the handles? */
function mentions(value: unknown, handles: ReadonlySet<Handle>): boolean {
  if (typeof value === 'string') return handles.has(value);
  if (Array.isArray(value)) return value.some((member) => mentions(member, handles));
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((member) => mentions(member, handles))
  );
}
