import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { parseVerifierKey, verifiedSignatures } from '#/ledger/note.ts';
import { leafHash } from '#/ledger/hash.ts';
import { verifyConsistency, verifyInclusion } from '#/ledger/proof.ts';
import { asEraser, type Tx } from '#/platform/db/database.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testLedger } from '#test/kit/ledger.ts';

const db = await testDatabase();
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ kind: 'test-thing', payload: { n: from + n } }));

test('a log grows across tiles, and every entry proves its place in every later checkpoint', async () => {
  const { ledger, org } = await testLedger(db);
  const steps = [1, 3, 250, 2, 300, 1, 66_000];
  const heads = [];
  let n = 0;
  for (const step of steps) {
    await db.transaction(org, (tx) => ledger.seal(tx, org, many(step, n)));
    n += step;
    heads.push(parseCheckpoint((await ledger.status(org)).checkpoint));
  }
  const last = heads.at(-1) ?? assert.fail();
  assert.equal(last.size, n + 1);
  for (const position of [0, 1, 254, 255, 256, 257, 511, 512, 556, 65_535, 65_536, n]) {
    const { parsed, proof, entry, checkpoint } = await ledger.entry(org, position);
    const { root, size } = parseCheckpoint(checkpoint);
    assert.ok(verifyInclusion(leafHash(entry), { index: position, size }, proof, root), `position ${position}`);
    assert.equal(parsed.kind, position === 0 ? 'log-begun' : 'test-thing');
  }
  for (const head of heads) {
    const proof = await db.transaction(org, (tx) => ledger.consistencyProof(tx, head.size, last.size));
    assert.ok(verifyConsistency(head, last, proof), `from ${head.size}`);
  }
  assert.deepEqual(await ledger.verify(org), {
    origin: last.origin,
    size: last.size,
    erased: 0,
    damages: [],
  });
});

