import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configFrom } from '#/platform/config.ts';
import { openAttestry } from '#/app/wire.ts';
import { decodeOutcomes, ruleOutcome } from '#/checks/engine/outcomes.ts';
import { CHECKS } from '#/checks/index.ts';
import type { MappingInput } from '#/collectors/file/mapping.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { HOUR } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { Outcome } from '#/core/verdict.ts';
import { type Company, dayMoment } from '#/demo/company.ts';
import type { FileSource, Planted, Section } from '#/demo/section.ts';
import { findingsOfRun, latestRuns, runChecks } from '#/features/checks/index.ts';
import { controls } from '#/features/controls/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { type TestChance, testChance } from './chance.ts';
import type { TestDatabase } from './database.ts';
import { testFolder } from './ledger.ts';

/** What the checks say of an item: the outcomes of all its states, and the reasons of those that are findings. */
export interface Said {
  readonly outcomes: ReadonlySet<Outcome>;
  readonly reasons: readonly string[];
}

export type Spoken = ReadonlyMap<string, ReadonlyMap<string, Said>>;

const PEOPLE: MappingInput = {
  population: 'person',
  fields: {
    employee: { column: 'employee' },
    email: { column: 'email' },
    startedOn: { column: 'started', dates: { format: 'iso' } },
    endedOn: { column: 'ended', dates: { format: 'iso' }, empty: 'none' },
  },
};

/** Of several companies of one database, each has a data folder of its own, and the key is that of all. */
const SECRET = Buffer.alloc(32, 7).toString('base64');

/** A list of the people alone, so that those whom other records name are known. */
function peopleOf(company: Company): FileSource {
  const rows = company.people.map(({ employee, email, started, ended }) => ({
    employee,
    email,
    started: dayMoment(company, started),
    ended: ended === null ? null : dayMoment(company, ended),
  }));
  const bytes = () => Buffer.from(JSON.stringify(rows));
  return {
    id: 'people-alone',
    file: 'people-alone.json',
    collector: 'file',
    mapping: PEOPLE,
    settings: {},
    deliveries: [{ at: company.looks[0] ?? 0, bytes }],
  };
}

/** Brings the files of sections in as anybody's, runs the checks that judge `populations`, and tells what they said. */
export async function spokenOf(
  db: TestDatabase,
  company: Company,
  { sections, populations }: { readonly sections: readonly Section[]; readonly populations: readonly PopulationName[] },
): Promise<Spoken> {
  const chance: TestChance = { ...testChance(company.looks[0]), newId: () => randomUUID() };
  const data = testFolder();
  const config = configFrom({ DATABASE_URL: db.url, ATTESTRY_SECRET: SECRET }, { data, person: 'a test' });
  const attestry = await openAttestry(config, chance);
  try {
    const slug = `company-${path
      .basename(data)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')}`;
    const { org } = await createOrganization(
      { ...attestry },
      { slug, name: company.name, zone: company.zone, demo: true },
      'a test',
    );
    const caller = { org, person: 'a test' } as Parameters<ReturnType<typeof controls>['adopt']>[0];
    const wanted = CHECKS.filter(({ population }) => populations.includes(population));
    const effectiveFrom = formatDay(company.firstDay - 1_000);
    const adopted = [...new Set(wanted.flatMap((check) => check.controls))].map((id) => ({ id, owner: null }));
    await controls(attestry).adopt(caller, { controls: adopted, effectiveFrom });
    for (const { control, parameters } of sections.flatMap(({ limits = [] }) => limits))
      await controls(attestry).edit(caller, { id: control, limits: { ...parameters }, effectiveFrom });
    const all = [peopleOf(company), ...sections.flatMap((section) => section.sources)];
    const service = sources(attestry.sources);
    for (const source of all)
      await service.add(caller, {
        id: source.id,
        collector: source.collector,
        settings: settingsOf(source, data),
        secrets: {},
        reference: false,
        follows: null,
        untried: true,
      });
    const deliveries = all.flatMap(({ id, file, deliveries: each }) => each.map((one) => ({ ...one, id, file })));
    for (const { at, bytes, id, file } of deliveries.toSorted((a, b) => a.at - b.at)) {
      chance.at = at;
      await writeFile(path.join(data, file), bytes());
      const signal = new AbortController().signal;
      const done = await collect(attestry.sources, org, id, { signal, progress: () => undefined });
      assert.deepEqual(
        [done.state, done.error, done.rejected, done.unreadable],
        ['finished', null, 0, 0],
        `${id}: ${done.error ?? ''}`,
      );
    }
    chance.at = company.end + 9 * HOUR;
    await runChecks(
      attestry,
      org,
      wanted.map(({ id }) => id),
      () => undefined,
    );
    return await said(attestry, org);
  } finally {
    await attestry.close();
  }
}

