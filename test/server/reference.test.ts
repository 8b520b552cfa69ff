import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPERATIONS } from '#/contract/api.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url } = installation;
const page = await (await fetch(`${url}/api/reference`)).text();
const plain = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('the reference has an article of every request, a line in its index, and no address that leads nowhere', () => {
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
  const links = new Set([...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id));
  for (const { name } of OPERATIONS) {
    assert.ok(page.includes(`<article id="${name}">`), name);
    assert.ok(page.includes(`<li><a href="#${name}">`), name);
  }
  assert.deepEqual(
    [...links].filter((id) => !ids.has(id)),
    [],
  );
  assert.equal(plain(page).includes('`'), false, 'code is set as code');
});

test('every parameter says what it is, but for an id that its address names', async () => {
  const description = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    readonly paths: Record<
      string,
      Record<string, { parameters?: { name: string; description?: string; schema: object }[] }>
    >;
    readonly tags: readonly { readonly name: string; readonly description?: string }[];
  };
  const silent = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [] }]) =>
      parameters
        .filter(
          ({ name, description: words, schema }) =>
            (words === undefined && name !== 'id') || Object.keys(schema).length === 0,
        )
        .map(({ name }) => `${method} ${path}: ${name}`),
    ),
  );
  assert.deepEqual(silent, []);
  assert.deepEqual(
    description.tags.filter((tag) => (tag.description ?? '') === ''),
    [],
  );
});

test('what the reference gives as examples is answered', async () => {
  const org = await organizationIn(installation, 'acme');
  const { browser } = await personIn(installation, { org, role: 'owner', email: 'owner@acme.example' });
  const body = { name: 'examples', scopes: ['controls:read', 'controls:write', 'checks:write'] };
  const made = await browser.send('POST', '/api/identity/keys', { body });
  const examples = [...page.matchAll(/<pre>(curl .*?)<\/pre>/gs)].map(([, example = '']) => plain(example));
  assert.equal(examples.length, 4);
  for (const example of examples) {
    const [, method = 'GET'] = /-X (\w+)/.exec(example) ?? [];
    const [, sent] = /-d '([^']*)'/.exec(example) ?? [];
    const [, route = ''] = /(\/api\/[^\s"]+)"?$/.exec(example) ?? [];
    const headers = Object.fromEntries(
      [...example.matchAll(/-H (["'])([\w-]+): (.*?)\1/g)].map(([, , name = '', value = '']) => [
        name.toLowerCase(),
        value.replace('$ATTESTRY_API_KEY', String(made.body['key'])),
      ]),
    );
    const given = { headers, ...(sent === undefined ? {} : { body: JSON.parse(sent) as object }) };
    const answer = await new Browser(url).send(method, route, given);
    assert.equal(answer.status, 200, `${example}: ${JSON.stringify(answer.body)}`);
  }
});

test('what is known again by a key that names it is described so, and what is not is not', () => {
  for (const { name, endpoint } of OPERATIONS) {
    const [, article = ''] =
      new RegExp(`<article id="${name.replace('.', '\\.')}">(.*?)</article>`, 's').exec(page) ?? [];
    assert.equal(article.includes('key_reused'), endpoint.method !== 'GET', name);
  }
});
