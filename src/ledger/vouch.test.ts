import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer, issue, pemOf } from '#test/kit/authority.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { leafHash } from './hash.ts';
import { cosign, formatNote, formatSignature, privateKeyFrom, signerOf, signNote, verifiedSignatures } from './note.ts';
import { timestampRequest, tokenOf } from './timestamp.ts';
import { firstToSee, NO_WITNESS, sinceWhen, type Vouch, vouchesIn } from './vouch.ts';
import { addCheckpointBody, cosignaturesIn, sizeSeen, withSignatures } from './witness.ts';

const seeded = (name: string, kind: 'log' | 'witness', seed: number) =>
  signerOf(name, kind, privateKeyFrom(new Uint8Array(32).fill(seed)));
const log = seeded('attestry.test/acme', 'log', 1);
const witness = seeded('witness.test/w1', 'witness', 2);
const other = seeded('witness.test/w2', 'witness', 3);
const head = { origin: log.name, size: 3, root: leafHash(Buffer.from('three')) };
const text = formatCheckpoint(head);
const checkpoint = formatNote({ text, signatures: [signNote(text, log)] });
const lineOf = (time: number, by = witness): string => formatSignature(cosign(text, time, by));

test('a checkpoint is offered to a witness as C2SP tlog-witness says', () => {
  const proof = [new Uint8Array(32).fill(0), new Uint8Array(32).fill(255)];
  const zeros = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  const ones = '//////////////////////////////////////////8=';
  assert.equal(addCheckpointBody({ old: 0, proof: [], checkpoint }), `old 0\n\n${checkpoint}`);
  assert.equal(addCheckpointBody({ old: 2, proof, checkpoint }), `old 2\n${zeros}\n${ones}\n\n${checkpoint}`);
  assert.throws(
    () => addCheckpointBody({ old: 2, proof: Array.from({ length: 64 }, () => head.root), checkpoint }),
    TypeError,
  );
});

test('a witness says in one form which size it saw', () => {
  assert.equal(sizeSeen('0\n'), 0);
  assert.equal(sizeSeen('20852014\n'), 20_852_014);
  for (const form of ['', '7', '07\n', '-1\n', '7\n\n', '7 \n', '99999999999999999999\n', '<html>'])
    assert.throws(() => sizeSeen(form), TypeError, form);
});

test('of what witnesses answer, the lines of those who are known are kept, if they hold', () => {
  const lines = `${lineOf(50, other)}${lineOf(60)}`;
  const { lines: kept, verified } = cosignaturesIn(lines, { text }, [witness]);
  assert.equal(kept, lineOf(60));
  assert.deepEqual(
    verified.map(({ verifier, time }) => [verifier.name, time]),
    [['witness.test/w1', 60]],
  );
  assert.equal(cosignaturesIn(lines, { text }, []).lines, '');
  const elsewhere = formatSignature(cosign(text.replace('\n3\n', '\n4\n'), 60, witness));
  for (const broken of [
    '',
    'no\n',
    lineOf(60).slice(0, -1),
    elsewhere,
    `${lineOf(60)}\n${lineOf(60)}`,
    `x\n\n${lineOf(60)}`,
  ])
    assert.throws(() => cosignaturesIn(broken, { text }, [witness]), TypeError, broken);
});

test('a checkpoint gathers signatures, each once, and stays a checkpoint', () => {
  const once = withSignatures(checkpoint, `${lineOf(60)}${lineOf(60)}${lineOf(50, other)}`);
  assert.equal(withSignatures(once, lineOf(60)), once);
  const { note, size } = parseCheckpoint(once);
  assert.equal(size, 3);
  assert.deepEqual(
    verifiedSignatures(note, [log, witness, other]).map(({ verifier, time }) => [verifier.name, time]),
    [
      ['attestry.test/acme', null],
      ['witness.test/w1', 60],
      ['witness.test/w2', 50],
    ],
  );
});

