import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { Output } from '#/app/cli/output.ts';
import { parse } from '#/app/cli/parse.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testServer } from '#test/kit/server.ts';
import { commands } from './witness.ts';

const db = await testDatabase();
const made = await testAttestry(db);
const { attestry, caller, organization, folder } = made;

/** Runs a command as its line would, and returns the document that it prints. */
async function ran(name: string, ...words: readonly string[]): Promise<Record<string, unknown>> {
  const command = commands.find((each) => each.name === name);
  if (command?.needs !== 'organization') return assert.fail(name);
  const out = new PassThrough();
  const to = new Output({ out, err: new PassThrough(), json: true, color: false, width: 100 });
  const context = {
    remote: null,
    attestry,
    caller,
    zone: 'UTC',
    slug: organization.slug,
    company: organization.name,
    signal: new AbortController().signal,
  };
  await command.run(parse(command, words), to, context);
  return JSON.parse(String(out.read())) as Record<string, unknown>;
}

const checkpoint = async (): Promise<string> => (await attestry.ledger.status(caller.org)).checkpoint;

test('checkpoints go to a file, a repository and an address, each once', async () => {
  const received: string[] = [];
  const { url } = await testServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk.toString())).on('end', () => response.end('kept'));
  });
  const remote = path.join(folder, 'remote.git');
  execFileSync('git', ['init', '--quiet', '--bare', remote]);
  const file = path.join(folder, 'checkpoints');
  for (const place of [
    ['file', file],
    ['git', remote, '--branch', 'seen'],
    ['http', `${url}/log`],
  ]) {
    await ran('ledger witness set', ...place);
    assert.equal((await ran('ledger witness send'))['kind'], 'sent');
    await attestry.witness.publish(caller.org); // as after every command, of the line that says so
    assert.equal((await ran('ledger witness send'))['kind'], 'known');
    const note = await checkpoint();
    const kept: Readonly<Record<string, () => string>> = {
      file: () => readFileSync(file, 'utf8').trimEnd(),
      git: () => execFileSync('git', ['-C', remote, 'log', '-p', 'seen'], { encoding: 'utf8' }),
      http: () => received.join(''),
    };
    const text = kept[place[0] ?? '']?.();
    for (const line of note.trimEnd().split('\n')) assert.ok(text?.includes(line), `${place[0]}: ${line}`);
  }
});

test('without a vouching outsider it says so, and what is no place is refused', async () => {
  const shown = await ran('ledger witness');
  assert.deepEqual(
    (shown['since'] as readonly { readonly earliest: unknown }[]).map(({ earliest }) => earliest),
    [null, null],
  );
  for (const place of [
    ['http', 'ftp://example.com'],
    ['git', 'ext::sh'],
    ['witness', 'https://example.com'],
  ])
    await assert.rejects(ran('ledger witness set', ...place), { code: 'input_invalid' }, place.join(' '));
  for (const place of [
    ['pigeon', 'home'],
    ['file', ''],
  ])
    await assert.rejects(ran('ledger witness set', ...place), { code: 'usage' }, place.join(' '));
  await ran('ledger witness set', 'none');
  assert.equal((await ran('ledger witness send'))['kind'], 'off');
});

test('a restored log is refused while the file of a witness holds a longer one', async () => {
  const kept = path.join(folder, 'kept');
  const early = await checkpoint();
  await ran('ledger witness set', 'none');
  writeFileSync(kept, `${early}\n${await checkpoint()}\n`);
  assert.equal((await ran('ledger restored', kept, '--reason', 'the disk was lost'))['epoch'], 2);
  const { origin, size } = parseCheckpoint(await checkpoint());
  writeFileSync(kept, `${early}\n${(await checkpoint()).replace(`\n${size}\n`, `\n${size + 1}\n`)}\n`);
  await assert.rejects(ran('ledger restored', kept, '--reason', 'again'), {
    code: 'checkpoint_newer',
    facts: { known: size + 1, size },
  });
  assert.ok(origin.startsWith('attestry/'));
});
