import { NOTHING_CARRIED } from '#/checks/carried.ts';
import type { Carried } from '#/core/status/carried.ts';
import { decodeOutcomes, type Outcomes } from '#/checks/engine/outcomes.ts';
import { judgedByOthers } from '#/checks/later-limits.ts';
import { checkWithId } from '#/checks/index.ts';
import { cameDueInWords, erasedBeside } from '#/checks/unseen.ts';
import { confirmedIn } from '#/core/coverage/confirmed.ts';
import { type Coverage, coverageIn } from '#/core/coverage/coverage.ts';
import { readingsIn } from '#/core/occurrences/expected.ts';
import { grouped } from '#/core/grouped.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { controlFacts, type Known, type Scene } from '#/core/status/control-facts.ts';
import { heldIn } from '#/core/status/held.ts';
import type { ControlFacts } from '#/core/status/status.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { formatDay, type Zone, zoneNamed } from '#/core/time/zone.ts';
import { behind, type CheckRunRow, lastErasures, latestRuns, switchRows } from '#/features/checks/index.ts';
import { controlVersions, type Version } from '#/features/controls/index.ts';
import { daysOf, type Opened, windowIn, zoneIn } from '#/features/engagements/index.ts';
import { type Attached, attachedEvidence } from '#/features/evidence/index.ts';
import { confirmedSources, judgedCoverage, type Open } from '#/features/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Held, toldOf } from './held.service.ts';
import type { Keeping } from './keeping.ts';
import type { Unfounded } from './mirrors.service.ts';
import { carriedInto } from './open-before.service.ts';
import type { Judged } from './pending-at.service.ts';
import { questionsOf } from './questions.service.ts';
import { type Recorded, recordedIn } from './recorded.service.ts';
import { type CountedRun, countedBy, countsOfRuns } from './run-counts.service.ts';
import { readSaw, type Saw } from './saw.service.ts';
import { checksOf } from './told.ts';

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
  /** What of the rows that are read here is not as the log sealed it. */
  readonly unfounded: Unfounded;
}

/** The facts of every adopted control, and what they were read from. */
export interface Facts {
  readonly controls: readonly { readonly version: Version; readonly facts: ControlFacts }[];
  readonly runs: ReadonlyMap<string, CheckRunRow>;
  /** What the last run of a check said of each item; it is read when somebody asks, and it is as long as its population. */
  readonly outcomesOf: (check: string) => Promise<Outcomes | undefined>;
  /** What the last runs saw. */
  readonly saw: () => Promise<Saw>;
  readonly attached: readonly Attached[];
  readonly recorded: Recorded;
}

export async function factsOf(ground: Ground): Promise<Facts> {
  const { tx, asOf, opened } = ground;
  const runs = new Map((await latestRuns(tx, asOf.position)).map((run) => [run.checkId, run]));
  const outcomesOf = readOutcomes(ground, runs);
  const saw = readSaw(tx, runs);
  const attached = await attachedEvidence(tx, asOf.position);
  const off = new Set(
    (await switchRows(tx, asOf.position)).flatMap(({ checkId, enabled }) => (enabled ? [] : [checkId])),
  );
  const unseen = await behind(tx, runs.values(), asOf.position);
  const erasures = await lastErasures(tx, asOf.position);
  const window = windowIn(opened.engagement);
  const all = [...(await controlVersions(tx, asOf.position)).values()].flatMap(
    (versions) => heldIn(versions, window, asOf.instant) ?? [],
  );
  const counted = runsToCount(all, runs, window);
  const counts = await countsOfRuns(ground, counted, outcomesOf);
  const open = counted.filter((each) => counts.get(countedBy(each))?.before.open === true);
  const carried = await carriedOf(ground, { runs, outcomesOf, saw, controls: all }, open);
  const recorded = await recordedIn(ground, questionsOf(all, attached, opened));
  const known: Known = {
    ...(await coverageReader(ground)),
    check: checkReader({ runs, counts, carried, unseen, erasures, off, zone: zoneNamed(zoneIn(opened.engagement)) }),
    attached,
    performances: recorded.performances,
    triggers: recorded.triggers,
    attachedFor: recorded.attachedFor,
    unread: recorded.unread,
    hasFacts: recorded.hasFacts,
    unfounded: unfoundedInWords(ground.unfounded),
  };
  const scene = sceneOf(ground);
  const controls = all.map((held) => {
    const { version } = held;
    return { version, facts: controlFacts(held, scene, toldOf(version), known) };
  });
  return { controls, runs, outcomesOf, saw, attached, recorded };
}

