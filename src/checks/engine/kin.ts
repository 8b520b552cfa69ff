import type { PersonKey } from '#/core/actor.ts';
import type { Reader } from '#/core/segment/column.ts';
import { IndexReader } from '#/core/segment/index-column.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { orderOf, Orders } from '#/core/segment/order.ts';
import { indexName } from '#/core/segment/segment.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import type { Aliases } from './people.ts';

export const EMAIL = 'email';

/**
 * Who goes by which handles: of one handle, all that may be the same person's, now or at any time before, as the orders
 * by which indexes find them. It may say too many and never too few, so it serves to find what must be judged again,
 * and not to judge.
 */
export class Kin {
  readonly #segments: readonly Hr[];
  readonly #aliases: readonly { readonly handle: number; readonly person: number }[];

  /** `segments` are those of the population `person`; the aliases those in force at any time that matters. */
  constructor(segments: readonly OpenSegment[], aliases: readonly Aliases[]) {
    this.#segments = segments.map(hrOf);
    this.#aliases = aliases.flatMap((each) =>
      [...each].flatMap(([handle, actor]) =>
        actor.kind === 'person' ? [{ handle: orderOf(handle), person: orderOf(actor.person) }] : [],
      ),
    );
  }

  /** With these handles all others of those whom they may name; e-mail addresses only where they are wanted. */
  of(handles: Orders, emails: boolean): Orders {
    if (handles.size === 0) return handles;
    const people = this.#peopleOf(handles).union(handles);
    const names = this.#aliases.flatMap(({ handle, person }) => (people.has(person) ? [handle] : []));
    if (emails) this.#each('employee', people, ({ email }, row) => names.push(...email(row)));
    return people.union(new Orders(names));
  }

  /** Those of whom a handle is the e-mail address, or was declared to be; an employee is its own. */
  #peopleOf(handles: Orders): Orders {
    const people = this.#aliases.flatMap(({ handle, person }) => (handles.has(handle) ? [person] : []));
    this.#each(EMAIL, handles, ({ employee }, row) => people.push(employee(row)));
    return new Orders(people);
  }

  #each(lookup: 'employee' | 'email', orders: Orders, found: (segment: Hr, row: number) => void): void {
    for (const segment of this.#segments) {
      const index = segment.index(lookup);
      for (const order of orders.ascending) index.find(order, (row) => found(segment, row));
    }
  }
}

interface Hr {
  readonly index: (lookup: 'employee' | 'email') => IndexReader;
  readonly employee: (row: number) => number;
  readonly email: (row: number) => readonly number[];
}

/** Everything is read only when it is asked for. */
function hrOf({ column, rows }: OpenSegment): Hr {
  let employees: Reader<string> | undefined;
  let emails: Reader<string> | undefined;
  return {
    index: (lookup) => new IndexReader(column(indexName(lookup))),
    employee: (row) => {
      const key: PersonKey = `employee:${((employees ??= stringReader(column('employee'), rows))).at(row)}`;
      return orderOf(key);
    },
    email: (row) => {
      const address = (emails ??= stringReader(column('email'), rows)).at(row);
      return typeof address === 'string' ? [orderOf(`email:${address.toLowerCase()}`)] : [];
    },
  };
}
