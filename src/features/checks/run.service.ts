import type { Check } from '#/checks/check.ts';
import type { Finding, Judgement, RunInput, Setup } from '#/checks/engine/input.ts';
import { codeOf, countOutcomes, decodeOutcomes, encodeOutcomes, rangesOf } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import { type Open, type OpenedSegment, type Populations, sealedSegments } from '#/features/populations/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { treeRoot } from '#/ledger/tree.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { lookedAt } from '#/checks/unseen.ts';
import { readingsBefore } from './readings.service.ts';
import { FindingsDigest, type SealedFindings } from './findings-digest.ts';
import { type Rule, sameRule } from './rule.ts';
import { sealedRun } from './sealed-run.ts';
import { exclusionRows } from './exclusions.store.ts';
import type { SamePeople } from './same-people.ts';
import { type CheckRunRow, insertCheckRun, insertFindings, lastErasures, latestRuns } from './store.ts';

export interface RunDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  readonly populations: Populations;
}

/** A check with everything that decides what it says. */
export interface Ruled {
  readonly check: Check;
  readonly rule: Rule;
}

export interface RunReport {
  readonly check: string;
  readonly population: number;
  readonly counts: ReturnType<typeof countOutcomes>['shown'];
  /** How many items were judged anew; the others are as they were. */
  readonly judged: number;
  readonly position: number;
}

interface Running {
  readonly population: PopulationName;
  readonly ruled: readonly Ruled[];
  /** Of the round of runs that this one is of. */
  readonly people: SamePeople;
}

/** Runs all given checks of one population in one pass, and seals what each said. Nobody else runs them meanwhile. */
export const runPopulation = (
  deps: RunDeps,
  org: string,
  { population, ruled, people }: Running,
): Promise<readonly RunReport[]> =>
  deps.db.alone(`check ${org} ${population}`, async () => {
    const past = await deps.db.transaction(org, async (tx) => ({
      position: await deps.ledger.size(tx),
      latest: await latestRuns(tx, Number.MAX_SAFE_INTEGER),
      erasures: await lastErasures(tx),
    }));
    const asOf = { position: past.position, instant: deps.chance.now() };
    return deps.populations.reading(org, asOf.position, async (open) => {
      const groups = grouped(ruled, past, asOf);
      const reports: RunReport[] = [];
      for (const group of groups)
        reports.push(
          ...(await runGroup(
            deps,
            { org, population, asOf, people, segments: await opened(open, group.ruled) },
            group,
          )),
        );
      return reports;
    });
  });

interface Ready {
  readonly org: string;
  readonly population: PopulationName;
  readonly asOf: RunInput['asOf'];
  readonly people: SamePeople;
  readonly segments: ReadonlyMap<PopulationName, readonly OpenedSegment[]>;
}

/** Checks that can follow one earlier run, or those that must judge everything. */
interface Group {
  readonly ruled: readonly Ruled[];
  readonly earlier: { readonly asOf: RunInput['asOf'] } | null;
  readonly runs: ReadonlyMap<string, CheckRunRow>;
}

/**
 * A check follows its last run when its rule is the same, and nothing that it looked at was erased since; checks that
 * follow runs of one moment are run together.
 */
function grouped(
  ruled: readonly Ruled[],
  { latest, erasures }: { readonly latest: readonly CheckRunRow[]; readonly erasures: ReadonlyMap<string, number> },
  { instant }: RunInput['asOf'],
): readonly Group[] {
  const runs = new Map(latest.map((row) => [row.checkId, row]));
  const follows = ({ check, rule }: Ruled): CheckRunRow | null => {
    const last = runs.get(check.id);
    if (last === undefined || !sameRule(last.rule, rule) || last.asOf > instant) return null;
    return lookedAt(check).some((population) => (erasures.get(population) ?? -1) >= last.asOfPosition) ? null : last;
  };
  const groups = Map.groupBy(ruled, (each) => {
    const last = follows(each);
    return last === null ? 'everything' : `${last.asOfPosition} ${last.asOf}`;
  });
  return [...groups].map(([, group]) => {
    const last = group[0] === undefined ? null : follows(group[0]);
    return {
      ruled: group,
      runs,
      earlier: last === null ? null : { asOf: { position: last.asOfPosition, instant: last.asOf } },
    };
  });
}

async function opened(
  open: Open,
  ruled: readonly Ruled[],
): Promise<ReadonlyMap<PopulationName, readonly OpenedSegment[]>> {
  const names = [...new Set(ruled.flatMap(({ check }) => lookedAt(check)))];
  return new Map(await Promise.all(names.map(async (name) => [name, await open(name)] as const)));
}

const runGroup = (deps: RunDeps, ready: Ready, group: Group): Promise<readonly RunReport[]> =>
  deps.db.transaction(ready.org, async (tx) => {
    const input = await inputOf(deps, tx, ready, group);
    const numbers = group.ruled.map(({ check }) => (group.runs.get(check.id)?.number ?? 0) + 1);
    const digests = group.ruled.map(() => new FindingsDigest());
    const running = run(input);
    let step = running.next();
    while (step.done !== true) {
      const batch = step.value;
      const rows = batch.map((finding) => findingRow(finding, group.ruled, numbers));
      rows.forEach((row, at) => digests[batch[at]?.setup ?? -1]?.add(row));
      await insertFindings(tx, ready.org, rows);
      step = running.next();
    }
    // all is judged: what is left to do needs room of its own
    for (const segments of ready.segments.values()) for (const segment of segments) segment.letGo();
    return sealRuns(deps, tx, ready, {
      group,
      numbers,
      digests,
      judgements: step.value,
      inputs: await inputsOf(tx, ready),
    });
  });

