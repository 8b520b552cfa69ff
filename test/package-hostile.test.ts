import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { IDENTITY_RULES } from '#/checks/engine/people.ts';
import { checkWithId } from '#/checks/index.ts';
import { ruleSource } from '#/features/checks/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { Archive } from '#/package/archive.ts';
import { Faults } from '#/package/fault.ts';
import { BLOCK, memberHeader, padding } from '#/package/format.ts';
import { type LogEntry, readLog } from '#/package/log.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { isFine, reportOf } from '#/package/report.ts';
import { type Verified, verifyPackage } from '#/package/verify.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { archiveOf, type Forgery, forged, type Members, membersOf, OPERATOR_KEY } from '#test/kit/forger.ts';
import { testFolder } from '#test/kit/ledger.ts';

const VECTOR = path.join(import.meta.dirname, '../docs/spec/vectors/package-v1.tar');
const { key } = JSON.parse(readFileSync(VECTOR.replace('.tar', '.json'), 'utf8')) as { readonly key: string };
const original = readFileSync(VECTOR);
const members = membersOf(original);
const file = path.join(testFolder(), 'package.tar');

function verified(bytes: Uint8Array, by: string = key): Verified {
  writeFileSync(file, bytes);
  return verifyPackage(file, { key: parseVerifierKey(by), since: null, believed: { anchors: '', witnesses: [] } });
}

/** That a package is refused, and what is named. */
function refused(bytes: Uint8Array, where: string | RegExp, kind?: string): void {
  const { faults, ...rest } = verified(bytes);
  assert.ok(!isFine({ faults, ...rest }));
  const named = faults.filter((fault) => (typeof where === 'string' ? fault.where === where : where.test(fault.where)));
  assert.ok(named.length > 0, `nothing is said of ${String(where)}: ${JSON.stringify(faults.slice(0, 3))}`);
  if (kind !== undefined)
    assert.ok(
      named.some((fault) => fault.kind === kind),
      JSON.stringify(named.slice(0, 3)),
    );
}

const edited = (edit: (members: Members) => void): Members => {
  const copy = new Map(members);
  edit(copy);
  return copy;
};
const swapped = (a: string, b: string): Members =>
  edited((copy) => {
    const [first, second] = [copy.get(a) ?? assert.fail(a), copy.get(b) ?? assert.fail(b)];
    copy.set(a, second).set(b, first);
  });
const under = (area: string): readonly string[] => [...members.keys()].filter((name) => name.startsWith(area));

/** The member whose header, bytes or padding stand at an offset. */
function memberAt(offset: number): string {
  let at = 0;
  for (const [name, bytes] of members) {
    at += BLOCK + bytes.length + padding(bytes.length);
    if (offset < at) return name;
  }
  return 'the end';
}

/** The same in every run. */
function* offsets(count: number): Generator<number> {
  for (let at = 0, state = 20_260_401; at < count; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state % original.length;
  }
}

test('one flipped bit anywhere is found, and named with the member', () => {
  const seen = new Set<string>();
  for (const offset of [...offsets(400), 0, 511, original.length - 1, original.length - 1024]) {
    const bytes = Buffer.from(original);
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (offset % 8));
    const { faults, signer } = verified(bytes);
    const member = memberAt(offset);
    seen.add(member);
    assert.ok(
      faults.some(({ where }) => where === member),
      `byte ${offset} of ${member}: ${JSON.stringify(faults.slice(0, 3))}`,
    );
    assert.ok(!isFine({ faults, signer }));
  }
  assert.ok(seen.size >= 12, `${seen.size} members were met`);
});

test('one flipped bit in every member, however small, is found and named', () => {
  let at = 0;
  for (const [name, { length }] of members) {
    for (const offset of [at, at + BLOCK - 1, at + BLOCK, at + BLOCK + length - 1]) {
      const bytes = Buffer.from(original);
      bytes[offset] = (bytes[offset] ?? 0) ^ 1;
      refused(bytes, memberAt(offset));
      assert.equal(memberAt(offset), length === 0 && offset >= at + BLOCK ? memberAt(offset) : name);
    }
    at += BLOCK + length + padding(length);
  }
});