test('entries and positions follow the order of commits, however many append at once', async () => {
  const { ledger, org } = await testLedger(db);
  const sealed = await Promise.all(
    Array.from({ length: 40 }, (_, n) => db.transaction(org, (tx) => ledger.seal(tx, org, many(1 + (n % 3), n * 10)))),
  );
  const positions = sealed
    .flat()
    .map(({ position }) => position)
    .sort((a, b) => a - b);
  assert.deepEqual(
    positions,
    Array.from(positions, (_, n) => n + 1),
  );
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('what a transaction did not commit was never in the log', async () => {
  const { ledger, org } = await testLedger(db);
  const before = await ledger.status(org);
  await assert.rejects(
    db.transaction(org, async (tx) => {
      await ledger.seal(tx, org, many(5));
      throw new Error('the state could not be saved');
    }),
    /could not be saved/,
  );
  assert.deepEqual(await ledger.status(org), before);
});

test('received never decreases, and a clock that steps back is sealed', async () => {
  const { ledger, org, chance } = await testLedger(db);
  const start = chance.at;
  chance.at = start + 60_000;
  const [first] = await db.transaction(org, (tx) => ledger.seal(tx, org, many(1)));
  chance.at = start;
  const [second] = await db.transaction(org, (tx) => ledger.seal(tx, org, many(1)));
  assert.equal(second?.received, first?.received);
  assert.equal((await ledger.entry(org, 2)).kind, 'clock-skew');
  assert.equal(second?.position, 3);
  assert.equal(await db.transaction(org, (tx) => ledger.sizeAt(tx, start + 59_999)), 1);
  assert.equal(await db.transaction(org, (tx) => ledger.sizeAt(tx, start + 60_000)), 4);
});

test('the key and the epoch of then are those that the entries until then say', async () => {
  const { ledger, org } = await testLedger(db);
  const seal = (count: number) => db.transaction(org, (tx) => ledger.seal(tx, org, many(count)));
  const now = async () => {
    const { size, verifier, epoch } = await ledger.status(org);
    return { size, verifier, epoch };
  };
  const past = [await now()];
  const step = async (does: () => Promise<unknown>) => {
    await does();
    await seal(3);
    past.push(await now());
  };
  await step(() => ledger.rotateKey(org, 'yearly'));
  await step(async () => {
    const { checkpoint } = await ledger.status(org);
    await ledger.restored(org, { known: [checkpoint], reason: 'the disk was lost', person: 'ada@acme.example' });
  });
  await step(() => ledger.rotateKey(org, 'it was seen by somebody'));
  assert.equal(new Set(past.map(({ verifier }) => verifier)).size, 3);
  assert.deepEqual(
    past.map(({ epoch }) => epoch),
    [1, 1, 2, 2],
  );
  for (const then of past) {
    const { size, verifier, epoch } = await db.transaction(org, (tx) => ledger.statusAt(tx, then.size));
    assert.deepEqual({ size, verifier, epoch }, then);
  }
  const { verifier } = await db.transaction(org, (tx) => ledger.statusAt(tx, 2));
  assert.equal(verifier, past[1]?.verifier, 'from the entry on that names it');
});

test('a key is replaced by an entry that both keys sign, and older checkpoints keep theirs', async () => {
  const { ledger, org } = await testLedger(db);
  const before = await ledger.status(org);
  const after = await ledger.rotateKey(org, 'yearly');
  const status = await ledger.status(org);
  const { note } = parseCheckpoint(status.checkpoint);
  assert.equal(status.verifier, after);
  assert.equal(verifiedSignatures(note, [before.verifier, after].map(parseVerifierKey)).length, 2);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(1)));
  const later = parseCheckpoint((await ledger.status(org)).checkpoint);
  assert.equal(verifiedSignatures(later.note, [parseVerifierKey(before.verifier)]).length, 0);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('an organization sees its own log only', async () => {
  const [one, two] = [await testLedger(db), await testLedger(db)];
  const seen = await db.transaction(one.org, async (tx) => tx.selectFrom('ledger_log').select('org').execute());
  assert.deepEqual(seen, [{ org: one.org }]);
  await assert.rejects(
    db.transaction(one.org, (tx) => one.ledger.seal(tx, two.org, many(1))),
    /row-level security|There is no|no log/,
  );
  assert.equal((await two.ledger.status(two.org)).size, 1);
});

/** Every way in which somebody with the database in their hands could change what the log says. */
const TAMPERINGS: readonly (readonly [string, string, RegExp])[] = [
  [
    'an entry is edited',
    `update ledger_batch set entries = overlay(entries placing '\\x41'::bytea from ends[6] + 12) where org = $1 and first = 1`,
    /^7: /,
  ],
  ['entries are removed', 'delete from ledger_batch where org = $1 and first = 1', /^7: the entry is missing/],
  [
    'an entry is cut out of its row',
    `update ledger_batch set ends = ends[1:599], leaves = substring(leaves for 6 * 32) || substring(leaves from 7 * 32 + 1),
            entries = substring(entries for ends[6]) || substring(entries from ends[7] + 1) where org = $1 and first = 1`,
    /^7: the payload is not the one/,
  ],
  [
    'the last entry is removed',
    `update ledger_batch set ends = ends[1:599], leaves = substring(leaves for 599 * 32), entries = substring(entries for ends[599])
      where org = $1 and first = 1`,
    /^600: the entry is missing/,
  ],
  [
    'two entries change places',
    `update ledger_batch set
            leaves = substring(leaves for 6 * 32) || substring(leaves from 7 * 32 + 1 for 32) || substring(leaves from 6 * 32 + 1 for 32)
                     || substring(leaves from 8 * 32 + 1),
            entries = substring(entries for ends[6]) || substring(entries from ends[7] + 1 for ends[8] - ends[7])
                      || substring(entries from ends[6] + 1 for ends[7] - ends[6]) || substring(entries from ends[8] + 1)
      where org = $1 and first = 1`,
    /root/,
  ],
  [
    'the place is edited where an entry ends',
    'update ledger_batch set ends[7] = ends[7] + 1 where org = $1 and first = 1',
    /^7: /,
  ],
  [
    'the place is edited where the last entry ends',
    'update ledger_batch set ends[600] = ends[600] + 1 where org = $1 and first = 1',
    /the entries from 1 on are not stored in their form/,
  ],
  [
    'bytes are put behind the entries',
    `update ledger_batch set entries = entries || '\\x00'::bytea where org = $1 and first = 1`,
    /the entries from 1 on are not stored in their form/,
  ],
  [
    'entries are stored twice',
    `insert into ledger_batch (org, first, received, ends, leaves, entries)
     select org, 7, received, ends[1:1], substring(leaves for 32), substring(entries for ends[1]) from ledger_batch where org = $1 and first = 1`,
    /the entries from 7 on are not stored in their form/,
  ],
  [
    'what entries have in common is edited',
    `update ledger_batch set forms[1] = replace(forms[1], '"v":1', '"v":2') where org = $1 and first = 1`,
    /^1: /,
  ],
  [
    'what entries have in common is taken away',
    'update ledger_batch set forms = null where org = $1 and first = 1',
    /^1: /,
  ],
  [
    'a leaf hash is edited',
    `update ledger_batch set leaves = overlay(leaves placing decode(md5('x') || md5('y'), 'hex') from 6 * 32 + 1) where org = $1 and first = 1`,
    /^7: the stored leaf hash/,
  ],
  [
    'a payload is edited',
    `update ledger_payload set payloads = overlay(payloads placing '{"n":1}'::bytea from ends[6] + 1) where org = $1 and first = 1`,
    /^7: the payload is not the one/,
  ],
  [
    'a salt is edited',
    `update ledger_payload set salts = overlay(salts placing decode(md5('x') || md5('y'), 'hex') from 6 * 32 + 1) where org = $1 and first = 1`,
    /^7: the payload is not the one/,
  ],
  [
    'a salt is cut short',
    `update ledger_payload set salts = substring(salts for 600 * 32 - 1) where org = $1 and first = 1`,
    /^600: a salt has 32 bytes/,
  ],
  [
    'payloads are removed without an erasure',
    'delete from ledger_payload where org = $1 and first = 1',
    /^7: the payload is missing/,
  ],
  [
    'payloads are stored twice',
    `insert into ledger_payload (org, first, ends, salts, payloads)
     select org, 7, ends[1:1], substring(salts for 32), substring(payloads for ends[1]) from ledger_payload where org = $1 and first = 1`,
    /the payloads from 7 on are not stored in their form/,
  ],
  [
    'the root of a tile is edited',
    `update ledger_tile set root = decode(md5('x') || md5('y'), 'hex') where org = $1 and level = 0 and index = 1`,
    /root of tile 0\/1/,
  ],
  ['a tile is removed', 'delete from ledger_tile where org = $1 and level = 0 and index = 0', /tile 0\/0 is missing/],
  [
    'a checkpoint is edited',
    `update ledger_checkpoint set note = replace(note, E'\\n601\\n', E'\\n600\\n') where org = $1 and size = 601`,
    /checkpoint of size 601/,
  ],
  [
    'a checkpoint is signed by another',
    `update ledger_checkpoint set note = regexp_replace(note, '— (\\S+) .', '— \\1 ' || case when note ~ '— \\S+ B' then 'C' else 'B' end) where org = $1 and size = 601`,
    /checkpoint of size 601/,
  ],
  ['the head is set back', 'update ledger_log set size = 600 where org = $1', /head|601/],
  [
    'the date of entries is edited where days are looked up',
    `update ledger_batch set received = received - interval '30 days' where org = $1 and first = 1`,
    /^7: the row says that it was received at 2025-12-02T09:00:00.000Z/,
  ],
  [
    'entries are moved far away',
    'update ledger_batch set first = 9007199254740000 where org = $1 and first = 1',
    /^600: the entry is missing/,
  ],
  [
    'entries are moved before the first',
    'update ledger_batch set first = first - 9007199254740000 where org = $1',
    /^600: the entry is missing/,
  ],
  [
    'the log is given another name',
    `update ledger_log set origin = 'attestry.test/other' || substring(org::text for 8) where org = $1`,
    /is one of the log attestry.test/,
  ],
  [
    'the head names another key',
    `update ledger_log set verifier = 'attestry.test/other+00000000+AAAA' where org = $1`,
    /the head of the log names another key/,
  ],
  [
    'the head is given another date',
    `update ledger_log set received = received - interval '1 day' where org = $1`,
    /the head of the log says that it was received/,
  ],
  [
    'the last checkpoint is removed',
    'delete from ledger_checkpoint where org = $1 and size = 601',
    /no checkpoint of its size/,
  ],
];

for (const [what, statement, expected] of TAMPERINGS) {
  test(`${what}: verification names it`, async () => {
    const { ledger, org } = await testLedger(db);
    await db.transaction(org, (tx) => ledger.seal(tx, org, many(600)));
    assert.deepEqual((await ledger.verify(org))?.damages, []);
    await db.admin.query('set session_replication_role = replica');
    await db.admin.query(statement, [org]);
    await db.admin.query('set session_replication_role = origin');
    const damages =
      (await ledger.verify(org))?.damages.map(({ position, what: said }) =>
        position === null ? said : `${position}: ${said}`,
      ) ?? [];
    assert.ok(
      damages.some((damage) => expected.test(damage)),
      `found only ${JSON.stringify(damages)}`,
    );
  });
}

test('the product itself cannot change what is append-only', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(2)));
  const attempts: readonly ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => tx.deleteFrom('ledger_batch').execute(),
    (tx) =>
      tx
        .updateTable('ledger_payload')
        .set({ salts: new Uint8Array(32) })
        .execute(),
    (tx) => tx.deleteFrom('ledger_payload').execute(),
  ];
  for (const attempt of attempts) await assert.rejects(db.transaction(org, attempt), /permission denied|append-only/);
  await assert.rejects(
    db.transaction(org, (tx) => asEraser(tx, () => tx.deleteFrom('ledger_batch').execute())),
    /permission denied|append-only/,
  );
  await assert.rejects(db.admin.query('update ledger_batch set first = 7 where org = $1', [org]), /append-only/);
  await db.transaction(org, (tx) => ledger.destroyPayloads(tx, org, [1]));
  assert.match((await ledger.verify(org))?.damages[0]?.what ?? '', /no erasure says why/);
});

