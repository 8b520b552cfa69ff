import { type Arrival, arrivalsAfter, type Told } from '#/core/coverage/arrival.ts';
import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Instant } from '#/core/time/instant.ts';
import { formatMoment, type Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import {
  heldSegments,
  judgedCoverageOf,
  positionsOfKeys,
  receivedDates,
  sealingOf,
} from '#/features/populations/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Entry, InParts, Part } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { eachItem, type Seen } from '#/core/segment/looking.ts';
import { inParts } from './kept-lists.service.ts';
import { lookingAt } from './serving.ts';

const LIST = 'late-arrivals';

/** What tells who is late; it changes with that. */
const RULE = 4;

const CAME: Readonly<Record<Exclude<Arrival, 'in turn'>, string>> = {
  missed:
    'the log first held it after the last day of the window: a reading before had accounted for its time, and did not have it',
  unsaid:
    'the log first held it after the last day of the window: a reading after it occurred did not have it, and does not say that it had all',
  'long after':
    'the log first held it after the last day of the window: no reading before was of its time, and it waited for this one longer than is usual',
  unread: 'the log first held it after the last day of the window: its source was not read for any such before',
};

interface Late extends Part {
  readonly population: PopulationName;
}

interface Arrived {
  readonly key: string;
  readonly occurred: Moment;
  /** Until when it lasted; null: it lasts. */
  readonly to: Moment | null;
}

/**
 * Records of the window that the log first held after its last day, but for what the next reading of their source brought
 * in its turn: that is counted, and not late.
 */
export async function lateArrivals(ground: Ground, facts: Facts, ledger: Ledger): Promise<InParts> {
  const window = windowIn(ground.opened.engagement);
  if (ground.asOf.instant < window.end) return inParts(LIST, [], async () => ({ entries: [] }));
  const looked = { since: await ledger.sizeAt(ground.tx, window.end - 1), asOf: ground.asOf.position };
  const parts = await partsIn(ground, facts, { window, since: looked.since });
  return inParts(LIST, parts, (part) => entriesOf(ground, part, { window, ...looked }));
}

/** The populations of which something came in after the last day. */
async function partsIn(
  { tx, asOf, erased }: Ground,
  facts: Facts,
  { window, since }: { readonly window: Window; readonly since: number },
): Promise<readonly Late[]> {
  const held = await heldSegments(tx, asOf.position);
  return POPULATION_NAMES.flatMap((population) => {
    const own = held.get(population);
    if (own === undefined || own.last < since) return [];
    const { segments, last, rows } = own;
    const controls = lookingAt(facts, population);
    const made = { rule: RULE, window: { ...window }, population, since, segments, last, erased };
    const part: Late = {
      population,
      subject: `${population} ${window.start} ${window.end}`,
      key: sha256Hex(canonicalJson(made)),
      rows,
      controls,
      shown: ({ arrival = 'unsaid', ...entry }) => ({
        ...entry,
        outcome: null,
        population,
        check: null,
        controls,
        because: CAME[arrival],
      }),
    };
    return [part];
  });
}

interface Looked {
  readonly window: Window;
  readonly since: number;
  readonly asOf: number;
}

/** How many positions are looked up at once. */
const CHUNK = 10_000;

async function entriesOf(
  { tx, open }: Ground,
  { population }: Late,
  looked: Looked,
): Promise<{ readonly entries: readonly Entry[]; readonly inTurn: number }> {
  const segments = await open(population);
  const arrived: Arrived[] = [];
  eachLate(population, segments, looked, (item) => arrived.push(item));
  const versions = positionsOfKeys(segments);
  const arrivalOf = arrivalsOf(population, arrived.length === 0 ? [] : await toldOf(tx, population, looked.asOf));
  const entries: Entry[] = [];
  for (let at = 0; at < arrived.length; at += CHUNK) {
    const chunk = arrived.slice(at, at + CHUNK);
    const firsts = chunk.map(({ key }) => firstSince(versions(key), looked.since));
    const sealings = await sealingOf(tx, [...new Set(firsts)]);
    chunk.forEach((item, place) => {
      const position = firsts[place] ?? -1;
      const sealing = sealings.get(position);
      const arrival = sealing === undefined ? 'unsaid' : arrivalOf(item, { position, ...sealing });
      if (arrival === 'in turn') return;
      const [occurred, received] = [formatMoment(item.occurred), sealing?.received ?? null];
      entries.push({ item: item.key, occurred, due: null, received, arrival });
    });
  }
  return { entries, inTurn: arrived.length - entries.length };
}

/** Where it first stood; of a state that is looked at, there may have been another before. */
function firstSince(positions: readonly number[], since: number): number {
  const later = positions.filter((position) => position >= since);
  return Math.min(...(later.length > 0 ? later : positions));
}

/** Keys begin with their source. */
const sourceOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** What readings accounted for, each with when the log received it. */
async function toldOf(tx: Tx, population: PopulationName, asOf: number): Promise<readonly Told[]> {
  const rows = await judgedCoverageOf(tx, population, asOf);
  const received = await receivedDates(tx, [...new Set(rows.map(({ position }) => position))]);
  return rows.map((row) => ({ ...row, received: received.get(row.position) ?? 0 }));
}

interface Sealing {
  readonly position: number;
  readonly run: string;
  readonly received: Instant;
}

/** How what came came; what one reading sealed at once came alike. */
function arrivalsOf(population: PopulationName, told: readonly Told[]): (item: Arrived, sealing: Sealing) => Arrival {
  const bySource = Map.groupBy(told, ({ source }) => source);
  const known = new Map<number, ReturnType<typeof arrivalsAfter>>();
  return ({ key, occurred: from, to }, { position, run, received }) => {
    let arrival = known.get(position);
    if (arrival === undefined) {
      const all = bySource.get(sourceOf(key)) ?? [];
      const earlier = all.filter((row) => row.position < position && row.run !== run);
      known.set(position, (arrival = arrivalsAfter(population, earlier)));
    }
    return arrival({ from, to, received });
  };
}

function eachLate(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { window, ...at }: Looked,
  late: (item: Arrived) => void,
): void {
  const { shape } = populationNamed(population);
  const reads = shape.kind === 'event' ? [shape.occurred] : shape.kind === 'state' ? [shape.from, shape.to] : [];
  const datesOf = (item: Seen): readonly unknown[] =>
    shape.kind === 'observed' ? [item.since] : reads.map((name) => item[name]);
  eachItem(population, segments, { reads, ...at }, (item) => {
    const [from, to] = datesOf(item) as readonly (Moment | null | undefined)[];
    const isObserved = shape.kind === 'observed';
    const until = shape.kind === 'state' ? to : from;
    if (from === null || from === undefined) return;
    if (isObserved ? !isSeenIn(window, from) : !isIn(window, from, until)) return;
    const occurred = isObserved ? seenAt(from) : from;
    // until when a state lasts its source need not say
    late({ key: item.key, occurred, to: shape.kind === 'state' && to !== undefined ? to : occurred });
  });
}

/** The look that saw it: since when it had been so nobody may know. */
const seenAt = (since: Moment): Moment => ({ ...since, earliest: since.latest });

/** A look within the window; one after it says what was then. */
const isSeenIn = ({ start, end }: Window, since: Moment): boolean => since.latest >= start && since.latest < end;

/** What began, or may have, before the window was over, and did not end before it began. */
const isIn = ({ start, end }: Window, from: Moment, to: Moment | null | undefined): boolean =>
  from.earliest < end && (to === null || to === undefined || to.latest >= start);
