import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testInstallation } from '#test/kit/running.ts';

const { url } = await testInstallation({ rate: 3 });
for (let asked = 0; asked < 3; asked += 1) await fetch(`${url}/controls`);

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const got = async (route: string, accept: string) => {
  const answer = await fetch(url + route, { headers: { accept } });
  const head = (name: string): string => answer.headers.get(name) ?? '';
  const wait = Number(head('retry-after'));
  assert.equal(answer.status, 429, route);
  assert.ok(wait > 0 && wait <= 60, `Retry-After: ${wait}`);
  return {
    media: head('content-type').split(';')[0],
    policy: head('content-security-policy'),
    text: await answer.text(),
  };
};

test('a browser whose address has used up its requests is told by a page when to go on', async () => {
  for (const route of ['/', '/controls', '/.env', '/t/acme', '/t/acme/request']) {
    const { media, policy, text } = await got(route, BROWSER);
    assert.equal(media, 'text/html', route);
    assert.match(
      text,
      /Too many requests came from there\.<\/p><p>Wait (?:\d+ seconds?|(?:a|one|1) minute), then go on\./,
      route,
    );
    assert.ok(!/<script/i.test(text) && policy.startsWith("default-src 'none'"), route);
    assert.doesNotMatch(policy, /script-src/);
  }
});

test('a program is told in the form of all errors, and so is whoever opens an address of the API', async () => {
  for (const [route, accept] of [
    ['/controls', '*/*'],
    ['/api/controls', 'application/json'],
    ['/api/controls', BROWSER],
  ] as const) {
    const { media, text } = await got(route, accept);
    assert.equal(media, 'application/json', route);
    assert.equal((JSON.parse(text) as { error: { code: string } }).error.code, 'too_many_requests');
  }
});
