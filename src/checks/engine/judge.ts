import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Presence } from '#/core/segment/row.ts';
import { type Attached, type View, type ViewMaker, viewMaker } from '#/core/segment/view.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { pending, unknown, unsure, type Verdict } from '#/core/verdict.ts';
import type { Check } from '#/checks/check.ts';
import { type Read, unlessUnread } from './absence.ts';
import { Beside } from './beside.ts';
import { type Context } from './context.ts';
import { type DueBook, DueOfAll, DueOfSome } from './due.ts';
import { placeBefore } from '#/core/segment/table.ts';
import type { Finding, Judgement, ParametersFrom, RunInput, Setup } from './input.ts';
import { type Marks } from './marks.ts';
import {
  codeOf,
  CONTINUES,
  EXCLUDED,
  isNamed,
  openBits,
  type Outcomes,
  ruleOutcome,
  shownOutcome,
} from './outcomes.ts';
import { type Place, placeBy, placedAs, type Placed, nextLimits, type Span, spanOf } from './placing.ts';

/** One check, and the outcomes that it has given so far. */
interface Book {
  readonly setup: Setup;
  readonly place: Place;
  readonly codes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly due: DueBook;
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
  /** What a rule asked for in this verdict, and nobody ever read. */
  readonly #unread = new Set<PopulationName>();
  readonly #read: Read;

  constructor(input: RunInput, context: Context) {
    const population = populationNamed(input.population);
    this.#input = input;
    this.#context = context;
    this.#read = { accounted: context.accounted, asOf: input.asOf, calendar: input.calendar };
    this.#maker = viewMaker(population.fields, readsOf(input), context.people.resolve);
    const { size } = context.main.table;
    this.#books = input.setups.map((setup) => ({
      setup,
      place: placeBy(setup.check.anchor, population),
      codes: new Uint8Array(size),
      from: new Uint32Array(size),
      to: new Uint32Array(size),
      due: setup.earlier === null ? new DueOfAll(size) : new DueOfSome(setup.earlier),
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
      let isRead: boolean | undefined;
      Object.defineProperty(companions, name, {
        enumerable: true,
        get: () => {
          isRead ??= this.#context.isRead(companion.population);
          if (!isRead) this.#unread.add(companion.population);
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
    const { size, since } = this.#context.main.table;
    const fresh = since?.fresh ?? new Uint32Array(0);
    this.#books.forEach((book, at) => {
      const { earlier } = book.setup;
      if (earlier === null) return;
      let freshBefore = 0; // every fresh item is marked
      let from = 0;
      for (const item of marks.of(at)) {
        keepBlock(book, earlier, { item: from, was: from - freshBefore, length: item - from });
        if (fresh[freshBefore] === item) freshBefore += 1;
        from = item + 1;
      }
      keepBlock(book, earlier, { item: from, was: from - freshBefore, length: size - from });
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
      if (book === undefined || marks?.isMarked(at, item) === false) continue;
      const placed = book.place(view, span);
      const verdict = unread ?? this.#judge(book, view, { placed, span });
      const finding = this.#write(book, item, { verdict, placed: placedAs(verdict, placed), span });
      if (finding !== null) found({ ...finding, setup: at });
    }
  }

  #judge(
    { setup, beside }: Book,
    view: View,
    { placed, span }: { readonly placed: Placed; readonly span: Span },
  ): Verdict {
    const { instant } = this.#input.asOf;
    const { limitsAt, isState } = placed;
    const limits = inForce(setup.parameters, isState ? Math.min(limitsAt, instant) : limitsAt);
    beside.asOf = Math.min(instant, span.endedAt);
    beside.parameters = limits?.values;
    if (this.#unread.size > 0) this.#unread.clear(); // a set that is cleared is made anew
    let dated = setup.check.judge(view, beside as never);
    if (limits?.was !== undefined) {
      beside.parameters = limits.was;
      dated = datedBack(dated, setup.check.judge(view, beside as never));
    }
    const verdict = unlessUnread(dated, this.#unread, this.#read);
    const known = this.#isOfSharedNumber(setup.check, view) ? doubted(verdict) : verdict;
    return !isState && limitsAt > instant ? planned(known, limitsAt) : known;
  }

  /** Records beside somebody are found by their number, and it is not known whose it is. */
  #isOfSharedNumber({ companions, population }: Check, view: View): boolean {
    const { people } = this.#context;
    if (population !== 'person' || people.inSeveral.shared.size === 0 || Object.keys(companions).length === 0)
      return false;
    const { employee } = view as unknown as { readonly employee: unknown };
    return typeof employee === 'string' && people.isShared(`employee:${employee}`);
  }

  #write(book: Book, item: number, { verdict, placed, span }: Judged): Omit<Finding, 'setup'> | null {
    const excludedUntil = this.#excludedUntil(book.setup);
    const code =
      codeOf(verdict.outcome) |
      (placed.isState ? 0 : openBits(verdict)) | // a state that goes on is of every window that it goes on in
      (excludedUntil === null ? 0 : EXCLUDED) |
      (span.continues ? CONTINUES : 0);
    book.judged += 1;
    book.codes[item] = code;
    book.from[item] = placed.fromMinute;
    book.to[item] = placed.toMinute;
    const until = Math.min(
      span.endedAt === NEVER ? verdict.until : NEVER,
      excludedUntil ?? NEVER,
      nextLimits(book.setup.parameters, placed, this.#input.asOf.instant),
    );
    book.due.set(item, until);
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
    const { since } = this.#context.main.table;
    const was = earlier === null || since === null ? -1 : placeBefore(since, item);
    return was >= 0 && isFinding(earlier?.codes[was] ?? 0);
  }

  judgements(): readonly Judgement[] {
    const { ranges } = this.#context.main.table;
    return this.#books.map(({ codes, from, to, due, judged }) => ({
      outcomes: { size: codes.length, codes, from, to, ...due.times(), ranges },
      judged,
    }));
  }
}