async function inputOf(
  { blobs }: RunDeps,
  tx: Tx,
  { org, population, asOf, people, segments }: Ready,
  { ruled, earlier, runs }: Group,
): Promise<RunInput> {
  const exclusions = Map.groupBy(await exclusionRows(tx, asOf.position), ({ checkId }) => checkId);
  const setups = await Promise.all(
    ruled.map(async ({ check, rule }): Promise<Setup> => {
      const last = runs.get(check.id);
      return {
        check,
        parameters: rule.parameters,
        exclusions: new Map((exclusions.get(check.id) ?? []).map(({ item, expires }) => [item, expires ?? NEVER])),
        earlier:
          earlier === null || last === undefined
            ? null
            : decodeOutcomes(await blobs(org).get('outcomes', last.outcomes)),
      };
    }),
  );
  const [first] = ruled;
  const checks = ruled.map(({ check }) => check);
  return {
    population,
    setups,
    open: (name) => segments.get(name) ?? [],
    aliases: aliasesOf(await aliasRows(tx, asOf.position)),
    numbersOnce: people.once(segments.get('person') ?? [], asOf.position),
    calendar: calendarOf(first?.rule.calendar ?? { zone: 'UTC', weekdays: [], holidays: [] }),
    asOf,
    readings: await readingsBefore(tx, checks, asOf.position),
    earlier:
      earlier === null
        ? null
        : {
            ...earlier,
            aliases: aliasesOf(await aliasRows(tx, earlier.asOf.position)),
            readings: await readingsBefore(tx, checks, earlier.asOf.position),
          },
  };
}

function findingRow(
  { setup, key, look, shown, rule, reason, fromMinute, toMinute }: Finding,
  ruled: readonly Ruled[],
  numbers: readonly number[],
) {
  const codes = { shown: codeOf(shown), rule: codeOf(rule) };
  return {
    checkId: ruled[setup]?.check.id ?? '',
    number: numbers[setup] ?? 0,
    item: key,
    look,
    fromMinute,
    toMinute,
    reason,
    ...codes,
  };
}

/** The segments that a run saw, as they were sealed: how many, and the SHA-256 of their positions and digests. */
async function inputsOf(tx: Tx, { asOf, segments }: Ready): Promise<Readonly<Record<string, Json>>> {
  const inputs: Record<string, Json> = {};
  for (const population of [...segments.keys()].sort()) {
    const sealed = await sealedSegments(tx, { population, asOf: asOf.position });
    const list = sealed.map(({ position, digest }): Json => [position, digest]);
    inputs[population] = { segments: sealed.length, digest: sha256Hex(canonicalBytes(list)) };
  }
  return inputs;
}

interface Judged {
  readonly group: Group;
  readonly numbers: readonly number[];
  readonly digests: readonly FindingsDigest[];
  readonly judgements: readonly Judgement[];
  readonly inputs: Readonly<Record<string, Json>>;
}

async function sealRuns(
  { blobs, ledger }: RunDeps,
  tx: Tx,
  { org, population, asOf }: Ready,
  { group, numbers, digests, judgements, inputs }: Judged,
): Promise<readonly RunReport[]> {
  const rows = await Promise.all(
    group.ruled.map(async ({ check, rule }, at) => {
      const { outcomes: said, judged } = judgements[at] ?? {};
      if (said === undefined || judged === undefined) throw new TypeError(`the run gave no outcomes of ${check.id}`);
      const bytes = encodeOutcomes(said);
      const address = sha256Hex(bytes);
      const kept = blobs(org).put('outcomes', address, bytes); // counting and hashing go on while they are written
      const number = numbers[at] ?? 1;
      const counted = countOutcomes(said, null);
      const base = group.earlier === null ? number : (group.runs.get(check.id)?.base ?? number);
      const row = {
        checkId: check.id,
        number,
        base,
        population,
        rule,
        inputs,
        counts: counted,
        findings: digests[at]?.sealed() ?? NO_FINDINGS,
        outcomes: address,
        root: treeRoot(rangesOf(said)),
        judged,
      };
      await kept;
      return row;
    }),
  );
  const about = { asOfPosition: asOf.position, asOf: asOf.instant };
  const sealed = await ledger.seal(
    tx,
    org,
    rows.map((row) => ({ kind: 'check-run', payload: sealedRun({ ...row, ...about }) })),
  );
  for (const [at, row] of rows.entries())
    await insertCheckRun(tx, org, {
      ...row,
      ...about,
      position: sealed[at]?.position ?? -1,
      received: sealed[at]?.received ?? 0,
    });
  return rows.map(({ checkId, counts, judged }, at) => ({
    check: checkId,
    population: counts.population,
    counts: counts.shown,
    judged,
    position: sealed[at]?.position ?? -1,
  }));
}

const NO_FINDINGS: SealedFindings = new FindingsDigest().sealed();
