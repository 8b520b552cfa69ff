import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { suite, test } from 'node:test';
import { checkpointsIn, parseCheckpoint } from '#/ledger/checkpoint.ts';
import { NO_WITNESS } from '#/ledger/vouch.ts';
import { answer, issue, pemOf } from '#test/kit/authority.ts';
import { commandLines, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testServer } from '#test/kit/server.ts';
import { testWitness } from '#test/kit/witness.ts';

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Everybody outside whom a company can tell of its log, on this machine. */
async function outsiders(folder: string, verifier: () => string) {
  const root = await issue({ name: 'Root', authority: true });
  const authority = await issue({ name: 'Timestamps', issuer: root });
  const witness = testWitness(verifier, () => Math.floor(Date.now() / 1000));
  const kept: string[] = [];
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const body = await bodyOf(request);
    switch (request.url ?? '') {
      case '/timestamps':
        return response.end(await answer(body, authority, { time: new Date().toISOString() }));
      case '/witness/add-checkpoint': {
        const [status, text, type = 'text/plain'] = witness.consider(body.toString());
        return response.writeHead(status, { 'content-type': type }).end(text);
      }
      case '/kept':
        kept.push(body.toString());
        return response.end('kept');
      default:
        return response.writeHead(404).end();
    }
  };
  const { url } = await testServer((request, response) => void reply(request, response));
  const [anchors, repository] = [path.join(folder, 'root.pem'), path.join(folder, 'checkpoints.git')];
  writeFileSync(anchors, pemOf(root));
  execFileSync('git', ['init', '--quiet', '--bare', repository]);
  return { url, kept, anchors, repository, witness, file: path.join(folder, 'checkpoints') };
}

suite('outsiders, through the command line', { timeout: 900_000 }, async () => {
  const folder = testFolder();
  const attestry = commandLines(folder);
  const run = async (code: number, ...words: readonly string[]): Promise<string> => {
    const ended = await attestry(words);
    assert.equal(ended.code, code, `${words.join(' ')}\n${ended.out}${ended.err}`);
    assert.equal(ended.err, '', words.join(' '));
    return ended.out;
  };
  const json = async (...words: readonly string[]) => JSON.parse(await run(0, ...words, '--json'));
  let verifier = '';
  const outside = await outsiders(folder, () => verifier);
  const sizeNow = async (): Promise<number> => (await json('ledger', 'status'))['size'] as number;
  const since = async (...whom: readonly string[]): Promise<string> => {
    const verified = await json('package', 'verify', 'acme.tar', '--key', verifier, ...whom);
    const [, second = ''] = verified['sentences'] as readonly string[];
    return /^2\. Since when: (.+)\.$/u.exec(second)?.[1] ?? assert.fail(second);
  };
  /** Makes a package of how things stand, and says how long the log was before it. */
  const packaged = async (): Promise<number> => {
    const size = await sizeNow();
    rmSync(path.join(folder, 'acme.tar'), { force: true }); // a file that is there is not replaced
    await run(0, 'package', 'create', '--out', 'acme.tar');
    return size;
  };

  await test('a company without an outsider', async () => {
    await run(0, 'init', 'Acme Inc', '--zone', 'Europe/Berlin');
    await keptRunning(path.join(folder, 'data'));
    verifier = (await json('ledger', 'key'))['verifier'] as string;
    await run(0, 'engagement', 'create', 'soc2', '--first', '2026-01-01', '--last', '2026-06-30');
    await packaged();
    assert.equal(await since('--anchors', outside.anchors, '--witness', outside.witness.key), NO_WITNESS);
  });

  await test('a timestamp authority (RFC 3161) vouches in the package for whoever believes it, and for nobody else', async () => {
    await run(0, 'ledger', 'witness', 'set', 'rfc3161', `${outside.url}/timestamps`, '--anchors', outside.anchors);
    assert.equal((await json('ledger', 'witness', 'send'))['kind'], 'known', 'setting it has sent the checkpoint');
    assert.match(await run(0, 'ledger', 'witness'), /CN=Timestamps vouches since \d+ \w{3} \d{4}, /u);
    const size = await packaged();
    assert.match(
      await since('--anchors', outside.anchors),
      new RegExp(
        `^outside witness: CN=Timestamps vouches since 20\\d\\d-\\S+Z for the first ${size} of ${size + 1} entries; received dates after these rest on the company's own clock and key$`,
        'u',
      ),
    );
    assert.equal(await since(), NO_WITNESS);
    assert.equal(await since('--witness', outside.witness.key), NO_WITNESS);
  });

  await test('a witness (C2SP) vouches in the package, beside the authority that vouched before', async () => {
    const place = [`${outside.url}/witness`, '--key', outside.witness.key];
    await run(0, 'ledger', 'witness', 'set', 'witness', ...place);
    assert.equal(outside.witness.seen()?.size, await sizeNow());
    const size = await packaged();
    const first = `for the first ${size} of ${size + 1} entries`;
    assert.match(
      await since('--witness', outside.witness.key),
      new RegExp(`^outside witness: witness\\.test/w1 vouches since .+ ${first}`, 'u'),
    );
    assert.match(
      await since('--witness', outside.witness.key, '--anchors', outside.anchors),
      new RegExp(
        `witness\\.test/w1 vouches since .+ ${first}, and CN=Timestamps vouches since .+ for the first \\d+ of them`,
        'u',
      ),
    );
  });

  for (const { kind, place, sees } of [
    { kind: 'file', place: [outside.file], sees: () => readFileSync(outside.file, 'utf8') },
    {
      kind: 'git',
      place: [outside.repository, '--branch', 'seen'],
      sees: () => {
        const show = (name: string) =>
          execFileSync('git', ['-C', outside.repository, 'show', name], { encoding: 'utf8' });
        const [, , name = ''] = show('seen:').split('\n');
        return show(`seen:${name}`);
      },
    },
    { kind: 'http', place: [`${outside.url}/kept`], sees: () => outside.kept.at(-1) ?? '' },
  ])
    await test(`a ${kind} keeps the checkpoint, and what it keeps establishes the signer of a later package`, async () => {
      await run(0, 'ledger', 'witness', 'set', kind, ...place);
      const kept = path.join(folder, `${kind}.checkpoint`);
      writeFileSync(kept, sees());
      const size = parseCheckpoint(checkpointsIn(sees()).at(-1) ?? '').size;
      assert.equal(size, await sizeNow());
      await packaged();
      const out = await run(0, 'package', 'verify', 'acme.tar', '--since', kept);
      assert.match(out, new RegExp(`Signer established: the log continues the checkpoint of ${size} entries`, 'u'));
    });

  await test('an outsider who does not answer is told of, and what was sealed stays sealed', async () => {
    const before = await sizeNow();
    const set = await attestry(['ledger', 'witness', 'set', 'http', `${outside.url}/nowhere`]);
    assert.equal(set.code, 0, set.err);
    assert.match(set.err, /was not taken by http.+: it answered 404/u);
    assert.equal(await sizeNow(), before + 2, 'the setting, and the line of the audit log');
    const { code, err } = await attestry(['ledger', 'witness', 'send']);
    assert.equal(code, 3);
    assert.match(err, /it answered 404/u);
  });
});
