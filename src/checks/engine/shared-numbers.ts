import type { PersonKey } from '#/core/actor.ts';

/** What a record of the HR system says of whose it is, in whichever version. */
export interface Held {
  readonly source: string;
  readonly employee: string;
  readonly email: string | null;
}

/** Employee numbers that more than one list gives. */
export interface InSeveral {
  readonly all: ReadonlySet<PersonKey>;
  /** Those of which nothing says that the lists mean one person, for no address is in both; and how many records have it. */
  readonly shared: ReadonlyMap<PersonKey, number>;
}

const NONE: InSeveral = { all: new Set(), shared: new Map() };

/** Looks through the records once, and a second time only where a number is in more than one list. */
export function numbersInSeveral(each: (held: (row: Held) => void) => void): InSeveral {
  const first = new Map<string, string>();
  const several = new Set<string>();
  each(({ employee, source }) => {
    const known = first.get(employee);
    if (known === undefined) first.set(employee, source);
    else if (known !== source) several.add(employee);
  });
  if (several.size === 0) return NONE;
  const held = new Map<string, Held[]>();
  each((one) => {
    if (several.has(one.employee)) held.set(one.employee, [...(held.get(one.employee) ?? []), one]);
  });
  const shared = [...held].filter(([, rows]) => !areOne(rows));
  return {
    all: new Set([...several].map(keyOf)),
    shared: new Map(shared.map(([employee, rows]) => [keyOf(employee), rows.length])),
  };
}

const keyOf = (employee: string): PersonKey => `employee:${employee}`;

/** Do addresses tie all lists to each other, be it by way of a third? */
function areOne(rows: readonly Held[]): boolean {
  const [start] = rows;
  const sources = new Set([start?.source]);
  const emails = new Set<string>();
  for (let before = -1; before !== sources.size + emails.size; ) {
    before = sources.size + emails.size;
    for (const { source, email } of rows) {
      if (email === null || !(sources.has(source) || emails.has(email))) continue;
      sources.add(source);
      emails.add(email);
    }
  }
  return rows.every(({ source }) => sources.has(source));
}
