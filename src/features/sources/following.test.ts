import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineCollector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testSources } from '#test/kit/sources.ts';
import { sourcesMirrors } from './mirror.store.ts';

const db = await testDatabase();

/** A file of one kind, or a system that tells of several. */
const collector = (id: string, populations: readonly PopulationName[]) =>
  defineCollector({
    id,
    title: id,
    version: 1,
    doc: 'Gives nothing.',
    populations,
    privileges: [],
    settings: z.unknown(),
    identity: [],
    secrets: [],
    grade: 'source',
    test: async () => ({ seen: [], rejected: 0 }),
    collect: async function* () {},
  });

async function company() {
  const all = [collector('file', ['person', 'training', 'incident']), collector('suite', ['person', 'training'])];
  const { org, chance, service, caller, ledger } = await testSources(db, all);
  const add = (id: string, population: PopulationName | null, follows: string | null, reference = false) =>
    service.add(caller, {
      id,
      collector: population === null ? 'suite' : 'file',
      settings: population === null ? {} : { mapping: { population } },
      secrets: {},
      reference,
      follows,
      untried: true,
    });
  const payload = async (position: number): Promise<unknown> =>
    JSON.parse(Buffer.from((await ledger.entry(org, position)).payload ?? []).toString());
  return { org, chance, service, caller, add, payload, ledger };
}

const refused =
  (because: RegExp) =>
  (error: unknown): boolean =>
    error instanceof DomainError &&
    error.code === 'source_not_followed' &&
    because.test(String(error.facts['because']));

test('what a source follows is sealed with the person, listed with the day, and left out where it follows nothing', async () => {
  const { add, payload, service, caller, chance } = await company();
  const old = await add('old', 'person', null);
  chance.at += 1_000;
  const { position } = await add('new', 'person', 'old');
  const said = { collector: 'file', settings: { mapping: { population: 'person' } }, reference: false };
  const person = 'email:ann@acme.example';
  assert.deepEqual(await payload(old.position), { v: 1, id: 'old', ...said, person });
  assert.deepEqual(await payload(position), { v: 2, id: 'new', ...said, person, follows: 'old' });
  const { sources: listed } = await service.list(caller, {});
  assert.deepEqual(
    listed.map(({ id, follows }) => [id, follows]),
    [
      ['old', null],
      ['new', { source: 'old', by: person, at: chance.at }],
    ],
  );
});

test('nothing follows what is not there, what tells of something else, what another follows, or what is not judged', async () => {
  const { add, service, caller, ledger, org } = await company();
  await add('old', 'person', null);
  await add('incidents', 'incident', null);
  await add('kept', 'person', null, true);
  await add('new', 'person', 'old');
  const { size } = await ledger.status(org);
  await assert.rejects(add('next', 'person', 'nobody'), { code: 'not_found' });
  await assert.rejects(add('next', 'person', 'next'), { code: 'not_found' }, 'itself is not there yet');
  await assert.rejects(add('next', 'person', 'incidents'), refused(/it tells of incident, and the new one of person/));
  await assert.rejects(add('next', 'person', 'old'), refused(/"new" follows it already/));
  await assert.rejects(add('next', 'person', 'kept'), refused(/for comparison only/));
  await assert.rejects(add('next', 'person', 'new', true), refused(/for comparison only/));
  assert.equal((await ledger.status(org)).size, size, 'nothing of it is sealed');
  assert.equal((await service.list(caller, {})).sources.length, 4);
  await add('suite', null, 'new'); // it tells of more, and follows in what both tell of
});

test('the tables keep to it by themselves, and to one organization', async () => {
  const [acme, other] = [await company(), await company()];
  await acme.add('old', 'person', null);
  await acme.add('new', 'person', 'old');
  await other.add('own', 'person', null);
  await assert.rejects(other.add('next', 'person', 'old'), { code: 'not_found' }, 'it is of somebody else');
  const write = (org: string, id: string, follows: string | null, by: string | null, as = org) =>
    db.transaction(as, (tx) =>
      tx
        .insertInto('source')
        .values({
          org,
          id,
          position: 1_000,
          collector: 'file',
          settings: '{}',
          reference: false,
          created: '2026-01-01T00:00:00Z',
          follows,
          follows_by: by,
        })
        .execute(),
    );
  await assert.rejects(write(acme.org, 'x', 'old', 'ann'), /source_follows_once/);
  await assert.rejects(write(acme.org, 'x', 'x', 'ann'), /source_follows_other/);
  await assert.rejects(write(acme.org, 'x', 'new', 'ann', other.org), /row-level security/);
  const seen = await db.transaction(other.org, (tx) => tx.selectFrom('source').select(['id', 'follows']).execute());
  assert.deepEqual(seen, [{ id: 'own', follows: null }]);
});

test('what a row must say is read from either version of the entry', () => {
  const [mirror] = sourcesMirrors;
  const v1 = { v: 1, id: 'a', collector: 'file', settings: {}, reference: false, person: 'ann' };
  const row = { id: 'a', collector: 'file', settings: {}, reference: false };
  assert.deepEqual(mirror?.sealed(v1, 'source-added'), [{ ...row, follows: null, follows_by: null }]);
  assert.deepEqual(mirror?.sealed({ ...v1, v: 2, follows: 'b' }, 'source-added'), [
    { ...row, follows: 'b', follows_by: 'ann' },
  ]);
});
