import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWithId } from '#/checks/index.ts';
import { ruleOutcome, type Outcomes } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { Interval } from '#/core/coverage/stretches.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY, formatInstant, HOUR, MINUTE } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { parametersOf } from '#/features/checks/rule.ts';
import { allBut } from '#test/kit/readings.ts';
import { testDatabase } from '#test/kit/database.ts';
import { ORACLE, SCHEMA, VOICES } from '#test/kit/oracle-sql.ts';
import { row, segment } from '#test/kit/segments.ts';

const SEEDS = 200;
const NOW = Date.UTC(2026, 5, 1, 12);
const ZONE = zoneNamed('Europe/Berlin');
const CALENDAR = calendarOf({ zone: ZONE.name, weekdays: [1, 2, 3, 4, 5], holidays: ['2026-03-06'] });
/** Days around a week-end, a holiday and a change of clocks, and the last ones before now. */
const FIRST = Date.UTC(2026, 2, 2) / DAY;

type Fact = Record<string, unknown>;
interface Item {
  readonly population: PopulationName;
  readonly fact: Fact;
  readonly reported: boolean;
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A small company in which nearly everything stands at a limit, or beside it, or is not said. */
class Company {
  readonly items: Item[] = [];
  /** When nothing was read of trainings. */
  readonly unread: readonly Interval[];
  readonly #die: () => number;
  readonly #employees: readonly string[];

