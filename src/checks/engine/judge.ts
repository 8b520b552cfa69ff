import { populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Presence } from '#/core/segment/row.ts';
import { type Attached, type View, type ViewMaker, viewMaker } from '#/core/segment/view.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { unknown, type Verdict } from '#/core/verdict.ts';
import type { Check } from '#/checks/check.ts';
import { Beside } from './beside.ts';
import { type Context } from './context.ts';
import type { Finding, Judgement, ParametersFrom, RunInput, Setup } from './input.ts';
import { type Marks } from './marks.ts';
import { codeOf, CONTINUES, EXCLUDED, type Outcomes, ruleOutcome, shownOutcome } from './outcomes.ts';
import { type Place, placeBy, type Placed, type Span, spanOf } from './placing.ts';

/** One check, and the outcomes that it has given so far. */
interface Book {
  readonly setup: Setup;
  readonly place: Place;
  readonly codes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** NEVER for most. */
  readonly until: Float64Array;
  judged: number;
  /** Given to the rule; changed from item to item. */
  readonly beside: { parameters: unknown; asOf: Instant };
}

/** Judges items one after the other by all checks of their population. */
export class Judge {
  readonly #input: RunInput;
  readonly #context: Context;
  readonly #books: readonly Book[];
  readonly #maker: ViewMaker;
  #view: View | null = null;
  #segment = 0;

  constructor(input: RunInput, context: Context) {
    const population = populationNamed(input.population);
    this.#input = input;
    this.#context = context;
    this.#maker = viewMaker(population.fields, readsOf(input), context.people.resolve);
    const { size } = context.main.table;
    this.#books = input.setups.map((setup) => ({
      setup,
      place: placeBy(setup.check.anchor, population),
      codes: new Uint8Array(size),
      from: new Uint32Array(size),
      to: new Uint32Array(size),
      until: new Float64Array(size).fill(NEVER),
      judged: 0,
      beside: {
        parameters: undefined,
        asOf: 0,
        calendar: input.calendar,
        companions: this.#companions(setup.check),
      },
    }));
  }

  /** Companions are looked up when a rule asks for them, and not before. */
  #companions(check: Check): object {
    const companions = {};
    for (const [name, companion] of Object.entries(check.companions)) {
      const { population, earlier } = this.#input;
      const judged = { population, opened: this.#context.main, all: earlier === null };
      const beside = new Beside(companion, judged, this.#context);
      let segment = -1;
      let row = -1;
      let views: readonly View[] = [];
      Object.defineProperty(companions, name, {
        enumerable: true,
        get: () => {
          if (this.#view !== null && (row !== this.#view.row || segment !== this.#segment)) {
            [segment, row] = [this.#segment, this.#view.row];
            views = beside.of(this.#view, segment);
          }
          return views;
        },
      });
    }
    return companions;
  }

  /** Takes over what the earlier run said of every item that is not marked: in blocks, for most stand as they stood. */
  keepAllBut(marks: Marks): void {
    const places = this.#context.main.table.since?.place ?? new Int32Array(0);
    this.#books.forEach((book, at) => {
      const { earlier } = book.setup;
      if (earlier === null) return;
      const marked = marks.of(at);
      let due = 0;
      for (let item = 0; item < places.length; ) {
        const was = places[item] ?? -1;
        let end = item + 1;
        if (was >= 0 && marked[item] !== 1) {
          while (end < places.length && places[end] === was + end - item && marked[end] !== 1) end += 1;
          due = keepBlock(book, earlier, { item, was, length: end - item, due });
        }
        item = end;
      }
    });
  }

  open(segment: OpenSegment, place: number): void {
    this.#segment = place;
    const attached = this.#maker.attach(segment);
    this.#view ??= this.#maker.view(attached);
    this.#view.source = attached;
  }

  /** Judges the item in a row of the open segment: by all checks, or by those for which it is marked. */
  item(item: number, row: number, marks: Marks | null, found: (finding: Finding) => void): void {
    const view = this.#view;
    if (view === null) throw new TypeError('no segment is open');
    view.row = row;
    const unread = unreadable(view.source, row);
    const span = spanOf(this.#context.main.table.states, view, item);
    for (let at = 0; at < this.#books.length; at += 1) {
      const book = this.#books[at];
      if (book === undefined || (marks !== null && marks.of(at)[item] !== 1)) continue;
      const placed = book.place(view, span);
      const verdict = unread ?? this.#judge(book, view, { placed, span });
      const finding = this.#write(book, item, { verdict, placed, span });
      if (finding !== null) found({ ...finding, setup: at });
    }
  }

  #judge(
    { setup, beside }: Book,
    view: View,
    { placed, span }: { readonly placed: Placed; readonly span: Span },
  ): Verdict {
    beside.parameters = inForce(setup.parameters, placed.earliest);
    beside.asOf = Math.min(this.#input.asOf.instant, span.endedAt);
    return setup.check.judge(view, beside as never);
  }

  #write(book: Book, item: number, { verdict, placed, span }: Judged): Omit<Finding, 'setup'> | null {
    const excludedUntil = this.#excludedUntil(book.setup);
    const code = codeOf(verdict.outcome) | (excludedUntil === null ? 0 : EXCLUDED) | (span.continues ? CONTINUES : 0);
    book.judged += 1;
    book.codes[item] = code;
    book.from[item] = placed.fromMinute;
    book.to[item] = placed.toMinute;
    const until = Math.min(span.endedAt === NEVER ? verdict.until : NEVER, excludedUntil ?? NEVER);
    book.until[item] = until;
    if (!isFinding(code) && !this.#wasFinding(book.setup, item)) return null;
    return {
      key: this.#view?.key ?? '',
      look: span.look,
      shown: shownOutcome(code),
      rule: ruleOutcome(code),
      reason: verdict.reason,
      fromMinute: placed.fromMinute,
      toMinute: placed.toMinute,
    };
  }

  #excludedUntil({ exclusions }: Setup): Instant | null {
    if (exclusions.size === 0) return null;
    const until = exclusions.get(this.#view?.key ?? '');
    return until !== undefined && until > this.#input.asOf.instant ? until : null;
  }

  #wasFinding({ earlier }: Setup, item: number): boolean {
    const was = this.#context.main.table.since?.place[item] ?? -1;
    return earlier !== null && was >= 0 && isFinding(earlier.codes[was] ?? 0);
  }

  judgements(): readonly Judgement[] {
    const { ranges } = this.#context.main.table;
    return this.#books.map(({ codes, from, to, until, judged }) => {
      const dueItems = itemsThatFallDue(until);
      const dueAt = Float64Array.from(dueItems, (item) => until[item] ?? NEVER);
      return { outcomes: { size: codes.length, codes, from, to, dueItems, dueAt, ranges }, judged };
    });
  }
}