test('nobody without an organization sees a row', async () => {
  await testLedger(db);
  for (const org of [randomUUID(), randomUUID()]) {
    assert.deepEqual(await db.transaction(org, (tx) => tx.selectFrom('ledger_batch').select('first').execute()), []);
  }
});

test('a head that was set back, whole, does not hide the entries behind it', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(5)));
  const { rows } = await db.admin.query('select size, frontier, received from ledger_log where org = $1', [org]);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(3)));
  await db.admin.query('update ledger_log set size = $2, frontier = $3, received = $4 where org = $1', [
    org,
    rows[0].size,
    rows[0].frontier,
    rows[0].received,
  ]);
  assert.deepEqual(
    (await ledger.verify(org))?.damages.map(({ what }) => what),
    ['3 entries and 1 checkpoint lie beyond the head of the log'],
  );
});

test('in a long log exactly the missing entries are named', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(15_500)));
  await db.admin.query('set session_replication_role = replica');
  await db.admin.query(
    `update ledger_batch set ends = ends[1:4000], leaves = substring(leaves for 4000 * 32), entries = substring(entries for ends[4000])
      where org = $1 and first = 1`,
    [org],
  );
  await db.admin.query('delete from ledger_batch where org = $1 and first = 8193', [org]);
  await db.admin.query('set session_replication_role = origin');
  const named = (await ledger.verify(org))?.damages.filter(({ what }) => what === 'the entry is missing') ?? [];
  assert.deepEqual(
    named.map(({ position }) => position),
    [...Array.from({ length: 96 }, (_, n) => 4001 + n), ...Array.from({ length: 4096 }, (_, n) => 8193 + n)],
  );
});