function settingsOf({ file, mapping, settings }: FileSource, data: string): unknown {
  if (mapping !== undefined && 'preset' in mapping)
    throw new TypeError('a preset is for the frame of the demo to fill in');
  return { path: path.join(data, file), ...settings, ...(mapping === undefined ? {} : { mapping }) };
}

async function said(attestry: Awaited<ReturnType<typeof openAttestry>>, org: string): Promise<Spoken> {
  const { db, blobs, populations } = attestry;
  const runs = await db.transaction(org, (tx) => latestRuns(tx, Number.MAX_SAFE_INTEGER));
  const spoken = new Map<string, Map<string, { outcomes: Set<Outcome>; reasons: string[] }>>();
  for (const run of runs) {
    const outcomes = decodeOutcomes(await blobs(org).get('outcomes', run.outcomes));
    const items = new Map<string, { outcomes: Set<Outcome>; reasons: string[] }>();
    const population = run.population as PopulationName;
    await populations.reading(org, run.asOfPosition, async (open) => {
      const segments = await open(population);
      const observed = populationNamed(population).shape.kind === 'observed';
      const table = tableOf(segments, { observed, asOf: run.asOfPosition });
      segments.forEach((segment, place) => {
        const keys = stringReader(segment.column(SYSTEM.key), segment.rows);
        table.itemOf[place]?.forEach((item, row) => {
          if (item < 0) return;
          const key = keys.at(row) ?? '';
          const known = items.get(key) ?? { outcomes: new Set<Outcome>(), reasons: [] };
          items.set(key, { ...known, outcomes: known.outcomes.add(ruleOutcome(outcomes.codes[item] ?? 0)) });
        });
      });
    });
    const findings = await db.transaction(org, (tx) => findingsOfRun(tx, run.checkId, run.number));
    for (const { item, reason } of findings) items.get(item)?.reasons.push(reason);
    spoken.set(run.checkId, items);
  }
  return spoken;
}

/** The checks found what was planted, no more and no fewer; and every trap is there, and did not fire. */
export function assertExactly(spoken: Spoken, planted: readonly Planted[]): void {
  const line = (check: string, item: string, outcome: string) => `${outcome} ${check} ${item}`;
  const found = [...spoken].flatMap(([check, items]) =>
    [...items].flatMap(([item, { outcomes }]) =>
      (['deviation', 'unknown'] as const).filter((each) => outcomes.has(each)).map((each) => line(check, item, each)),
    ),
  );
  const why = new Map(
    [...spoken].flatMap(([check, items]) => [...items].map(([item, { reasons }]) => [`${check} ${item}`, reasons])),
  );
  const expected = planted
    .filter(({ kind }) => kind !== 'trap')
    .map(({ check, item, outcome }) => line(check, item, outcome));
  const more = found.filter((each) => !expected.includes(each));
  const fewer = expected.filter((each) => !found.includes(each));
  const explained = more.map((each) => `${each}: ${(why.get(each.replace(/^\S+ /, '')) ?? []).join(' | ')}`);
  assert.deepEqual({ more: explained, fewer }, { more: [], fewer: [] });
  assert.equal(new Set(expected).size, expected.length, 'something is planted twice');
  for (const { check, item, kind, outcome } of planted.filter((each) => each.kind === 'trap')) {
    const outcomes = spoken.get(check)?.get(item)?.outcomes;
    assert.ok(outcomes !== undefined, `${kind} ${item} is not in the population of ${check}`);
    assert.ok(outcomes.has(outcome), `${item} is ${[...outcomes].join(' and ')} to ${check}, and not ${outcome}`);
  }
}
