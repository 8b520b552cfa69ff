import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { viewsContract } from './contract.ts';
import { forgetViews, views } from './index.ts';

const db = await testDatabase();
const PAGE = '/controls';

test('a view is of the person who saved it and of its page, until they forget it or are not here any more', async () => {
  const { deps, org } = await testCompany(db);
  const of = (person: string) => localClient(viewsContract, views(deps), { org, person });
  const [ada, bo] = [of('ada@acme.example'), of('bo@acme.example')];
  await ada.save({ page: PAGE, name: ' Late ones ', search: '{"sort":"-due"}' });
  await ada.save({ page: PAGE, name: 'all', search: '{}' });
  await ada.save({ page: PAGE, name: 'Late ones', search: '{"sort":"due"}' });
  const kept = async (client: typeof ada, page = PAGE) =>
    (await client.list({ page })).views.map(({ name, search }) => `${name} ${search}`);
  assert.deepEqual(
    await kept(ada),
    ['all {}', 'Late ones {"sort":"due"}'],
    'the second of a name is instead of the first',
  );
  assert.deepEqual(await kept(bo), []);
  assert.deepEqual(await kept(ada, '/checks'), []);
  await assert.rejects(bo.remove({ page: PAGE, name: 'all' }), /no view "all"/);
  await ada.remove({ page: PAGE, name: 'all' });
  assert.deepEqual(await kept(ada), ['Late ones {"sort":"due"}']);
  await forgetViews(deps, org);
  assert.deepEqual(await kept(ada), [], 'she was never a member');
});

test('nobody keeps more than 200, and one that is there can still be changed', async () => {
  const { deps, org } = await testCompany(db);
  const ada = localClient(viewsContract, views(deps), { org, person: 'ada@acme.example' });
  for (let number = 0; number < 200; number += 1)
    await ada.save({ page: `/p${number % 3}`, name: `v${number}`, search: '{}' });
  await assert.rejects(ada.save({ page: PAGE, name: 'one more', search: '{}' }), /you keep 200 views already/);
  await ada.save({ page: '/p0', name: 'v0', search: '{"find":"x"}' });
  assert.equal((await ada.list({ page: PAGE })).views.length, 0);
});
