import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DomainError } from '#/core/errors.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testServer } from '#test/kit/server.ts';
import { gitTool, type GitSetup } from './git.ts';

const never = new AbortController().signal;
const tool = (over: Partial<GitSetup> = {}) => gitTool({ signal: never, ...over });
const git = tool();

async function printed(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const failed =
  (code: string, because = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code);
    assert.match(String(error.facts['because']), because);
    return true;
  };

/** A program that leaves a trace when anybody runs it. */
function trap(folder: string): { readonly program: string; readonly sprung: () => boolean } {
  const trace = path.join(folder, 'sprung');
  const program = path.join(folder, 'trap.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, sprung: () => existsSync(trace) };
}

test('it reads a repository', async () => {
  const { folder, commit } = testRepository(testFolder());
  commit('first');
  const head = commit('second');
  assert.equal(await printed(git(['rev-list', '--count', 'HEAD'], { folder })), '2\n');
  assert.equal(await printed(git(['log', '--format=%H', '-n', '1', 'HEAD'], { folder })), `${head}\n`);
});

test('what git complains of is in the error, without control characters', async () => {
  const { folder } = testRepository(testFolder());
  await assert.rejects(printed(git(['rev-parse', '--verify', 'gone\u001b[31m'], { folder })), (error: unknown) => {
    failed('program_failed', /single revision/)(error);
    assert.doesNotMatch((error as Error).message, /\p{Cc}/u);
    return true;
  });
});

test('a machine without git is told so', async () => {
  const missing = tool({ environment: { PATH: '/nonexistent' } });
  await assert.rejects(printed(missing(['rev-parse', 'HEAD'])), failed('program_missing', /ENOENT/));
});

const HOSTILE = [
  '--upload-pack=touch sprung',
  '-u',
  'ext::sh -c touch% sprung',
  'ext::sh',
  'fd::7',
  'foo::bar',
  'ssh://-oProxyCommand=touch/x',
  'ssh://-oProxyCommand=touch@host/x',
  'ssh://%2doProxyCommand=touch/x',
  '-oProxyCommand=touch:x',
  'host:-x',
  'ftp://host/x',
  'https://ada:secret@host/x',
  'https://host/x\n',
  'https://host/a b',
  'relative/path',
  '../up',
  '',
] as const;

for (const address of HOSTILE) {
  for (const subcommand of ['fetch', 'ls-remote', 'push'])
    test(`${subcommand} refuses the address ${JSON.stringify(address)}`, () => {
      assert.throws(() => git([subcommand, '--', address]), failed('address_refused'));
    });
}

const MISTAKES: readonly (readonly string[])[] = [
  ['fetch', 'https://host/x'],
  ['fetch', '--upload-pack=touch', '--', 'https://host/x'],
  ['fetch', '--upload-p=touch', '--', 'https://host/x'],
  ['fetch', '-u', '--', 'https://host/x'],
  ['ls-remote', '--exec=touch', '--', '/x'],
  ['push', '--receive-pack=touch', '--', '/x'],
  ['clone', '--', 'https://host/x'],
  ['-c', 'core.fsmonitor=touch', 'log'],
  ['config', 'core.pager', 'touch'],
  ['upload-pack', '/x'],
  ['filter-branch'],
  ['remote', 'update'],
  ['remote', '--verbose'],
  ['remote', 'get-url', '--push', 'origin'],
  ['remote', 'set-url', '--', 'origin'],
  ['log', '--ext-diff'],
  ['log', '--ext-d'],
  ['log', '--textconv'],
  ['log', '--show-sig'],
  ['log', '--output=/etc/passwd'],
  ['log', '--outp=/etc/passwd'],
  ['init', '--template=/tmp'],
  ['cat-file', '--filters', 'HEAD:x'],
  ['constructor'],
  [],
];

for (const args of MISTAKES)
  test(`git ${args.join(' ')} is not run`, () => {
    assert.throws(() => git(args), TypeError);
  });

test('nothing in the configuration of a repository is run', async () => {
  const { folder, git: asPerson, commit } = testRepository(testFolder());
  const { program, sprung } = trap(path.dirname(folder));
  commit('first');
  asPerson(['config', 'alias.log', `!${program}`]);
  for (const name of [
    'core.fsmonitor',
    'core.pager',
    'pager.log',
    'core.editor',
    'core.askPass',
    'core.gitProxy',
    'core.sshCommand',
    'core.alternateRefsCommand',
    'credential.helper',
    'diff.external',
    'gpg.program',
    'gpg.ssh.program',
    'gpg.ssh.defaultKeyCommand',
    'uploadpack.packObjectsHook',
    'filter.trap.clean',
    'diff.trap.textconv',
    'trailer.trap.command',
  ])
    asPerson(['config', name, program]);
  asPerson(['config', 'log.showSignature', 'true']);
  asPerson(['config', 'core.hooksPath', path.dirname(program)]);
  writeFileSync(path.join(folder, '.git/info/attributes'), '* filter=trap diff=trap\n');
  for (const hook of ['reference-transaction', 'post-index-change', 'pre-auto-gc', 'post-checkout'])
    writeFileSync(path.join(path.dirname(program), hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  const signed = asPerson(['cat-file', 'commit', 'HEAD']).replace(
    '\n\n',
    '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n',
  );
  const head = asPerson(['hash-object', '-t', 'commit', '-w', '--stdin', '--no-filters'], { input: `${signed}\n` });
  asPerson(['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', 'update-ref', 'refs/heads/main', head]);

  assert.match(await printed(git(['log', '--format=%H%n%B', 'main'], { folder })), new RegExp(`^${head}\nfirst`));
  await printed(git(['rev-list', '--count', 'main'], { folder }));
  await printed(git(['for-each-ref', '--format=%(refname)'], { folder }));
  await printed(git(['branch', '--show-current'], { folder }));
  await printed(git(['update-ref', 'refs/heads/other', head], { folder }));
  await printed(git(['cat-file', '-p', head], { folder }));
  assert.equal(sprung(), false);
  asPerson(['-c', 'core.hooksPath=/dev/null', 'log', '-1', 'main']);
  assert.equal(sprung(), true, 'the trap works');
});

test('a repository that misses an object does not fetch it from where it says', async () => {
  const { folder, git: asPerson, commit } = testRepository(testFolder());
  const { program, sprung } = trap(path.dirname(folder));
  const first = commit('first');
  commit('second');
  asPerson(['config', 'core.repositoryFormatVersion', '1']);
  asPerson(['config', 'extensions.partialClone', 'origin']);
  asPerson(['config', 'remote.origin.promisor', 'true']);
  asPerson(['config', 'remote.origin.url', `ext::${program}`]);
  asPerson(['config', 'remote.origin.uploadpack', program]);
  asPerson(['config', 'protocol.allow', 'always']);
  asPerson(['config', 'protocol.ext.allow', 'always']);
  const object = path.join(folder, '.git/objects', first.slice(0, 2), first.slice(2));
  rmSync(object);
  await assert.rejects(printed(git(['log', '--format=%H', 'main'], { folder })), failed('program_failed'));
  assert.equal(sprung(), false);
});

test('replaced and grafted history is not believed', async () => {
  const { folder, git: asPerson, commit } = testRepository(testFolder());
  const first = commit('first');
  const second = commit('second');
  const forged = asPerson(['commit-tree', '-m', 'forged', `${second}^{tree}`]);
  asPerson(['replace', second, forged]);
  mkdirSync(path.join(folder, '.git/info'), { recursive: true });
  writeFileSync(path.join(folder, '.git/info/grafts'), `${second}\n`);
  assert.equal(await printed(git(['log', '--format=%H %s', 'main'], { folder })), `${second} second\n${first} first\n`);
});

test('a folder inside a repository is not taken for it', async () => {
  const { folder, commit } = testRepository(testFolder());
  commit('first');
  const inside = path.join(folder, 'inside');
  mkdirSync(inside);
  await assert.rejects(printed(git(['rev-parse', 'HEAD'], { folder: inside })), failed('program_failed', /not a git/));
});

test('a repository of another user is read', async () => {
  const { folder, commit } = testRepository(testFolder());
  commit('first');
  if (process.getuid?.() === 0) {
    for (const name of ['', '.git', '.git/config']) chownSync(path.join(folder, name), 65534, 65534);
  }
  assert.equal(await printed(git(['rev-list', '--count', 'HEAD'], { folder })), '1\n');
});

test('a remote is read without running anything that it holds', async () => {
  const folder = testFolder();
  const remote = testRepository(folder, 'remote');
  const { program, sprung } = trap(folder);
  const head = remote.commit('first');
  remote.git(['config', 'uploadpack.packObjectsHook', program]);
  remote.git(['config', 'uploadpack.allowFilter', 'true']);
  const mirror = path.join(folder, 'mirror');
  await printed(git(['init', '--bare', mirror]));
  const address = pathToFileURL(remote.folder).href;
  assert.match(await printed(git(['ls-remote', '--symref', '--', address, 'HEAD'])), /^ref: refs\/heads\/main\tHEAD/);
  const fetch = [
    'fetch',
    '--filter=blob:none',
    '--prune',
    '--quiet',
    '--',
    address,
    '+refs/heads/main:refs/heads/main',
  ];
  await printed(git(fetch, { folder: mirror }));
  assert.equal(await printed(git(['rev-parse', 'refs/heads/main'], { folder: mirror })), `${head}\n`);
  assert.equal(sprung(), false);
});

test('a secret goes to the address that it is for, and to no other', async () => {
  const seen: (string | undefined)[] = [];
  const server = await testServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(404).end();
  });
  const authorization = { address: `${server.url}/acme/`, header: 'Basic c2VjcmV0' };
  for (const at of ['acme', 'other'])
    await assert.rejects(printed(git(['ls-remote', '--', `${server.url}/${at}/app`], { authorization })));
  assert.deepEqual(seen, ['Basic c2VjcmV0', undefined]);
});

test('a redirect does not take a secret along', async () => {
  let taken = 0;
  const other = await testServer((_, response) => {
    taken += 1;
    response.end();
  });
  const server = await testServer((request, response) =>
    response.writeHead(302, { location: `${other.url}${request.url}` }).end(),
  );
  const authorization = { address: server.url, header: 'Basic c2VjcmV0' };
  await assert.rejects(printed(git(['ls-remote', '--', `${server.url}/app`], { authorization })));
  assert.equal(taken, 0);
});

test('a run that takes too long is ended, with what it started', async () => {
  const server = await testServer(() => undefined);
  const start = performance.now();
  await assert.rejects(
    printed(git(['ls-remote', '--', `${server.url}/app`], { timeout: 200 })),
    failed('program_failed', /longer than 0\.2 seconds/),
  );
  assert.ok(performance.now() - start < 4_000);
  assert.equal(helpersOf(server.url), 0);
});

test('who stops the run ends git', async () => {
  const server = await testServer(() => undefined);
  const run = new AbortController();
  const asked = printed(tool({ signal: run.signal })(['ls-remote', '--', `${server.url}/app`]));
  setTimeout(() => run.abort(new Error('enough')), 100);
  await assert.rejects(asked, /enough/);
  assert.equal(helpersOf(server.url), 0);
});

test('more output than the limit is refused', async () => {
  const { folder, commit } = testRepository(testFolder());
  commit('x'.repeat(10_000));
  const bounded = tool({ limits: { bytes: 5_000 } });
  await assert.rejects(
    printed(bounded(['log', '--format=%B'], { folder })),
    failed('program_failed', /more than 5000/),
  );
});

test('who stops reading ends git', async () => {
  const { folder, git: asPerson } = testRepository(testFolder());
  const stream = ['reset refs/heads/main'];
  for (let count = 0; count < 5_000; count += 1)
    stream.push('commit refs/heads/main', `committer A <a@b> ${count} +0000`, 'data 500', 'x'.repeat(500), '');
  asPerson(['fast-import', '--quiet'], { input: `${stream.join('\n')}\n` });
  let chunks = 0;
  for await (const chunk of git(['log', '--format=%B', 'main'], { folder })) {
    chunks += chunk.length > 0 ? 1 : 0;
    break;
  }
  assert.equal(chunks, 1);
});

/** How many processes of this machine still talk to an address. */
const helpersOf = (address: string): number =>
  spawnSync('ps', ['-A', '-o', 'args'])
    .stdout.toString()
    .split('\n')
    .filter((line) => line.includes(address)).length;
