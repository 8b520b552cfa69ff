import assert from 'node:assert/strict';
import { runChecks } from '#/features/checks/index.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Bench } from '#bench/kit/bench.ts';
import { atAMillion, atMost, ofProcessor, rate, seconds } from '#bench/kit/measure.ts';
import { alternating } from '#bench/kit/timing.ts';
import { factOf, type Populated } from '#bench/world/company.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { ask, openReference, type Question, QUESTIONS, type Reference } from '#bench/world/reference.ts';
import { CHECKS, clusterOf, openWorld, organizationIn } from '#bench/world/world.ts';

/** From stored records to stored outcomes and a sealed run, against the SQL that finds and stores the same rows. */
export const checks: Bench = {
  name: 'checks',
  title: 'Four checks over four populations, from stored records to stored outcomes and a sealed run',
  needs: 'world',
  run: async ({ folder, size, rounds }) => {
    const attestry = await openWorld(folder);
    const reference = await openReference(clusterOf(folder));
    try {
      const org = await organizationIn(attestry);
      const taken = await alternating(rounds, {
        ours: { ready: () => forget(reference), turn: () => runChecks(attestry, org, [...CHECKS], () => undefined) },
        sql: { ready: () => emptied(reference), turn: () => ask(reference.sql, [...CHECKS]) },
      });
      const rows = await sameRows(attestry, org, reference, size);
      return [
        {
          what: 'four checks, against SQL that finds and stores the same rows',
          figure: taken.ours / taken.sql,
          unit: '×',
          budget: atAMillion(size, atMost(4)),
          detail: `ours ${seconds(taken.ours)} (${rate(4 * size, taken.ours)} judgements), SQL ${seconds(taken.sql)}, ${ofProcessor(taken.processor.ours, taken.processor.sql)}; ${rows} rows alike`,
          growth: { of: 'four checks', seconds: taken.ours, budget: atMost(11) },
        },
      ];
    } finally {
      await reference.close();
      await attestry.close();
    }
  },
};

/** The product never judges again what is unchanged; to see it judge everything, its earlier runs are taken away. */
export async function forget({ product }: Pick<Reference, 'product'>): Promise<void> {
  await product.query(
    `set session_replication_role = replica; truncate finding, check_run; reset session_replication_role`,
  );
  await product.query('checkpoint');
}

async function emptied({ sql }: Pick<Reference, 'sql'>): Promise<void> {
  await sql.query('truncate outcome');
  await sql.query('checkpoint');
}

/** Both must have found exactly the same items, or nothing was measured. How many there are. */
async function sameRows(
  { db }: Pick<Attestry, 'db'>,
  org: string,
  { product, sql }: Reference,
  size: number,
): Promise<number> {
  assert.ok(db);
  let all = 0;
  for (const [place, question] of (Object.keys(QUESTIONS) as Question[]).entries()) {
    const ours = await product.query<{ item: string }>(
      'select item from finding where org = $1 and check_id = $2 order by item',
      [org, question],
    );
    const theirs = await sql.query<{ item: number }>('select item from outcome where question = $1', [place + 1]);
    const population = (['change', 'person', 'person', 'vulnerability'] as const)[place] ?? 'person';
    const wanted = theirs.rows.map(({ item }) => keyOf(population, item, size)).sort();
    const found = ours.rows.map(({ item }) => item).sort();
    const first = wanted.findIndex((key, at) => key !== found[at]);
    if (first >= 0 || found.length !== wanted.length)
      assert.fail(
        `${question}: ours has ${found.length} rows and SQL ${wanted.length}; the first to differ: ${found[first]}, ${wanted[first]}`,
      );
    assert.ok(wanted.length > 0, `${question}: nothing deviates, so nothing is compared`);
    all += wanted.length;
  }
  return all;
}

const keyOf = (population: Populated, id: number, size: number): string =>
  `bench/${populationNamed(population).keyOf(factOf(population, id, { size }))}`;