/** Items that stood one behind the other in the earlier run, and do so again. */
interface Block {
  readonly item: number;
  readonly was: number;
  readonly length: number;
}

function keepBlock({ codes, from, to, due }: Book, earlier: Outcomes, block: Block): void {
  const { item, was, length } = block;
  if (length === 0) return;
  codes.set(earlier.codes.subarray(was, was + length), item);
  from.set(earlier.from.subarray(was, was + length), item);
  to.set(earlier.to.subarray(was, was + length), item);
  if (due instanceof DueOfSome) due.keep(block);
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

/** What has not happened yet has shown nothing, whatever is written down of it. */
const planned = (verdict: Verdict, at: Instant): Verdict =>
  verdict.outcome === 'not-applicable' ? verdict : pending('it has not happened yet', Math.min(at, verdict.until));

/** What rests on nothing that was found beside somebody stays. */
const doubted = (verdict: Verdict): Verdict =>
  verdict.outcome === 'not-applicable' || verdict.outcome === 'pending'
    ? verdict
    : unsure(verdict, 'several lists give their number to people who may not be the same');

/** An item of which nothing is known has no verdict but one. */
function unreadable(source: Attached, row: number): Verdict | null {
  const presence: Presence = source.presence(row);
  if (presence === 'present' || presence === 'gone') return null;
  return unknown(
    `${presence === 'erased' ? 'its record was erased' : 'the source could not be read'}: ${source.note(row)}`,
  );
}

/** The limits in force at an instant: the last that began at or before it, else the first. */
export function inForce(parameters: readonly ParametersFrom[], instant: Instant): ParametersFrom | undefined {
  let found = parameters[0];
  for (let at = 1; at < parameters.length; at += 1) {
    const version = parameters[at];
    if (version !== undefined && !(version.from > instant)) found = version;
  }
  return found;
}

/** Nobody makes a deviation disappear by a limit that they write down afterwards, and date back. */
function datedBack(now: Verdict, then: Verdict): Verdict {
  const isLoosened = then.outcome === 'deviation' && (now.outcome === 'pass' || now.outcome === 'pending');
  const until = Math.min(now.until, then.until);
  return isLoosened
    ? unsure(
        { ...then, until },
        'it deviates from the limits that the log had when it occurred; those of now were dated back later',
      )
    : { ...now, until };
}

const isFinding = (code: number): boolean => isNamed(shownOutcome(code));