function itemsThatFallDue(until: Float64Array): Uint32Array {
  let count = 0;
  for (let item = 0; item < until.length; item += 1) if (until[item] !== NEVER) count += 1;
  const items = new Uint32Array(count);
  let at = 0;
  for (let item = 0; item < until.length; item += 1) if (until[item] !== NEVER) items[at++] = item;
  return items;
}

/** Items that stood one behind the other in the earlier run, and do so again; `due` counts the due items before them. */
interface Block {
  readonly item: number;
  readonly was: number;
  readonly length: number;
  readonly due: number;
}

/** How many due items there are up to the end of the block. */
function keepBlock({ codes, from, to, until }: Book, earlier: Outcomes, { item, was, length, due }: Block): number {
  codes.set(earlier.codes.subarray(was, was + length), item);
  from.set(earlier.from.subarray(was, was + length), item);
  to.set(earlier.to.subarray(was, was + length), item);
  let next = due;
  while ((earlier.dueItems[next] ?? NEVER) < was) next += 1;
  for (; (earlier.dueItems[next] ?? NEVER) < was + length; next += 1)
    until[item + (earlier.dueItems[next] ?? 0) - was] = earlier.dueAt[next] ?? NEVER;
  return next;
}

interface Judged {
  readonly verdict: Verdict;
  readonly placed: Placed;
  readonly span: Span;
}

function readsOf({ population, setups }: RunInput): readonly string[] {
  const { shape } = populationNamed(population);
  const dates = shape.kind === 'state' ? [shape.from, shape.to] : shape.kind === 'event' ? [shape.occurred] : [];
  const anchors = setups.flatMap(({ check }) => (check.anchor === 'validity' ? dates : [check.anchor]));
  return [...new Set([...setups.flatMap(({ check }) => check.reads), ...anchors])];
}

/** An item of which nothing is known has no verdict but one. */
function unreadable(source: Attached, row: number): Verdict | null {
  const presence: Presence = source.presence(row);
  if (presence === 'present' || presence === 'gone') return null;
  return unknown(
    `${presence === 'erased' ? 'its record was erased' : 'the source could not be read'}: ${source.note(row)}`,
  );
}

/** The limits in force at an instant: the last that began at or before it, else the first. */
export function inForce(parameters: readonly ParametersFrom[], instant: Instant): unknown {
  let values = parameters[0]?.values;
  for (let at = 1; at < parameters.length; at += 1) {
    const version = parameters[at];
    if (version !== undefined && !(version.from > instant)) values = version.values;
  }
  return values;
}

function isFinding(code: number): boolean {
  const shown = shownOutcome(code);
  return shown === 'deviation' || shown === 'unknown' || shown === 'excluded';
}
