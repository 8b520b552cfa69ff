import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { partOf } from './parts.ts';

const { fetch } = globalThis;
afterEach(() => void (globalThis.fetch = fetch));
const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

test('a part that does not come because the server is gone is no reason to load the window anew', async () => {
  globalThis.location = { origin: 'https://attestry.example' } as Location;
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  await assert.rejects(partOf(gone)(), { code: 'server_unreachable' });
});

test('a part in whose place a new version stands stays what it was: the router loads the window anew', async () => {
  globalThis.fetch = () => Promise.resolve(new Response(null));
  await assert.rejects(partOf(gone)(), { name: 'TypeError' });
});

test('a part that comes is as it is', async () => {
  assert.equal(await partOf(() => Promise.resolve(7))(), 7);
});