test('a dropped, added, repeated, reordered or swapped member is named', () => {
  for (const name of members.keys()) refused(archiveOf(edited((copy) => copy.delete(name))), name, 'missing');
  const added = edited((copy) => copy.set('zz/unknown', Buffer.from('who is this?')));
  refused(archiveOf(added), 'zz/unknown', 'unexpected');
  const list = [...members];
  const [a, b, ...rest] = list.slice(1);
  refused(
    archiveOf([list[0] ?? assert.fail(), b ?? assert.fail(), a ?? assert.fail(), ...rest]),
    a?.[0] ?? '',
    'misplaced',
  );
  refused(archiveOf([...list, list.at(-1) ?? assert.fail()]), list.at(-1)?.[0] ?? '', 'misplaced');
  for (const area of ['artifacts/', 'segments/', 'outcomes/', 'log/payloads/']) {
    const [first = '', second = ''] = under(area);
    refused(archiveOf(swapped(first, second)), first);
    refused(archiveOf(swapped(first, second)), second);
  }
});

test('a second checkpoint, wherever it is put, is not taken for the first', () => {
  const checkpoint = members.get('log/checkpoint') ?? assert.fail();
  const forgedLast = [...members, ['log/checkpoint', Buffer.from('another')] as const];
  refused(archiveOf(forgedLast), 'log/checkpoint', 'misplaced');
  refused(archiveOf(edited((copy) => copy.set('log/checkpoint.p', checkpoint))), /checkpoint\.p/, 'unexpected');
});

test('a checkpoint that another key signed is forged, though the rest fits it', () => {
  const other = membersOf(forged(members, entriesOf(original), () => undefined));
  refused(
    archiveOf(edited((copy) => copy.set('log/checkpoint', other.get('log/checkpoint') ?? assert.fail()))),
    'log/checkpoint',
    'forged',
  );
  const whole = verified(archiveOf(other));
  assert.deepEqual(
    whole.faults.map(({ kind, where }) => [kind, where]),
    [['signer', 'log']],
  );
  assert.equal(whole.signer, null);
});

test('a file that ends anywhere before its end is refused, and so is one that goes on', () => {
  for (const length of [
    0,
    1,
    511,
    512,
    513,
    4096,
    original.length - 1024,
    original.length - 512,
    original.length - 1,
  ]) {
    writeFileSync(file, original);
    truncateSync(file, length);
    const { faults } = verifyPackage(file, { key: null, since: null, believed: { anchors: '', witnesses: [] } });
    assert.ok(
      faults.some(({ kind }) => kind === 'truncated'),
      `${length} bytes`,
    );
  }
  refused(Buffer.concat([original, Buffer.from('x')]), 'the end', 'malformed');
  refused(Buffer.concat([original, Buffer.alloc(BLOCK)]), 'the end', 'malformed');
});

test('archives that are made to harm are refused before anything large is read', () => {
  refused(Buffer.from('PK\u0003\u0004 a zip file'.padEnd(2048, '\u0000')), 'byte 0', 'malformed');
  refused(Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(4096, 1)]), 'byte 0', 'malformed');
  const size = 8 ** 11 - 1; // a header that promises 8 GiB
  refused(Buffer.concat([memberHeader('manifest.json', size), Buffer.alloc(2048)]), 'manifest.json', 'truncated');
  for (const name of [
    '../etc/passwd',
    '/etc/passwd',
    'Manifest.json',
    'LOG/checkpoint',
    'log//checkpoint',
    './a',
    'a\u0000b',
    'ä',
  ]) {
    const header = Buffer.from(memberHeader('zz', 0));
    header.fill(0, 0, 100).write(name, 0, 'utf8');
    header.write('        ', 148).toString();
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
    refused(
      Buffer.concat([original.subarray(0, -1024), header, Buffer.alloc(1024)]),
      /^(byte \d+|the end)$/,
      'malformed',
    );
  }
  const deep = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  refused(archiveOf(edited((copy) => copy.set('manifest.json', deep))), 'manifest.json', 'malformed');
});

test('a checkpoint of more than a checkpoint can be is not read', () => {
  refused(
    archiveOf(edited((copy) => copy.set('log/checkpoint', Buffer.alloc(100_000, 0x61)))),
    'log/checkpoint',
    'too-large',
  );
});

function entriesOf(bytes: Uint8Array): readonly LogEntry[] {
  writeFileSync(file, bytes);
  const faults = new Faults();
  const archive = Archive.open(file, faults);
  const entries: LogEntry[] = [];
  readLog(archive, faults, (entry) => entries.push(entry));
  archive.close();
  return entries;
}