test('an erasure excuses what was sealed before it, and nothing after', async () => {
  const { ledger, org } = await testLedger(db);
  const erased = { kind: 'erasure', payload: { v: 1, positions: [1, 4] } };
  await db.transaction(org, (tx) => ledger.seal(tx, org, [...many(2), erased, ...many(2)]));
  await db.transaction(org, (tx) => ledger.destroyPayloads(tx, org, [1, 4]));
  const { damages = [], erased: count } = (await ledger.verify(org)) ?? {};
  assert.equal(count, 1);
  assert.deepEqual(damages, [{ position: 4, what: 'the payload is missing, and no erasure says why' }]);
});

test('of payloads that were sealed together any are destroyed, and the others stay where they are', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(20)));
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(5, 20)));
  const gone = new Set<number>();
  for (const positions of [[7], [7, 8, 99], [1, 20], [10, 12], [9, 11, 21], [22, 23, 24, 25]]) {
    await db.transaction(org, (tx) => ledger.destroyPayloads(tx, org, positions));
    for (const position of positions) gone.add(position);
    const entries = await db.transaction(org, (tx) => ledger.page(tx, 0, 100));
    assert.equal(entries.length, 26);
    for (const { position, salt, payload } of entries.slice(1)) {
      const left = gone.has(position) ? null : { n: position - 1 };
      assert.deepEqual(payload === null ? null : JSON.parse(Buffer.from(payload).toString()), left);
      assert.equal(salt?.length, left === null ? undefined : 32);
    }
  }
  const { rows } = await db.admin.query(
    `select string_agg(convert_from(payloads, 'UTF8'), '' order by first) as text, sum(length(salts) / 32)::int as salts
       from ledger_payload where org = $1 and first > 0`,
    [org],
  );
  assert.equal(rows[0].text, [2, 3, 4, 5, 6, 13, 14, 15, 16, 17, 18, 19].map((at) => `{"n":${at - 1}}`).join(''));
  assert.equal(rows[0].salts, 12);
  await db.transaction(org, (tx) =>
    ledger.seal(tx, org, [{ kind: 'erasure', payload: { v: 1, positions: [...gone].filter((at) => at < 26) } }]),
  );
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('what is erased while a log is read is not taken for damage', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(20_000)));
  let erasing: Promise<unknown> | undefined;
  const erase = async () => {
    await db.transaction(org, (tx) => ledger.destroyPayloads(tx, org, [19_999]));
    const sealed = { kind: 'erasure', payload: { v: 1, positions: [19_999] } };
    await db.transaction(org, (tx) => ledger.seal(tx, org, [sealed]));
  };
  const verification = await ledger.verify(org, ({ position }) => {
    if (position === 0) erasing = erase();
  });
  await erasing;
  assert.deepEqual(verification?.damages, []);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('whoever reads along ends the look by throwing, and what they throw is no damage', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(20)));
  let seen = 0;
  const stopping = ledger.verify(org, () => {
    seen += 1;
    if (seen === 3) throw new DOMException('stopped', 'AbortError');
  });
  await assert.rejects(stopping, { name: 'AbortError' });
  assert.equal(seen, 3);
});

