import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { confined } from '#/app/confined.ts';
import { reachedTools } from '#/app/reached.ts';
import { DomainError } from '#/core/errors.ts';
import { systemChance } from '#/platform/clock.ts';
import { configFrom } from '#/platform/config.ts';
import { gitTool } from '#/platform/git.ts';
import { httpTool } from '#/platform/http.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { type Browser, testInstallation } from '#test/kit/running.ts';
import { testServer } from '#test/kit/server.ts';

const REACHED = { ATTESTRY_HOST: '0.0.0.0' };
const NAMED = { ...REACHED, ATTESTRY_WEBHOOK_NETWORKS: '127.0.0.0/8' };
const installation = await testInstallation({ environment: REACHED });
const { attestry } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'contributor', email: 'ada@acme.example' });
const inside = await testServer((_, response) => response.end('what nobody outside may see'));
const { port } = new URL(inside.url);
const signal = AbortSignal.timeout(60_000);

const codeOf = ({ body }: Awaited<ReturnType<Browser['send']>>): unknown =>
  (body['error'] as { code?: string } | undefined)?.code;

/** The tools of sources, as a server with that environment has them. */
async function toolsOf(environment: Readonly<Record<string, string>>) {
  const config = configFrom({ ATTESTRY_DATA: attestry.config.data, ...environment }, {});
  return confined({ ...attestry, config }).sources.tools(org, 'app', signal);
}

