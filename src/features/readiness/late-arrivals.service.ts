import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { formatMoment, type Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { heldSegments, positionsOfKeys, receivedDates } from '#/features/populations/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Entry, InParts, Part } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { eachItem, type Seen } from '#/core/segment/looking.ts';
import { inParts } from './kept-lists.service.ts';
import { lookingAt } from './serving.ts';

const LIST = 'late-arrivals';

interface Late extends Part {
  readonly population: PopulationName;
}

interface Arrived {
  readonly key: string;
  readonly occurred: Moment | null;
}

/** Records of the window that the log first held after its last day. */
export async function lateArrivals(ground: Ground, facts: Facts, ledger: Ledger): Promise<InParts> {
  const window = windowIn(ground.opened.engagement);
  if (ground.asOf.instant < window.end) return inParts(LIST, [], async () => []);
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
    const made = { window: { ...window }, population, since, segments, last, erased };
    const part: Late = {
      population,
      subject: `${population} ${window.start} ${window.end}`,
      key: sha256Hex(canonicalJson(made)),
      rows,
      controls,
      shown: (entry) => ({
        ...entry,
        outcome: null,
        population,
        check: null,
        controls,
        because: 'the log first held it after the last day of the window',
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

async function entriesOf({ tx, open }: Ground, { population }: Late, looked: Looked): Promise<readonly Entry[]> {
  const segments = await open(population);
  const arrived: Arrived[] = [];
  eachLate(population, segments, looked, (key, occurred) => arrived.push({ key, occurred }));
  const versions = positionsOfKeys(segments);
  const entries: Entry[] = [];
  for (let at = 0; at < arrived.length; at += CHUNK) {
    const chunk = arrived.slice(at, at + CHUNK);
    const firsts = chunk.map(({ key }) => Math.min(...versions(key)));
    const received = await receivedDates(tx, [...new Set(firsts)]);
    chunk.forEach(({ key, occurred }, place) =>
      entries.push({
        item: key,
        occurred: occurred === null ? null : formatMoment(occurred),
        due: null,
        received: received.get(firsts[place] ?? -1) ?? null,
      }),
    );
  }
  return entries;
}

function eachLate(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { window, ...at }: Looked,
  late: (key: string, occurred: Moment | null) => void,
): void {
  const { shape } = populationNamed(population);
  const reads = shape.kind === 'event' ? [shape.occurred] : shape.kind === 'state' ? [shape.from, shape.to] : [];
  const datesOf = (item: Seen): readonly unknown[] =>
    shape.kind === 'observed' ? [item.since] : reads.map((name) => item[name]);
  eachItem(population, segments, { reads, ...at }, (item) => {
    const [from, to] = datesOf(item) as readonly (Moment | null | undefined)[];
    if (shape.kind === 'observed' ? isSeenIn(window, from) : isIn(window, from, shape.kind === 'state' ? to : from))
      late(item.key, shape.kind === 'observed' ? seenAt(from) : (from ?? null));
  });
}

/** The look that saw it: since when it had been so nobody may know. */
const seenAt = (since: Moment | null | undefined): Moment | null =>
  since === null || since === undefined ? null : { ...since, earliest: since.latest };

/** A look within the window; one after it says what was then. */
const isSeenIn = ({ start, end }: Window, since: Moment | null | undefined): boolean =>
  since !== null && since !== undefined && since.latest >= start && since.latest < end;

/** What began, or may have, before the window was over, and did not end before it began. */
const isIn = ({ start, end }: Window, from: Moment | null | undefined, to: Moment | null | undefined): boolean =>
  from !== null && from !== undefined && from.earliest < end && (to === null || to === undefined || to.latest >= start);