test('a proof is asked for entries and sizes that there are', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(3)));
  const inclusion = [
    [-1, 4],
    [4, 4],
    [0.5, 4],
    [0, 5],
  ] as const;
  for (const [position, size] of inclusion)
    await assert.rejects(
      db.transaction(org, (tx) => ledger.inclusionProof(tx, position, size)),
      { code: 'position_unknown' },
    );
  const consistency = [
    [-1, 4],
    [5, 4],
    [4, 5],
    [0.5, 4],
  ] as const;
  for (const [older, size] of consistency)
    await assert.rejects(
      db.transaction(org, (tx) => ledger.consistencyProof(tx, older, size)),
      { code: 'position_unknown' },
    );
});

/** What a backup of the database would hold of a log at this moment, and how to put it back. */
async function backup(org: string) {
  const tables = ['ledger_log', 'ledger_batch', 'ledger_payload', 'ledger_tile', 'ledger_checkpoint'];
  const saved = new Map<string, unknown>();
  for (const table of tables) {
    const { rows } = await db.admin.query(`select coalesce(json_agg(t), '[]') as rows from ${table} t where org = $1`, [
      org,
    ]);
    saved.set(table, rows[0].rows);
  }
  return async () => {
    await db.admin.query('set session_replication_role = replica');
    for (const [table, rows] of saved) {
      await db.admin.query(`delete from ${table} where org = $1`, [org]);
      await db.admin.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
    }
    await db.admin.query('set session_replication_role = origin');
  };
}

const restoring = { reason: 'the disk was lost', person: 'ada@acme.example' };

