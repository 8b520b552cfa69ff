import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { collect } from '#/features/sources/index.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testInstallation } from '#test/kit/running.ts';

const asked: string[] = [];
const query = Reflect.get(pg.Client.prototype, 'query') as (...given: unknown[]) => unknown;
pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
  const [first] = given;
  asked.push(typeof first === 'string' ? first : String((first as { readonly text?: unknown } | null)?.text));
  return Reflect.apply(query, this, given) as never;
};

/** What stands around a list: whose session it is, what they are here, and the transaction that says whose rows it sees. */
const AROUND = /^(\/\* sent \*\/ )?(begin|commit)|^select set_config[^;]*$|"session"|from memberships\(/iu;

/** How many statements a question takes, besides what stands around it, when it is not the first of its kind. */
async function statementsOf(ask: () => Promise<{ readonly status: number }>): Promise<readonly string[]> {
  await ask();
  asked.length = 0;
  assert.equal((await ask()).status, 200);
  return asked.filter((text) => !AROUND.test(text));
}

const LISTS = [
  '/controls',
  '/readiness',
  '/readiness/movie',
  '/readiness/outlook',
  '/readiness/lint',
  '/checks',
  '/sources',
  '/populations',
  '/populations/change/records',
  '/evidence',
  '/engagements',
  '/work/tasks',
  '/trust/place',
];

test('Home and the main lists ask at most three things each, however much there is to list', async () => {
  const installation = await testInstallation({ part: 'web' });
  const { signal } = new AbortController();
  const org = await organizationIn(installation, 'acme');
  const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const send = async (route: string, body: object): Promise<void> => {
    const answer = await browser.send('POST', `/api${route}`, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await send('/controls', { controls: ['change-peer-review', 'backups', 'mfa-enforced'].map((id) => ({ id })) });
  await send('/engagements', {
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
    categories: ['security'],
  });
  for (const id of ['one', 'two', 'three']) {
    const repository = testRepository(testFolder());
    repository.commit(`the first of ${id}`);
    await send('/sources', { id, collector: 'git', settings: { repository: repository.folder } });
    await collect(installation.attestry.sources, org, id, { signal, progress: () => undefined });
  }
  for (const list of LISTS) {
    const statements = await statementsOf(() => browser.send('GET', `/api${list}`));
    assert.ok(statements.length > 0, `${list} asks the database`);
    assert.ok(statements.length <= 3, `${list} asks ${statements.length} times:\n${statements.join('\n\n')}`);
  }
});