const NAMED = 3;

/** The first of them; `fsck` names all. */
const unfoundedInWords = (unfounded: Unfounded): readonly string[] => {
  const [more, left] = [unfounded.slice(0, NAMED), unfounded.length - NAMED];
  return [
    ...more.map(({ where, what }) => `not as the log sealed it: ${where}: ${what}`),
    ...(left > 0
      ? [`not as the log sealed it: ${grouped(left)} more, which fsck on the machine of the server names`]
      : []),
  ];
};

const sceneOf = ({ opened: { engagement, opened }, asOf }: Ground): Scene => ({
  type: engagement.examination.type,
  days: { ...daysOf(engagement), zone: zoneIn(engagement) },
  asOf: asOf.instant,
  opened,
  subservice: engagement.subservice,
});

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

/** By check, what became of what was open when the window began; of runs that leave anything of before open, or not done in time. */
const carriedOf = (
  ground: Ground,
  judged: Judged,
  runs: readonly CountedRun[],
): Promise<ReadonlyMap<string, Carried>> =>
  ground.opened.engagement.examination.type === 'type-1'
    ? Promise.resolve(new Map())
    : carriedInto(ground, judged, new Set(runs.map(({ run }) => run.checkId)));

interface Read {
  readonly runs: ReadonlyMap<string, CheckRunRow>;
  readonly counts: Awaited<ReturnType<typeof countsOfRuns>>;
  readonly carried: ReadonlyMap<string, Carried>;
  readonly zone: Zone;
  /** By check, what its last run did not see. */
  readonly unseen: ReadonlyMap<string, readonly string[]>;
  /** By population, where the log last says that records of it were erased. */
  readonly erasures: ReadonlyMap<string, number>;
  readonly off: ReadonlySet<string>;
}

/** What one check says of the items of a window until an instant. */
function checkReader({ runs, counts, carried, zone, unseen, erasures, off }: Read): Known['check'] {
  return (id, end) => {
    const run = runs.get(id);
    const said = run && counts.get(countedBy({ run, end }));
    const enabled = !off.has(id);
    if (run === undefined || said === undefined) return { id, enabled, run: null };
    const behind = [...(unseen.get(id) ?? []), ...cameDueInWords(said.cameDue)];
    const later = judgedByOthers(said.other, zone);
    const check = checkWithId(id);
    const lastBefore = said.before.last === null ? null : formatDay(zone.dayOf(said.before.last));
    return {
      id,
      enabled,
      run: {
        asOf: run.asOf,
        counts: said.counts,
        carried: carried.get(id) ?? NOTHING_CARRIED,
        lastBefore,
        behind,
        erasedBeside: check === undefined ? [] : erasedBeside(check, erasures),
        later,
      },
    };
  };
}

/** Readings of each population, and what accounts for it; what several controls need is computed once. */
async function coverageReader({ tx, asOf, opened }: Ground): Promise<Pick<Known, 'coverage' | 'readings'>> {
  const accounted = await judgedCoverage(tx, asOf.position);
  const confirmed = await confirmedSources(tx, asOf.position);
  const { start, end } = windowIn(opened.engagement);
  const known = new Map<PopulationName, Coverage>();
  const coverage = (population: PopulationName): Coverage => {
    const found =
      known.get(population) ??
      coverageIn(
        population,
        accounted.get(population) ?? [],
        { start, end, asOf: asOf.instant, zone: zoneIn(opened.engagement) },
        confirmedIn(confirmed, population),
      );
    known.set(population, found);
    return found;
  };
  return { coverage, readings: (population) => readingsIn(accounted.get(population) ?? []) };
}