test('evidence is a word only when it is by somebody whom the reader trusts', async () => {
  const root = await issue({ name: 'Root', authority: true });
  const authority = await issue({ name: 'Timestamps', issuer: root });
  const token = tokenOf(await answer(timestampRequest(Buffer.from(text), Buffer.of(1)), authority));
  const anchors = pemOf(root);
  const timestamp = { kind: 'rfc3161', bytes: token } as const;
  const seen = { kind: 'witness', bytes: Buffer.from(lineOf(60)) } as const;
  const time = Date.UTC(2026, 2, 1, 12);
  assert.deepEqual(vouchesIn(timestamp, head, { anchors, witnesses: [] }), [{ size: 3, time, by: 'CN=Timestamps' }]);
  assert.deepEqual(vouchesIn(seen, head, { anchors, witnesses: [witness] }), [
    { size: 3, time: 60_000, by: 'witness.test/w1' },
  ]);
  assert.deepEqual(vouchesIn(timestamp, head, { anchors: '', witnesses: [witness] }), []);
  assert.deepEqual(vouchesIn(seen, head, { anchors, witnesses: [other] }), []);
  const longer = { ...head, size: 4 };
  assert.throws(() => vouchesIn(timestamp, longer, { anchors, witnesses: [] }), /of other bytes/);
  assert.throws(() => vouchesIn(seen, longer, { anchors, witnesses: [witness] }), /does not hold/);
});

const JANUARY = Date.UTC(2026, 0, 5, 10);
const MARCH = Date.UTC(2026, 2, 1);
const vouch = (size: number, time: number, by = 'CN=Timestamps'): Vouch => ({ size, time, by });

test('a reader is told since when an outsider vouches, and for how much', () => {
  const cases: readonly (readonly [readonly Vouch[], number, string])[] = [
    [[], 10, NO_WITNESS],
    [[], 0, NO_WITNESS],
    [[vouch(5, MARCH)], 0, NO_WITNESS],
    [[vouch(0, MARCH)], 10, NO_WITNESS],
    [
      [vouch(10, MARCH)],
      10,
      'outside witness: CN=Timestamps vouches since 2026-03-01T00:00:00.000Z for all 10 entries',
    ],
    [[vouch(1, MARCH)], 1, 'outside witness: CN=Timestamps vouches since 2026-03-01T00:00:00.000Z for all 1 entry'],
    [
      [vouch(12, MARCH, 'w1'), vouch(4, JANUARY, 'w2')],
      10,
      'outside witness: w1 vouches since 2026-03-01T00:00:00.000Z for all 10 entries, and w2 vouches since 2026-01-05T10:00:00.000Z for the first 4 of them',
    ],
    [
      [vouch(10, MARCH), vouch(10, JANUARY), vouch(4, MARCH)],
      10,
      'outside witness: CN=Timestamps vouches since 2026-01-05T10:00:00.000Z for all 10 entries',
    ],
    [
      [vouch(7, MARCH)],
      10,
      "outside witness: CN=Timestamps vouches since 2026-03-01T00:00:00.000Z for the first 7 of 10 entries; received dates after these rest on the company's own clock and key",
    ],
  ];
  for (const [vouches, size, sentence] of cases) assert.equal(sinceWhen(vouches, size), sentence);
});

test('no entry is said to be vouched for earlier than somebody saw it', () => {
  const one = fc.record({
    size: fc.nat(20),
    time: fc.nat(1000).map((day) => JANUARY + day * 86_400_000),
    by: fc.constant('w'),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), fc.integer({ min: 1, max: 20 }), (vouches, size) => {
      const sentence = sinceWhen(vouches, size);
      const whole = firstToSee(vouches, size);
      assert.equal(
        sentence === NO_WITNESS,
        vouches.every((each) => each.size === 0),
      );
      assert.equal(sentence.includes(' for all '), whole !== null);
      if (whole !== null) assert.ok(sentence.includes(`vouches since ${new Date(whole.time).toISOString()} for all `));
      assert.equal(sentence.endsWith("rest on the company's own clock and key"), whole === null);
      if (whole !== null) assert.ok(vouches.every((each) => each.size < size || each.time >= whole.time));
    }),
  );
});
