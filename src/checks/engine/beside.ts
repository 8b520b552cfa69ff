import type { Actor } from '#/core/actor.ts';
import { type Lookup, lookupValue } from '#/core/populations/population.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { Reader } from '#/core/segment/column.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import { IndexReader } from '#/core/segment/index-column.ts';
import { orderOf } from '#/core/segment/order.ts';
import { indexName } from '#/core/segment/segment.ts';
import { type Attached, type View, viewMaker } from '#/core/segment/view.ts';
import type { Companion } from '#/checks/check.ts';
import { type Opened } from './opened.ts';
import { Join } from './join.ts';
import { ShortJoin } from './short-join.ts';
import type { Context } from './context.ts';
import type { People } from './people.ts';

interface Part {
  readonly index: IndexReader;
  readonly value: (row: number) => unknown;
}

/** Takes a row that is an item, in one of the segments that were opened. */
export type ItemFound = (segment: number, row: number) => void;

/** Finds items of a population by one of its lookups, in all its segments, in no particular order. */
export class Finder {
  readonly #parts: readonly Part[];
  readonly #isItem: Opened['isItem'];
  readonly #lookup: Lookup;
  readonly #people: People;
  /** True when what is looked up is a person under any handle, and not a text. */
  readonly byPerson: boolean;

  constructor(
    { segments, isItem }: Opened,
    at: { readonly population: PopulationName; readonly by: string },
    people: People,
  ) {
    const { fields, lookups } = populationNamed(at.population);
    const lookup = lookups[at.by];
    const field = fields[lookup?.field ?? ''];
    if (lookup === undefined || field === undefined)
      throw new TypeError(`population ${at.population} has no lookup "${at.by}"`);
    this.#lookup = lookup;
    this.#people = people;
    this.byPerson = lookup.scheme !== undefined || field.kind === 'actor';
    this.#isItem = isItem;
    this.#parts = segments.map((segment) => {
      let reader: Reader<unknown> | undefined; // read only where the index finds something
      return {
        index: new IndexReader(segment.column(indexName(at.by))),
        value: (row: number) => (reader ??= fieldReader(lookup.field, field, segment, null)).at(row),
      };
    });
  }

  /** Do all values have this scheme? */
  namesOnly(scheme: string): boolean {
    return this.#parts.every(({ index }) => index.holdsOnly(scheme));
  }

  /** Calls `found` with every item that has this text, or that names this person. */
  find(wanted: Actor | string | null | undefined, found: ItemFound): void {
    if (wanted === null || wanted === undefined) return;
    if (typeof wanted === 'string') {
      this.#findValue(wanted, found);
      return;
    }
    if (wanted.kind !== 'person') return;
    const mayHold = (scheme: string): boolean => this.#parts.some(({ index }) => index.mayHold(scheme));
    for (const handle of this.#people.handlesOf(wanted.person, mayHold)) this.#findValue(handle, found);
  }

  #findValue(wanted: string, found: ItemFound): void {
    const order = orderOf(wanted);
    for (let segment = 0; segment < this.#parts.length; segment += 1) {
      const part = this.#parts[segment];
      part?.index.find(order, (row) => {
        if (lookupValue(this.#lookup, part.value(row)) === wanted && this.#isItem(segment, row)) found(segment, row);
      });
    }
  }
}

/** What companions are found for: the population that a check judges, and whether all of it is judged. */
export interface Judged {
  readonly population: PopulationName;
  readonly opened: Opened;
  readonly all: boolean;
}

/** The companions of one item after the other, as views that are used again for the next. */
export class Beside {
  readonly #finder: Finder;
  /** Present when it finds all that the finder would, for rows of the segments that it has. */
  readonly #join: Join | ShortJoin | null;
  readonly #of: (item: never) => Actor | string | null | undefined;
  readonly #attached: readonly Attached[];
  readonly #view: (source: Attached) => View;
  readonly #pool: View[] = [];

  constructor(companion: Companion, judged: Judged, context: Pick<Context, 'people' | 'companion'>) {
    const { people } = context;
    const opened = context.companion(companion.population);
    const { attach, view } = viewMaker(populationNamed(companion.population).fields, companion.reads, people.resolve);
    this.#finder = new Finder(opened, companion, people);
    this.#of = companion.of;
    this.#attached = opened.segments.map((segment) => attach(segment));
    this.#view = view;
    const back = populationNamed(judged.population).lookups[companion.back];
    const samePeople =
      back?.scheme === PERSON_SCHEME &&
      this.#finder.namesOnly(PERSON_SCHEME) &&
      !people.hasAliases(PERSON_SCHEME) &&
      people.inSeveral.shared.size === 0;
    const direct = this.#finder.byPerson ? samePeople : true;
    const sides = [
      { ...judged, by: companion.back },
      { ...companion, opened },
    ] as const;
    this.#join = direct ? (judged.all ? new Join(...sides) : new ShortJoin(...sides)) : null;
  }

  /** The companions of an item, whose row stands in that segment of its population. */
  of(item: View, segment: number): readonly View[] {
    const views: View[] = [];
    const add = (besideSegment: number, row: number): void => {
      const attached = this.#attached[besideSegment];
      if (attached === undefined) return;
      const view = (this.#pool[views.length] ??= this.#view(attached));
      view.source = attached;
      view.row = row;
      views.push(view);
    };
    if (this.#join?.has(segment) === true) this.#join.find(segment, item.row, add);
    else this.#finder.find(this.#of(item as never), add);
    return views;
  }
}

/** The scheme of the handle that is a person's own key. */
const PERSON_SCHEME = 'employee';
