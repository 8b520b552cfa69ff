import { decodeOutcomes, type Outcomes } from '#/checks/engine/outcomes.ts';
import { grouped } from '#/core/grouped.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { addMonths, formatDay, parseDay, zoneNamed } from '#/core/time/zone.ts';
import type { Check } from '#/checks/check.ts';
import { neededFor } from '#/checks/beside.ts';
import { CHECKS } from '#/checks/index.ts';
import { behind, type CheckRunRow, latestRuns, switchRows } from '#/features/checks/index.ts';
import { controlVersions, type Version } from '#/features/controls/index.ts';
import { daysOf, type Opened, windowIn, zoneIn } from '#/features/engagements/index.ts';
import { type Attached, attachedEvidence } from '#/features/evidence/index.ts';
import { confirmedSources, coverageOfAll, type Open } from '#/features/populations/index.ts';
import { designOf, evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';
import { byHandIn, type Said } from './by-hand.ts';
import { isWithin, saidOf } from '#/core/occurrences/said.ts';
import { questionsOf } from './questions.service.ts';
import { type Coverage, coverageIn } from '#/core/coverage/coverage.ts';
import { expectedOf, readingsIn } from '#/core/occurrences/expected.ts';
import type { Occurrence } from '#/core/occurrences/occurrences.ts';
import type { Keeping } from './keeping.ts';
import { type Recorded, recordedIn } from './recorded.service.ts';
import { type CountedRun, countedBy, countsOfRuns } from './run-counts.service.ts';
import { isPeriodic } from '#/core/occurrences/periods.ts';
import { type Held, heldIn, unsaidIn } from './held.service.ts';
import type { ByHand, CheckFacts, ControlFacts } from './status.ts';

/** What a status is made from: a moment of the log, the records as they were then, and one engagement. */
export interface Ground {
  readonly tx: Tx;
  readonly org: string;
  readonly blobs: BlobStore;
  readonly open: Open;
  readonly opened: Opened;
  readonly asOf: { readonly instant: Instant; readonly position: number };
  /** Where the log says, last, that records were erased; -1 where it does not. What was erased is read by nobody, as of whenever. */
  readonly erased: number;
  readonly keeping: Keeping;
}

/** The facts of every adopted control, and what they were read from. */
export interface Facts {
  readonly controls: readonly { readonly version: Version; readonly facts: ControlFacts }[];
  readonly runs: ReadonlyMap<string, CheckRunRow>;
  /** What the last run of a check said of each item; it is read when somebody asks, and it is as long as its population. */
  readonly outcomesOf: (check: string) => Promise<Outcomes | undefined>;
  readonly attached: readonly Attached[];
  readonly recorded: Recorded;
}

export async function factsOf(ground: Ground): Promise<Facts> {
  const { tx, asOf, opened } = ground;
  const runs = new Map((await latestRuns(tx, asOf.position)).map((run) => [run.checkId, run]));
  const outcomesOf = readOutcomes(ground, runs);
  const attached = await attachedEvidence(tx, asOf.position);
  const off = new Set(
    (await switchRows(tx, asOf.position)).flatMap(({ checkId, enabled }) => (enabled ? [] : [checkId])),
  );
  const unseen = await behind(tx, runs.values(), asOf.position);
  const window = windowIn(opened.engagement);
  const all = [...(await controlVersions(tx, asOf.position)).values()].flatMap(
    (versions) => heldIn(versions, window, asOf.instant) ?? [],
  );
  const counts = await countsOfRuns(ground, runsToCount(all, runs, window), outcomesOf);
  const recorded = await recordedIn(ground, questionsOf(all, opened));
  const reader = new Reader(ground, { runs, counts, recorded, attached, off, unseen });
  const controls = [];
  for (const held of all) controls.push({ version: held.version, facts: await reader.control(held) });
  return { controls, runs, outcomesOf, attached, recorded };
}

function readOutcomes({ blobs }: Ground, runs: ReadonlyMap<string, CheckRunRow>): Facts['outcomesOf'] {
  const read = new Map<string, Promise<Outcomes>>();
  return (check) => {
    const run = runs.get(check);
    if (run === undefined) return Promise.resolve(undefined);
    const outcomes = read.get(check) ?? blobs.get('outcomes', run.outcomes).then(decodeOutcomes);
    read.set(check, outcomes);
    return outcomes;
  };
}

const checksOf = ({ origin }: Version['definition']): readonly Check[] =>
  CHECKS.filter(({ controls }) => origin !== null && controls.includes(origin));

/** Each run once for each end that its controls have. */
function runsToCount(
  all: readonly Held[],
  runs: ReadonlyMap<string, CheckRunRow>,
  { end }: Window,
): readonly CountedRun[] {
  const wanted = all.flatMap(({ version, retired }) =>
    checksOf(version.definition).flatMap(({ id }): readonly CountedRun[] => {
      const run = runs.get(id);
      return run === undefined ? [] : [{ run, end: retired ?? end }];
    }),
  );
  return [...new Map(wanted.map((each) => [countedBy(each), each])).values()];
}

interface Read {
  readonly runs: ReadonlyMap<string, CheckRunRow>;
  readonly counts: Awaited<ReturnType<typeof countsOfRuns>>;
  readonly recorded: Recorded;
  readonly attached: readonly Attached[];
  readonly off: ReadonlySet<string>;
  /** By check, what its last run did not see. */
  readonly unseen: ReadonlyMap<string, readonly string[]>;
}

/** Reads what each control needs; what several need is read once. */
class Reader {
  readonly #ground: Ground;
  readonly #read: Read;
  #accounted: ReturnType<typeof coverageOfAll> | null = null;
  #confirmed: ReturnType<typeof confirmedSources> | null = null;
  readonly #coverages = new Map<PopulationName, Promise<Coverage>>();
  readonly #days: { readonly first: string; readonly last: string; readonly zone: string };
  readonly #window: ReturnType<typeof windowIn>;

  constructor(ground: Ground, read: Read) {
    this.#ground = ground;
    this.#read = read;
    this.#days = { ...daysOf(ground.opened.engagement), zone: zoneIn(ground.opened.engagement) };
    this.#window = windowIn(ground.opened.engagement);
  }

  async control({ version, retired, rhythms }: Held): Promise<ControlFacts> {
    const { id, definition } = version;
    const { opened, asOf } = this.#ground;
    const { populations, byHand, occurrences: counts } = evidenceOf(definition.origin);
    const checks = checksOf(definition);
    const coverage = await Promise.all(neededFor(populations, checks).map((population) => this.#coverage(population)));
    const design = await this.#design(version);
    const all = await this.#occurrences({ id, definition, rhythms }, coverage);
    const occurrences = all.filter(({ period }) => retired === null || period.end <= retired);
    const attachedTo = this.#inWindow(this.#said(id, 'performance'));
    const isTriggered = counts.kind === 'triggered' && byHand !== null;
    const triggers = isTriggered ? await this.#read.recorded.triggers(id) : null;
    return {
      id,
      owner: definition.owner,
      type: opened.engagement.examination.type,
      designMissing: [
        ...(definition.owner === null ? ['nobody owns it'] : []),
        ...unsaidIn(version),
        ...design.designMissing,
      ],
      designCoverage: design.designCoverage,
      checks: checks.map(({ id: check }) => this.#check(check, retired)),
      coverage,
      askedUntil: this.#askedUntil(coverage),
      occurrences,
      attached: triggers === null ? null : { expected: triggers, found: attachedTo.length },
      byHand: byHand !== null && counts.kind !== 'triggered' && all.length === 0 ? this.#byHand(id, retired) : null,
      statedMissed: all.length === 0 ? this.#inWindow(this.#said(id, 'missed')).length : 0,
      reliesOn: opened.engagement.subservice
        .filter(({ method, controls }) => method === 'carve-out' && controls.includes(id))
        .map(({ name }) => name),
      firstDue: all[0]?.period.end ?? this.#firstMonth(definition.frequency),
      retiredOn: retired === null ? null : formatDay(zoneNamed(this.#days.zone).dayOf(retired)),
      asOf: asOf.instant,
    };
  }

  /** Null where all of the window was read, or nothing is to be. */
  #askedUntil(coverage: readonly Coverage[]): string | null {
    const until = Math.min(...coverage.map(({ readUntil }) => readUntil));
    return until >= this.#window.end ? null : formatDay(zoneNamed(this.#days.zone).dayOf(until - 1));
  }

  /** What acts on events, or all the time, is first due a month into the window; what has no whole period in it, never. */
  #firstMonth(frequency: string): Instant {
    if (isPeriodic(frequency as never)) return NEVER;
    const zone = zoneNamed(this.#days.zone);
    return Math.min(this.#window.end, zone.startOf(addMonths(parseDay(this.#days.first) ?? 0, 1)));
  }

  #check(id: string, retired: Instant | null): CheckFacts {
    const run = this.#read.runs.get(id);
    const said = run && this.#read.counts.get(countedBy({ run, end: retired ?? this.#window.end }));
    const enabled = !this.#read.off.has(id);
    if (run === undefined || said === undefined) return { id, enabled, run: null };
    const cameDue = said.cameDue === 0 ? [] : [`${grouped(said.cameDue)} of its items came due`];
    const unseen = [...(this.#read.unseen.get(id) ?? []), ...cameDue];
    return { id, enabled, run: { asOf: run.asOf, counts: said.counts, behind: unseen } };
  }

  #coverage(population: PopulationName): Promise<Coverage> {
    const known = this.#coverages.get(population) ?? this.#readCoverage(population);
    this.#coverages.set(population, known);
    return known;
  }

  #accountedFor(): ReturnType<typeof coverageOfAll> {
    const { tx, asOf } = this.#ground;
    return (this.#accounted ??= coverageOfAll(tx, asOf.position));
  }

  async #readCoverage(population: PopulationName): Promise<Coverage> {
    const { tx, asOf } = this.#ground;
    this.#confirmed ??= confirmedSources(tx, asOf.position);
    return coverageIn(
      population,
      (await this.#accountedFor()).get(population) ?? [],
      { start: this.#window.start, end: this.#window.end, asOf: asOf.instant },
      (await this.#confirmed).get(population) ?? [],
    );
  }

  async #occurrences(
    { id, definition, rhythms }: Pick<Version, 'id' | 'definition'> & Pick<Held, 'rhythms'>,
    coverage: readonly Coverage[],
  ): Promise<readonly Occurrence[]> {
    const { occurrences: counts } = evidenceOf(definition.origin);
    const { recorded } = this.#read;
    const isOfRecords = counts.kind === 'performed' || counts.kind === 'triggered';
    return expectedOf({
      counts,
      rhythms,
      days: this.#days,
      asOf: this.#ground.asOf.instant,
      coverage,
      attached: this.#said(id, 'performance'),
      missed: this.#said(id, 'missed'),
      performances: isOfRecords
        ? recorded.performances(id)
        : counts.kind === 'covered'
          ? readingsIn((await this.#accountedFor()).get(counts.population) ?? [])
          : [],
      unread: isOfRecords && recorded.unread(counts.population),
    });
  }

  #byHand(control: string, retired: Instant | null): ByHand {
    const window = { ...this.#window, end: Math.min(this.#window.end, retired ?? this.#window.end) };
    const look = { window, asOf: this.#ground.asOf.instant, zone: zoneNamed(this.#days.zone) };
    return byHandIn(this.#said(control, 'performance'), this.#said(control, 'complete'), look);
  }

  #said(control: string, purpose: Parameters<typeof saidOf>[2]): readonly Said[] {
    return saidOf(this.#read.attached, control, purpose);
  }

  #inWindow(all: readonly Said[]): readonly Said[] {
    return all.filter(({ at }) => isWithin(this.#window, at));
  }

  /**
   * One piece of evidence of the design is enough, if it was there before the window was over; where none is attached
   * and no records show it, the first that the library names is asked for.
   */
  async #design({ id, definition }: Version): Promise<Pick<ControlFacts, 'designMissing' | 'designCoverage'>> {
    const said = this.#read.attached.filter((each) => each.control === id && each.purpose === 'design');
    if (said.some(({ occurred }) => (parseMoment(occurred)?.earliest ?? NEVER) < this.#window.end)) return SHOWN;
    const control = definition.origin === null ? undefined : libraryControl(definition.origin);
    const items = control === undefined ? [] : designOf(control);
    const shownBy = items.flatMap((item) =>
      item.shownBy !== null && this.#read.recorded.hasRecords(item.shownBy) ? [item.shownBy] : [],
    )[0];
    if (shownBy !== undefined) return { ...SHOWN, designCoverage: [await this.#coverage(shownBy)] };
    const late = said.length > 0 ? ', and what is attached is of after the window' : '';
    const such = items[0] === undefined ? '' : `, such as: ${items[0].what}`;
    return missing(`not attached: evidence of its design${such}${late}`);
  }
}

const SHOWN = { designMissing: [], designCoverage: [] } as const;
const missing = (what: string) => ({ ...SHOWN, designMissing: [what] });