const sealed = entriesOf(original);
const lied = (lie: (forgery: Forgery) => void): Verified => verified(forged(members, sealed, lie), OPERATOR_KEY);

/** An artifact is not in the package, and the manifest counts accordingly. */
const leavingOut =
  (sha256: string) =>
  ({ manifest, contents }: Forgery): void => {
    contents.delete(`artifacts/${sha256}`);
    const included = manifest.artifacts.included.filter((each) => each !== sha256);
    Object.assign(manifest, {
      artifacts: { ...manifest.artifacts, included, omitted: manifest.artifacts.omitted + 1 },
    });
  };

/** A lie of the operator's own, who signs whatever they like: it must be found all the same. */
function found(lie: (forgery: Forgery) => void, where: string | RegExp, kind = 'contradicted'): void {
  const { faults } = lied(lie);
  const named = faults.filter((fault) => (typeof where === 'string' ? fault.where === where : where.test(fault.where)));
  assert.ok(
    named.some((fault) => fault.kind === kind),
    JSON.stringify(faults.slice(0, 4)),
  );
}

/** Changes a JSON document, and writes it in its canonical form. */
function document(forgery: Forgery, name: string, change: (value: never) => void): void {
  const value = JSON.parse(Buffer.from(forgery.documents.get(name) ?? []).toString()) as never;
  change(value);
  forgery.documents.set(name, canonicalBytes(value));
}

interface Status {
  asOf: { instant: number };
  counts: Record<string, number>;
  controls: {
    id: string;
    status: string;
    owner: string;
    statement: string;
    criteria: string[];
    checks: { id: string; population: number; shown: Record<string, number>; rule: Record<string, number> }[];
  }[];
  criteria: { id: string; controls: number; counts: Record<string, number> }[];
}
const status = (forgery: Forgery, change: (value: Status) => void): void => document(forgery, 'status.json', change);
const reviewed = (value: Status) => value.controls.find(({ id }) => id === 'change-peer-review') ?? assert.fail();

test('what the operator signs without a lie in it verifies: the harness itself is sound', () => {
  const honest = lied(() => undefined);
  assert.deepEqual(honest.faults, []);
  assert.ok(isFine(honest));
});

test('a status that disagrees with the outcomes is found, in its counts and in its words', () => {
  found(
    (forgery) => status(forgery, (value) => void (reviewed(value).checks[0]!.rule['deviation'] = 0)),
    'status.json',
  );
  found((forgery) => status(forgery, (value) => void (reviewed(value).checks[0]!.population += 1)), 'status.json');
  found((forgery) => status(forgery, (value) => void (reviewed(value).status = 'no deviation found')), 'status.json');
  found((forgery) => status(forgery, (value) => void (value.counts['no deviation found'] = 9)), 'status.json');
  found((forgery) => status(forgery, (value) => void (value.criteria[0]!.controls += 1)), 'status.json');
  found((forgery) => status(forgery, (value) => void value.controls.pop()), 'status.json');
  found((forgery) => status(forgery, (value) => void (reviewed(value).owner = 'Somebody else')), 'status.json');
  found((forgery) => status(forgery, (value) => void (reviewed(value).statement += ' Always.')), 'status.json');
  found((forgery) => status(forgery, (value) => void (value.asOf.instant -= 1)), 'status.json');
});

test('a deviation cannot be given a better word, though every count is made to fit the lie', () => {
  for (const word of ['no deviation found', 'nothing occurred', 'incomplete', 'not started']) {
    const { faults } = lied((forgery) =>
      status(forgery, (value) => {
        const control = reviewed(value);
        for (const counts of [
          value.counts,
          ...value.criteria.filter(({ id }) => control.criteria.includes(id)).map((each) => each.counts),
        ]) {
          counts[control.status] = (counts[control.status] ?? 0) - 1;
          counts[word] = (counts[word] ?? 0) + 1;
        }
        control.status = word;
      }),
    );
    assert.deepEqual(
      faults.map(({ where, kind, what }) => [where, kind, what]),
      [['status.json', 'contradicted', `change-peer-review reads "${word}", and the outcomes have deviations`]],
    );
  }
});