test('after a restore the log goes on in a new epoch, which names the checkpoint that it goes on from', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(300)));
  const early = (await ledger.status(org)).checkpoint;
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(5)));
  const putBack = await backup(org);
  const last = (await ledger.status(org)).checkpoint;
  await putBack();
  const { position, epoch } = await ledger.restored(org, { known: [early, last], ...restoring });
  assert.equal(epoch, 2);
  const { kind, payload } = await ledger.entry(org, position);
  assert.equal(kind, 'restored');
  assert.deepEqual(JSON.parse(Buffer.from(payload ?? []).toString()), {
    v: 1,
    epoch: 2,
    checkpoint: last,
    ...restoring,
  });
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(2)));
  assert.equal((await ledger.restored(org, { known: [last], ...restoring })).epoch, 3);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
  const status = await ledger.status(org);
  assert.deepEqual(
    [status.epoch, status.restored?.position, status.restored?.reason],
    [3, status.size - 1, restoring.reason],
  );
  const then = (size: number) => db.transaction(org, (tx) => ledger.statusAt(tx, size));
  assert.equal((await then(position + 1)).restored?.position, position);
  assert.equal((await then(position)).restored, null);
});

test('a restore is refused while a newer checkpoint is known, or one that is not of this log', async () => {
  const { ledger, org } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(3)));
  const putBack = await backup(org);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(1, 50)));
  const newer = (await ledger.status(org)).checkpoint;
  await putBack();
  const before = await ledger.status(org);
  await assert.rejects(ledger.restored(org, { known: [before.checkpoint, newer], ...restoring }), {
    code: 'checkpoint_newer',
    facts: { known: 5, size: 4 },
  });
  const other = await testLedger(db);
  const foreign = (await other.ledger.status(other.org)).checkpoint;
  for (const known of [foreign, 'no checkpoint'])
    await assert.rejects(ledger.restored(org, { known: [known], ...restoring }), { code: 'checkpoint_foreign' });
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(1, 70)));
  await assert.rejects(ledger.restored(org, { known: [newer], ...restoring }), { code: 'checkpoint_foreign' });
  assert.equal((await ledger.status(org)).epoch, before.epoch);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('a restoring that names another checkpoint, and an epoch that was changed, are found', async () => {
  const { ledger, org } = await testLedger(db);
  const { checkpoint } = await ledger.status(org);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(3)));
  const forged = { kind: 'restored', payload: { v: 1, epoch: 2, checkpoint, ...restoring } };
  await db.transaction(org, (tx) => ledger.seal(tx, org, [forged]));
  assert.deepEqual(
    (await ledger.verify(org))?.damages.map(({ what }) => what),
    [
      'the log does not go on from the checkpoint that the restoring names',
      'the head of the log says epoch 1, and its entries 2',
    ],
  );
});

test('a clock that stepped back before a restore is not sealed in front of it', async () => {
  const { ledger, org, chance } = await testLedger(db);
  chance.at -= 3_600_000;
  const { position } = await ledger.restored(org, { known: [], ...restoring });
  assert.equal((await ledger.entry(org, position)).kind, 'restored');
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('entries that an earlier version stored as they are are read, verified and proven beside those in forms', async () => {
  const { org, ledger } = await testLedger(db);
  await db.transaction(org, (tx) => ledger.seal(tx, org, many(3)));
  const before = await ledger.entry(org, 2);
  const { rows } = await db.admin.query<{ forms: readonly string[] }>(
    'select forms from ledger_batch where org = $1 and first = 1',
    [org],
  );
  assert.equal(rows[0]?.forms.length, 1);
  const texts = await Promise.all([1, 2, 3].map(async (position) => (await ledger.entry(org, position)).entry));
  const ends = texts.map((_, at) => texts.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0));
  await db.admin.query('set session_replication_role = replica');
  await db.admin.query('update ledger_batch set forms = null, ends = $2, entries = $3 where org = $1 and first = 1', [
    org,
    ends,
    Buffer.concat(texts),
  ]);
  await db.admin.query('set session_replication_role = origin');
  assert.deepEqual((await ledger.entry(org, 2)).entry, before.entry);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});