  constructor(seed: number) {
    this.#die = diceOf(seed * 7919 + 1);
    this.#employees = Array.from({ length: 8 }, (_, id) => String(id));
    for (const employee of this.#employees) this.#employments(employee);
    for (let id = 0; id < 14; id += 1) this.#change(id);
    for (let id = 0; id < 14; id += 1) this.#vulnerability(id);
    this.unread = this.#chance(0.5) ? [this.#hole()] : [];
  }

  #one<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#die() * choices.length)] as T;
  }
  #chance = (of: number): boolean => this.#die() < of;
  #add(population: PopulationName, fact: Fact, reported = true): void {
    const said = Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined));
    this.items.push({ population, fact: said, reported });
  }
  /** Exactly then, or a millisecond before or behind, or some way off. */
  #near(instant: number): number {
    return instant + this.#one([0, 0, -1, 1, -5 * HOUR, 5 * HOUR, -20 * DAY, 20 * DAY]);
  }
  /** An instant, its day, or a time between two. */
  #moment(instant: number): string {
    const sort = this.#die();
    if (sort < 0.75) return formatInstant(instant);
    if (sort < 0.9)
      return `${formatDay(ZONE.dayOf(instant))}[${this.#one([ZONE.name, ZONE.name, 'America/New_York'])}]`;
    return `${formatInstant(instant - this.#one([1, HOUR, 3 * DAY]))}/${formatInstant(instant)}`;
  }
  #handle(employee: string): string {
    return this.#one([`employee:${employee}`, `employee:${employee}`, `email:p${employee}@acme.example`]);
  }
  #somebody(): string | undefined {
    if (this.#chance(0.12)) return this.#one([undefined, 'github:zed', 'github:yan', 'bot:renovate', 'employee:none']);
    return this.#handle(this.#one(this.#employees));
  }

  #employments(employee: string): void {
    let from = FIRST + Math.floor(this.#die() * 8) - this.#one([0, 0, 400]);
    const shared = this.#chance(0.1);
    for (let turn = this.#chance(0.4) ? 2 : 1; turn > 0; turn -= 1) {
      const startedAt = ZONE.startOf(from) + this.#one([0, 9 * HOUR]);
      const to = from + this.#one([2, 10, 29, 30, 31, 60]);
      const ended = ZONE.startOf(to) + this.#one([0, 12 * HOUR, 17 * HOUR]);
      const endedOn = this.#one([null, undefined, this.#moment(ended), this.#moment(ended), this.#moment(ended)]);
      this.#add('person', {
        employee,
        email: shared
          ? 'all@acme.example'
          : this.#one([`p${employee}@acme.example`, `P${employee}@Acme.example`, null]),
        startedOn: this.#one([formatInstant(startedAt), `${formatDay(from)}[${ZONE.name}]`, this.#moment(startedAt)]),
        endedOn,
        departure: this.#one(['voluntary', 'involuntary', 'involuntary', null, undefined]),
      });
      for (let count = this.#one([0, 1, 1, 2]); count > 0; count -= 1) this.#account(employee, ended, to);
      for (let count = this.#one([0, 1, 2]); count > 0; count -= 1) this.#training(employee, from);
      from = to + this.#one([-3, 0, 1, 2, 5, 40]);
    }
  }

  #account(employee: string, ended: number, lastDay: number): void {
    const limits = [ended + DAY, ZONE.startOf(lastDay + 2) - 1, ZONE.startOf(lastDay + 4) - 1];
    const status = this.#one(['active', 'disabled', 'disabled', 'disabled', undefined]);
    const disabledAt = this.#one([
      null,
      undefined,
      ...Array.from({ length: 6 }, () => this.#moment(this.#near(this.#one(limits)))),
    ]);
    const login = `a${this.items.length}`;
    this.#add(
      'account',
      {
        system: 'okta',
        login,
        owner: this.#handle(employee),
        kind: this.#one(['person', 'person', 'service', undefined]),
        status,
        createdAt: this.#one([
          undefined,
          formatInstant(ended - 100 * DAY),
          formatInstant(ended + this.#one([1, 3, 10]) * DAY),
        ]),
        disabledAt,
      },
      this.#chance(0.85),
    );
  }

  #training(employee: string, from: number): void {
    const limit = ZONE.startOf(from + 31) - 1;
    this.#add('training', {
      id: `t${this.items.length}`,
      person: this.#handle(employee),
      kind: this.#one(['security-awareness', 'security-awareness', 'role-based', undefined]),
      completedAt: this.#moment(this.#one([this.#near(limit), this.#near(ZONE.startOf(from)), limit])),
    });
  }

  /** From, or to, about a first day or the last one of the time to a training. */
  #hole(): Interval {
    const edge = ZONE.startOf(FIRST + this.#one([0, 31]) + Math.floor(this.#die() * 8)) + this.#one([-1, 0, 1]);
    const length = this.#one([1, DAY, 20 * DAY]);
    return this.#chance(0.5) ? { from: edge, to: edge + length } : { from: edge - length, to: edge };
  }

  #change(id: number): void {
    const mergedAt = ZONE.startOf(FIRST) + id * HOUR;
    const author = this.#somebody();
    const approval = (): Fact => {
      const by = this.#one([author, this.#somebody(), this.#somebody(), this.#somebody()]);
      const said: Fact = {
        by,
        state: this.#one(['approved', 'approved', 'approved', 'changes-requested', 'withdrawn']),
        at: this.#one([
          undefined,
          ...Array.from({ length: 5 }, () => this.#moment(mergedAt + this.#one([0, 0, -1, 1, -HOUR, MINUTE]))),
        ]),
        revision: this.#one(['head', 'head', 'head', 'head', 'older', `merged-${id}`, undefined]),
        grade: 'platform',
      };
      return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    };
    this.#add('change', {
      repository: 'acme/app',
      revision: `merged-${id}`,
      mergedAt: this.#chance(0.9) ? formatInstant(mergedAt) : this.#moment(mergedAt),
      author,
      headRevision: this.#one(['head', 'head', 'head', 'head', null, undefined]),
      coauthors: this.#one([undefined, [], [{ by: this.#handle(this.#one(this.#employees)) }]]),
      approvals: this.#chance(0.05) ? undefined : Array.from({ length: this.#one([0, 1, 1, 2, 2, 3]) }, approval),
      emergency: this.#one([undefined, false, false, false, false, false, true]),
    });
  }

  #vulnerability(id: number): void {
    const severity = this.#one(['critical', 'high', 'medium', 'low', 'none', undefined]);
    const limit = { medium: 60, low: 90 }[severity ?? ''] ?? 30;
    const day = this.#one([FIRST, FIRST + 5, ZONE.dayOf(NOW) - limit, ZONE.dayOf(NOW) - limit - 1]);
    const due = ZONE.startOf(day + limit + 1) - 1;
    const when = (): unknown =>
      this.#one([null, undefined, ...Array.from({ length: 4 }, () => this.#moment(this.#near(due)))]);
    this.#add('vulnerability', {
      id: `v${id}`,
      severity,
      detectedAt: this.#moment(ZONE.startOf(day) + this.#one([0, 10 * HOUR])),
      status: this.#one(['open', 'fixed', 'fixed', 'accepted', 'dismissed', undefined]),
      fixedAt: when(),
      acceptedBy: this.#somebody(),
      acceptedAt: when(),
    });
  }
}

const keyOf = ({ population, fact }: Item): string => `test/${populationNamed(population).keyOf(fact)}`;