test('outcomes that no run sealed are found, and an older run is not taken for the last', () => {
  const [name = ''] = under('outcomes/');
  found(
    ({ contents, manifest }) => {
      const bytes = Buffer.from(contents.get(name) ?? []);
      bytes[bytes.length - 1] = 1;
      contents.delete(name);
      contents.set(`outcomes/${sha256Hex(bytes)}`, bytes);
      Object.assign(manifest, {
        runs: manifest.runs.map((run) => (name.endsWith(run.outcomes) ? { ...run, outcomes: sha256Hex(bytes) } : run)),
      });
    },
    /^outcomes\//,
    'unsealed',
  );
  found(({ manifest }) => Object.assign(manifest, { runs: manifest.runs.slice(1) }), 'outcomes', 'missing');
  const earlier = sealed.find(
    ({ kind, payload }) =>
      kind === 'check-run' && (payload as { checkId?: string }).checkId === 'changes.approved-by-another',
  );
  found(
    ({ manifest }) =>
      Object.assign(manifest, {
        runs: manifest.runs.map((run) =>
          run.check === 'changes.approved-by-another' ? { ...run, position: earlier?.position ?? 0 } : run,
        ),
      }),
    /^outcomes\//,
    'unsealed',
  );
});

test('views of the log that are not what the log says are found', () => {
  for (const view of [
    'controls.json',
    'coverage.json',
    'decisions.json',
    'runs.json',
    'evidence.json',
    'erasures.json',
  ])
    found((forgery) => {
      forgery.keptViews.add(view);
      forgery.documents.set(view, Buffer.from('[]'));
    }, view);
  found(({ documents }) => documents.set('readme.txt', Buffer.from('Verified by an auditor.')), 'readme.txt');
  found(({ documents }) => documents.set('opinion.json', Buffer.from('[]')), 'opinion.json', 'unexpected');
});

test('a manifest of another engagement, window, company or moment is found', () => {
  const over = (name: 'engagement' | 'organization' | 'asOf' | 'artifacts', change: object) => (forgery: Forgery) =>
    void (forgery.manifest = { ...forgery.manifest, [name]: { ...forgery.manifest[name], ...change } });
  found(over('engagement', { id: 'another' }), 'manifest.json');
  found(over('engagement', { last: '2026-02-28' }), 'manifest.json');
  found(over('engagement', { end: Date.UTC(2026, 1, 1) }), 'manifest.json');
  found(over('engagement', { zone: 'Pacific/Apia' }), 'manifest.json');
  found(over('organization', { name: 'Apple' }), 'manifest.json');
  found(over('organization', { demo: false }), 'manifest.json');
  found(over('asOf', { position: 250 }), 'manifest.json');
  found(over('asOf', { instant: '2026-01-15T00:00:00.000Z' }), 'manifest.json');
  found(over('artifacts', { erased: 0 }), 'manifest.json');
  found((forgery) => void (forgery.sealing = { engagement: 'another' }), 'manifest.json');
  found((forgery) => void (forgery.sealing = { manifest: '0'.repeat(64) }), 'manifest.json', 'unsealed');
});

test('what people attached cannot be left out, nor a segment', () => {
  const attached = sealed.findLast(
    ({ kind, payload }) =>
      kind === 'artifact-received' && (payload as { source?: string | null } | undefined)?.source === null,
  );
  const { sha256 } = (attached ?? assert.fail()).payload as { readonly sha256: string };
  found(leavingOut(sha256), `artifacts/${sha256}`, 'missing');
  found(
    ({ manifest, contents }) => {
      contents.delete(`segments/${manifest.segments[0]?.digest ?? ''}`);
      Object.assign(manifest, { segments: manifest.segments.slice(1) });
    },
    'segments',
    'missing',
  );
});

test('an operator who leaves out what a record of the window was read from is found, whatever the manifest counts', () => {
  const { artifacts } = JSON.parse(Buffer.from(members.get('manifest.json') ?? []).toString()) as {
    readonly artifacts: { readonly included: readonly string[] };
  };
  const readFrom = new Set(
    sealed.flatMap(({ kind, payload }) => {
      const { source, sha256 } = (payload ?? {}) as { readonly source?: string | null; readonly sha256?: string };
      return kind === 'artifact-received' && typeof source === 'string' ? [sha256 ?? ''] : [];
    }),
  );
  const named = artifacts.included.filter((sha256) => readFrom.has(sha256));
  assert.equal(named.length, 2);
  for (const sha256 of named) found(leavingOut(sha256), `artifacts/${sha256}`, 'missing');
});

