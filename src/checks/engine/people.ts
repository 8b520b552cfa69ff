import { type Actor, bot, BOT_SCHEME, type Handle, person, type PersonKey, unresolved } from '#/core/actor.ts';
import type { Reader } from '#/core/segment/column.ts';
import { IndexReader, schemeOf } from '#/core/segment/index-column.ts';
import { type OpenSegment, positionsOf } from '#/core/segment/merge.ts';
import { orderOf } from '#/core/segment/order.ts';
import { indexName, SYSTEM } from '#/core/segment/segment.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { eachRepeated } from './repeated-orders.ts';
import { type Held, type InSeveral, numbersInSeveral } from './shared-numbers.ts';

/** A handle that somebody declared to be a person's, or a machine's. */
export type Aliases = ReadonlyMap<Handle, Actor>;

/**
 * The identity rules, version 2. A handle is a person's when it is their employee id; or an e-mail address that the
 * HR system gave, in any version, for exactly one employee; or declared to be theirs. A number that more than one
 * list gives is one person where the lists have an address of theirs in common, or where somebody declared that
 * `employee:<number>` is itself; else it is nobody's, and neither is what leads to it. The scheme `bot`, and what is
 * declared to be a bot, is a machine. Anything else is unresolved. Version 1 took one number for one person.
 */
export const IDENTITY_RULES = 2;

const MOST_KNOWN = 65_536;

/** Gives what a look at all people found, which may have been found before of the same people. */
export type Once = (look: () => InSeveral) => InSeveral;

interface HrSegment {
  readonly find: (lookup: 'employee' | 'email', order: number, found: (row: number) => void) => void;
  readonly employee: (row: number) => string;
  readonly email: (row: number) => string | null | undefined;
  readonly source: (row: number) => string;
  readonly seen: (row: number) => boolean;
  /** Of the numbers that its rows have. */
  readonly employees: () => IndexReader;
}

export class People {
  readonly #segments: readonly HrSegment[];
  readonly #aliases: Aliases;
  /** Most are asked for again and again; where nearly each is another, keeping them costs more than it saves. */
  #known: Map<Handle, Actor> | null = new Map();
  readonly #handles: ReadonlyMap<PersonKey, readonly { readonly handle: Handle }[]>;
  readonly #once: Once;
  #several: InSeveral | undefined;

  /** `segments` are those of the population `person`; only what was sealed before position `asOf` is seen. */
  constructor(segments: readonly OpenSegment[], aliases: Aliases, asOf: number, once: Once = (look) => look()) {
    this.#once = once;
    this.#segments = segments.map((segment) => hrSegment(segment, asOf));
    this.#aliases = aliases;
    const declared = [...aliases].flatMap(([handle, actor]) =>
      actor.kind === 'person' ? [{ handle, key: actor.person }] : [],
    );
    this.#handles = Map.groupBy(declared, ({ key }) => key);
  }

  readonly resolve = (handle: Handle): Actor => {
    const known = this.#known?.get(handle);
    if (known !== undefined) return known;
    const actor = this.#resolved(handle);
    if (this.#known !== null && this.#known.set(handle, actor).size >= MOST_KNOWN) this.#known = null;
    return actor;
  };

  #resolved(handle: Handle): Actor {
    if (handle.startsWith(BOT_SCHEME)) return bot(handle);
    const declared = this.#aliases.get(handle);
    if (declared?.kind === 'person' && this.isShared(declared.person)) return unresolved(handle);
    if (declared !== undefined) return declared;
    switch (schemeOf(handle)) {
      case 'employee':
        return this.isEmployee(handle) && !this.isShared(handle) ? person(handle) : unresolved(handle);
      case 'email':
        return this.#byEmail(handle) ?? unresolved(handle);
      default:
        return unresolved(handle);
    }
  }

  /** Was a handle of this scheme declared to be somebody's? */
  hasAliases(scheme: string): boolean {
    return this.#aliases.keys().some((handle) => schemeOf(handle) === scheme);
  }