/** Items of one key are one item, the last given. */
function distinct(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [`${item.population} ${keyOf(item)}`, item])).values()];
}

function worldOf(items: readonly Item[]): ReadonlyMap<PopulationName, readonly Source[]> {
  return new Map(
    [...Map.groupBy(items, ({ population }) => population)].map(([population, group]) => [
      population,
      [
        segment(
          population,
          group.map(({ fact, reported }) =>
            row(population, fact as never, { presence: reported ? 'present' : 'gone' }),
          ),
          1,
        ),
      ],
    ]),
  );
}

/** What the engine says of every item of a check's population, by key. */
function judged(
  id: string,
  world: ReadonlyMap<PopulationName, readonly Source[]>,
  unread: readonly Interval[],
): ReadonlyMap<string, string> {
  const check = checkWithId(id) ?? assert.fail(id);
  const running = run({
    population: check.population,
    setups: [{ check, parameters: parametersOf(check, []), exclusions: new Map(), earlier: null }],
    open: (name) => world.get(name) ?? [],
    aliases: new Map(),
    calendar: CALENDAR,
    asOf: { position: 2, instant: NOW },
    readings: allBut(...unread),
    earlier: null,
  });
  let step = running.next();
  while (step.done !== true) step = running.next();
  return byKey(world.get(check.population) ?? [], step.value[0]?.outcomes ?? assert.fail());
}

function byKey(segments: readonly Source[], { codes, size }: Outcomes): ReadonlyMap<string, string> {
  const table = tableOf(segments, { observed: false, asOf: 2 });
  assert.equal(table.size, size);
  const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
  return new Map(
    Array.from({ length: size }, (_, item) => [
      keys[table.segmentOf[item] ?? 0]?.at(table.rowOf[item] ?? 0) ?? assert.fail(),
      ruleOutcome(codes[item] ?? 0),
    ]),
  );
}

const made = Array.from({ length: SEEDS }, (_, seed) => new Company(seed));
const companies = made.map(({ items }) => distinct(items));
const db = await testDatabase();
await db.admin.query('create schema oracle');
await db.admin.query(`set search_path = oracle; set timezone = 'UTC'`);
await db.admin.query(SCHEMA);
const rows = companies.flatMap((items, seed) => items.map((item) => ({ seed, ...item })));
await db.admin.query(
  'insert into item select * from unnest($1::int[], $2::text[], $3::text[], $4::bool[], $5::jsonb[])',
  [
    rows.map(({ seed }) => seed),
    rows.map(({ population }) => population),
    rows.map(keyOf),
    rows.map(({ reported }) => reported),
    rows.map(({ fact }) => JSON.stringify(fact)),
  ],
);
const unread = made.flatMap((company, seed) => company.unread.map((hole) => ({ seed, ...hole })));
await db.admin.query('insert into unread select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[])', [
  unread.map(({ seed }) => seed),
  unread.map(({ from }) => formatInstant(from)),
  unread.map(({ to }) => formatInstant(to)),
]);
await db.admin.query(VOICES);
const worlds = companies.map(worldOf);

for (const [id, oracle] of Object.entries(ORACLE)) {
  test(`${id} says of each item of ${SEEDS} companies what SQL says`, async () => {
    const said = await db.admin.query<{ seed: number; key: string; outcome: string }>(
      `select * from (${oracle}) o where $1::timestamptz is not null`,
      [formatInstant(NOW)],
    );
    const bySeed = Map.groupBy(said.rows, ({ seed }) => seed);
    const counts = new Map<string, number>();
    const differing: string[] = [];
    for (const [seed, world] of worlds.entries()) {
      const ours = judged(id, world, made[seed]?.unread ?? []);
      const theirs = new Map((bySeed.get(seed) ?? []).map(({ key, outcome }) => [key, outcome]));
      assert.equal(ours.size, theirs.size, `seed ${seed}: both know the same items`);
      for (const [key, outcome] of ours) {
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        if (theirs.get(key) !== outcome)
          differing.push(`seed ${seed}, ${key}: the check says ${outcome} and SQL ${theirs.get(key)}`);
      }
    }
    assert.deepEqual(differing.slice(0, 5), [], `${differing.length} items differ`);
    for (const outcome of ['pass', 'deviation', 'unknown', 'not-applicable'])
      assert.ok((counts.get(outcome) ?? 0) >= 50, `${outcome} was met ${counts.get(outcome) ?? 0} times only`);
  });
}