/** What came of asking: a code, or that there was an answer. */
async function ended(work: AsyncIterable<unknown> | Promise<unknown>): Promise<string> {
  try {
    if (work instanceof Promise) await work;
    else for await (const _ of work);
    return 'answered';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

test('whoever is let in has a server that others reach ask nothing of its own network', async () => {
  const repositories = [
    `http://127.0.0.1:${port}/x`,
    `https://localhost:${port}/x`,
    'http://169.254.169.254/x',
    `ssh://git@127.0.0.1:${port}/x`,
    `git://127.0.0.1:${port}/x`,
    'git@10.0.0.7:acme/app',
    'https://192.168.0.1/x',
  ];
  const hubs = [`http://127.0.0.1:${port}`, `https://localhost:${port}/api/v3`, 'https://169.254.169.254/api/v3'];
  const sources = [
    ...repositories.map((repository) => ({ collector: 'git', settings: { repository } })),
    ...hubs.map((baseUrl) => ({
      collector: 'github',
      settings: { organization: 'acme', baseUrl },
      secrets: { token: 'a-token-of-tests' },
    })),
  ];
  for (const [index, source] of sources.entries()) {
    const of = JSON.stringify(source.settings);
    const id = `source-${index}`;
    const tried = await browser.send('POST', '/api/sources/try', { body: source });
    assert.equal(codeOf(tried), 'address_refused', `${of} ${JSON.stringify(tried.body)}`);
    assert.equal(
      codeOf(await browser.send('POST', '/api/sources', { body: { id, ...source } })),
      'address_refused',
      of,
    );
    const added = await browser.send('POST', '/api/sources', { body: { id, ...source, untried: true } });
    assert.equal(added.status, 200, JSON.stringify(added.body));
    assert.equal(codeOf(await browser.send('POST', `/api/sources/${id}/test`, { body: {} })), 'address_refused', of);
  }
  assert.deepEqual(inside.requests, []);
});

test('a network that the operator names is asked, and any where it is somebody’s own machine', async () => {
  const server = await testServer((_, response) => response.writeHead(404).end());
  for (const environment of [NAMED, {}]) {
    const before = server.requests.length;
    const { git, http } = await toolsOf(environment);
    assert.equal(await ended(git(['ls-remote', '--', `${server.url}/app.git`])), 'program_failed');
    assert.equal((await http(`${server.url}/api`)).status, 404);
    assert.deepEqual(server.requests.slice(before), ['GET /app.git/info/refs?service=git-upload-pack', 'GET /api']);
  }
  const { git, http } = await toolsOf(REACHED);
  assert.equal(await ended(git(['ls-remote', '--', `${server.url}/app.git`])), 'address_refused');
  assert.equal(await ended(http(`${server.url}/api`)), 'address_refused');
});

test('no redirect leads to another server, and one within the same is followed', async () => {
  const server = await testServer(({ url = '' }, response) => {
    if (url === '/moved') response.writeHead(301, { location: '/here' }).end();
    else if (url === '/here') response.end('here');
    else if (url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.writeHead(302, { location: `${inside.url}${url}` }).end();
  });
  const { git, http } = await toolsOf(NAMED);
  assert.equal(await (await http(`${server.url}/moved`)).text(), 'here');
  assert.equal(await ended(http(`${server.url}/round`)), 'address_refused');
  assert.equal(await ended(http(`${server.url}/elsewhere`)), 'address_refused');
  assert.equal(await ended(git(['ls-remote', '--', `${server.url}/app.git`])), 'program_failed');
  assert.deepEqual(inside.requests, []);
});

test('git goes to the place that was looked at, whatever its name stands for by then', async () => {
  const reached = { host: 'git.invalid', port: Number(port), addresses: ['127.0.0.1'] };
  const git = gitTool({ signal });
  await ended(git(['ls-remote', '--', `http://git.invalid:${port}/app.git`], { reached }));
  assert.equal(inside.requests[0], 'GET /app.git/info/refs?service=git-upload-pack');
});

test('so does what is asked without encryption, which no certificate would give away', async () => {
  const server = await testServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () =>
        response.writeHead(201, { 'x-a': 'b' }).end(`${request.headers.host} ${Buffer.concat(chunks).toString()}`),
      );
  });
  const { port: its } = new URL(server.url);
  const reach = async () => ({ host: 'keeps.invalid', port: Number(its), addresses: ['127.0.0.1'] });
  const { http } = reachedTools({ http: httpTool({ chance: systemChance, signal }), git: gitTool({ signal }) }, reach);
  const answer = await http(`http://keeps.invalid:${its}/log`, { method: 'PUT', body: 'a checkpoint' });
  assert.deepEqual(
    [answer.status, answer.headers.get('x-a'), answer.url, await answer.text()],
    [201, 'b', `http://keeps.invalid:${its}/log`, `keeps.invalid:${its} a checkpoint`],
  );
  const slow = await testServer((_, response) => response.writeHead(200).write('and'));
  const impatient = httpTool({ chance: systemChance, signal, limits: { timeout: 200, tries: 1 } });
  const reached = { addresses: ['127.0.0.1'] };
  for (const options of [{}, { reached }])
    await assert.rejects(impatient(slow.url, options), { code: 'http_failed', message: /it took too long/u });
  const endless = await testServer((_, response) => response.end('x'.repeat(2_000)));
  const brief = httpTool({ chance: systemChance, signal, limits: { answer: 1_000 } });
  await assert.rejects(brief(endless.url, { reached }), { code: 'answer_too_large' });
});

test('so does ssh, which knows the key by the name', async () => {
  const folder = testFolder();
  const ssh = path.join(folder, 'ssh');
  writeFileSync(ssh, `#!/bin/sh\necho "$*" >>'${folder}/asked'\nexit 1\n`);
  chmodSync(ssh, 0o755);
  const git = gitTool({ signal, environment: { PATH: `${folder}:${process.env['PATH']}` } });
  const place = { host: 'git.invalid', addresses: ['93.184.216.34', '2606:2800:220:1::1'] };
  await ended(git(['ls-remote', '--', 'git@git.invalid:acme/app'], { reached: { ...place, port: null } }));
  await ended(git(['ls-remote', '--', 'ssh://git@git.invalid:2222/app'], { reached: { ...place, port: 2222 } }));
  const asked = readFileSync(path.join(folder, 'asked'), 'utf8');
  assert.match(asked, /-oHostName=93\.184\.216\.34 -oHostKeyAlias=git\.invalid .*git@git\.invalid/);
  assert.match(asked, /-oHostName=93\.184\.216\.34 -oHostKeyAlias=\[git\.invalid\]:2222 .*-p 2222 git@git\.invalid/);
});