  /** Is it a number that several lists give to people who may not be the same, and that nobody declared to be one? */
  isShared(key: PersonKey): boolean {
    if (!this.inSeveral.shared.has(key)) return false;
    const declared = this.#aliases.get(key);
    return declared?.kind !== 'person' || declared.person !== key;
  }

  get inSeveral(): InSeveral {
    return (this.#several ??= this.#once(() => numbersInSeveral((held) => this.#eachHeld(held))));
  }

  #eachHeld(held: (row: Held) => void): void {
    // a number of which there is one record is in one list
    eachRepeated(
      this.#segments.map(({ employees }) => employees()),
      (place, row) => {
        const segment = this.#segments[place];
        if (segment === undefined || !segment.seen(row) || segment.employee(row) === '') return;
        const email = segment.email(row)?.toLowerCase() ?? null;
        held({ source: segment.source(row), employee: segment.employee(row), email });
      },
    );
  }

  /** Those that are nobody's because of it, and how many records have them. */
  sharedNumbers(): ReadonlyMap<PersonKey, number> {
    return new Map([...this.inSeveral.shared].filter(([key]) => this.isShared(key)));
  }

  /** All handles that are this person's, those of the schemes that `wanted` leaves out excepted. */
  handlesOf(key: PersonKey, wanted: (scheme: string) => boolean): readonly Handle[] {
    if (this.isShared(key)) return [];
    const handles: Handle[] = [key];
    if (wanted('email')) this.#eachRow('employee', key, ({ email }, row) => this.#ownEmail(key, email(row), handles));
    for (const { handle } of this.#handles.get(key) ?? []) handles.push(handle);
    return handles;
  }

  #ownEmail(key: PersonKey, address: string | null | undefined, handles: Handle[]): void {
    if (typeof address !== 'string') return;
    const handle = `email:${address.toLowerCase()}`;
    if (handles.includes(handle)) return;
    const owner = this.resolve(handle);
    if (owner.kind === 'person' && owner.person === key) handles.push(handle);
  }

  /** Does a list of people have this number? */
  isEmployee(handle: Handle): boolean {
    let found = false;
    this.#eachRow('employee', handle, () => {
      found = true;
    });
    return found;
  }

  #byEmail(handle: Handle): Actor | null {
    const employees = new Set<string>();
    this.#eachRow('email', handle, ({ employee }, row) => employees.add(employee(row)));
    const [only] = employees;
    return only === undefined || employees.size > 1 || this.isShared(`employee:${only}`)
      ? null
      : person(`employee:${only}`);
  }

  #eachRow(lookup: 'employee' | 'email', handle: Handle, found: (segment: HrSegment, row: number) => void): void {
    const order = orderOf(handle);
    for (const segment of this.#segments) {
      segment.find(lookup, order, (row) => {
        const value =
          lookup === 'employee' ? `employee:${segment.employee(row)}` : `email:${segment.email(row)?.toLowerCase()}`;
        if (value === handle && segment.seen(row)) found(segment, row);
      });
    }
  }
}

const sourceIn = (key: string): string => key.slice(0, key.indexOf('/'));

/** Everything is read only when it is asked for. */
function hrSegment(segment: OpenSegment, asOf: number): HrSegment {
  const { column, rows, position } = segment;
  let employees: Reader<string> | undefined;
  let emails: Reader<string> | undefined;
  let keys: Reader<string> | undefined;
  const indexes: { employee?: IndexReader; email?: IndexReader } = {};
  const index = (lookup: 'employee' | 'email'): IndexReader =>
    (indexes[lookup] ??= new IndexReader(column(indexName(lookup))));
  const sealedAt = positionsOf(segment);
  return {
    find: (lookup, order, found) => index(lookup).find(order, found),
    employee: (row) => (employees ??= stringReader(column('employee'), rows)).at(row) ?? '',
    email: (row) => (emails ??= stringReader(column('email'), rows)).at(row),
    source: (row) => sourceIn((keys ??= stringReader(column(SYSTEM.key), rows)).at(row) ?? ''),
    employees: () => index('employee'),
    seen: (row) => position < asOf || sealedAt(row) < asOf, // no row was sealed later than the segment that holds it
  };
}