test('JSON that can be read in two ways is refused, wherever it stands', () => {
  const twice = Buffer.from(members.get('manifest.json') ?? [])
    .toString()
    .replace('"v":1}', '"v":1,"v":1}');
  refused(archiveOf(edited((copy) => copy.set('manifest.json', Buffer.from(twice)))), 'manifest.json', 'malformed');
  found(
    ({ documents }) => documents.set('status.json', Buffer.from('{"controls":[],"controls":[]}')),
    'status.json',
    'malformed',
  );
});

test('a control that was dated back is as it was sealed, and is pointed out', () => {
  const late = lied(({ entries }) => {
    const entry = entries.find(({ kind }) => kind === 'control-adopted') ?? assert.fail();
    entry.payload = { ...(entry.payload as Record<string, Json>), effectiveFrom: '2025-01-01T00:00:00.000Z' };
  });
  assert.deepEqual(late.faults, []);
  assert.ok(late.remarks.some(({ what }) => what.endsWith('it is back-dated')));
});

test('a run that was sealed with other outcomes, limits or inputs than its records give is found when it is done again', () => {
  const id = 'changes.approved-by-another';
  // as if the rules of today had judged what was frozen
  const { version } = checkWithId(id) ?? assert.fail();
  const rules = (source: string) => ({ ...RULES, sourceOf: () => source });
  const position =
    sealed.findLast(({ kind, payload }) => kind === 'check-run' && (payload as { checkId?: string }).checkId === id)
      ?.position ?? -1;
  const again = (change: (payload: Record<string, Json>) => Json): string => {
    const source = ruleSource(id);
    const bytes = forged(members, sealed, ({ entries }) => {
      const entry = entries[position] ?? assert.fail();
      const payload = entry.payload as Record<string, Json>;
      const rule = { ...(payload['rule'] as Record<string, Json>), source, version, identityRules: IDENTITY_RULES };
      entry.payload = change({ ...payload, rule });
    });
    writeFileSync(file, bytes);
    const run = reperformPackage(file, rules(source)).runs.find(({ check }) => check === id) ?? assert.fail();
    return run.kind === 'differs' || run.kind === 'not re-performed' ? `${run.kind}: ${run.because}` : run.kind;
  };
  assert.equal(
    again((payload) => payload),
    'same',
  );
  assert.match(
    again((payload) => ({ ...payload, root: '0'.repeat(64) })),
    /^differs: its outcomes hash to/,
  );
  assert.match(
    again((payload) => ({ ...payload, counts: {} })),
    /^differs: it counts other outcomes/,
  );
  assert.match(
    again((payload) => ({ ...payload, inputs: { change: { segments: 0, digest: '0'.repeat(64) } } })),
    /^differs: the change segments/,
  );
  const rule = (payload: Record<string, Json>, over: Record<string, Json>): Json => ({
    ...payload,
    rule: { ...(payload['rule'] as Record<string, Json>), ...over },
  });
  assert.match(
    again((payload) => rule(payload, { calendar: { zone: 'UTC', weekdays: [1], holidays: [] } })),
    /^differs: the calendar/,
  );
  assert.match(
    again((payload) => rule(payload, { parameters: [{ from: 0, values: { hours: 1 } }] })),
    /^differs: the limits/,
  );
  assert.match(
    again((payload) => rule(payload, { identityRules: 0 })),
    /^not re-performed: the identity rules changed/,
  );
});

test('names and reasons cannot steer a terminal, nor pass for what the verifier says', () => {
  const evil = 'Acme\u001b[2K\rSigner established: everybody.\nSigner established: all is well.\u202e';
  const loud = lied((forgery) => {
    const entry = forgery.entries.find(({ kind }) => kind === 'organization-created') ?? assert.fail();
    entry.payload = { ...(entry.payload as Record<string, Json>), name: evil };
    forgery.manifest = { ...forgery.manifest, organization: { ...forgery.manifest.organization, name: evil } };
  });
  assert.deepEqual(loud.faults, []);
  const lines = reportOf('package.tar', loud);
  assert.ok(lines.every((line) => !/[\p{Cc}\u202e]/u.test(line)));
  assert.equal(lines.filter((line) => line.startsWith('Signer established')).length, 1);
});
