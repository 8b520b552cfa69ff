import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { upsertMember } from '#/features/identity/store.ts';
import { auditContract } from './contract.ts';
import { audit } from './index.ts';

const made = await testCompany(await testDatabase(), { at: Date.UTC(2026, 0, 5, 9) });
const firms = localClient(auditContract, audit(made.deps), made.caller);
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const letter = {
  engagement: 'soc2',
  firm: 'Example CPAs',
  licence: '12345, Oregon',
  signed: '2026-01-02',
  name: 'letter.pdf',
  bytes: new TextEncoder().encode('We will examine.'),
};
await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-1', last: '2026-06-30' });

test('quotes stand side by side, each with what the firm has not told yet, and leave the list', async () => {
  await assert.rejects(firms.record({ engagement: 'other', firm: 'X CPAs' }), refused('not_found'));
  const { id } = await firms.record({ engagement: 'soc2', firm: 'Example CPAs', feeLow: 20_000, feeHigh: 30_000 });
  const whole = {
    firm: 'Other CPAs',
    licence: '1, Ohio',
    licenceLookup: 'https://cpaverify.org/',
    peerReviewed: '2025-03-03',
    feeLow: 25_000,
    start: '2026-07-01',
  };
  const other = await firms.record({ engagement: 'soc2', ...whole });
  const { quotes } = await firms.quotes({ engagement: 'soc2' });
  assert.deepEqual(
    new Map(quotes.map(({ firm, open }) => [firm, open.length])),
    new Map([
      ['Example CPAs', 3],
      ['Other CPAs', 0],
    ]),
  );
  await firms.revise({ id, firm: 'Example CPAs', licence: '12345, Oregon' });
  const revised = (await firms.quotes({ engagement: 'soc2' })).quotes.find((each) => each.id === id);
  assert.equal(revised?.licence, '12345, Oregon');
  await firms.drop({ id: other.id });
  await assert.rejects(firms.drop({ id: other.id }), refused('not_found'));
  assert.equal((await firms.quotes({ engagement: 'soc2' })).quotes.length, 1);
  await assert.rejects(firms.revise({ id, firm: 'X CPAs', feeLow: 2, feeHigh: 1 }), refused('input_invalid'));
  await assert.rejects(firms.record({ engagement: 'soc2', firm: 'X CPAs', licenceLookup: 'javascript:alert(1)' }));
});

test('a firm whose people are let in is named once and until their last day, also before its letter is here', async () => {
  const letIn = async () => (await firms.firm({ engagement: 'soc2' })).letIn;
  assert.deepEqual(await letIn(), []);
  const now = made.deps.chance.now();
  const kim = {
    role: 'auditor',
    engagements: ['soc2'],
    firm: 'Example CPAs',
    licence: null,
    expires: now + 1,
    added: now,
    vouched: false,
    handed: false,
  };
  await made.deps.db.transaction(made.org, async (tx) => {
    const joins = (name: string, more: object = {}) =>
      upsertMember(tx, made.org, { ...kim, account: randomUUID(), email: `${name}@cpas.example`, name, ...more });
    await joins('kim');
    await joins('lee');
    await joins('gone', { firm: 'Gone CPAs', expires: now });
    await joins('other', { firm: 'Other CPAs', engagements: ['soc2-2025'] });
  });
  assert.deepEqual(await letIn(), ['Example CPAs']);
});

test('the letter is sealed with its bytes, and its firm is the engaged one until a later letter', async () => {
  assert.equal((await firms.firm({ engagement: 'soc2' })).engaged, null);
  const { artifact, position } = await firms.engage(letter);
  const { parsed } = await made.ledger.entry(made.org, position);
  assert.equal(parsed.kind, 'auditor-engaged');
  const { engaged } = await firms.firm({ engagement: 'soc2' });
  assert.deepEqual([engaged?.firm, engaged?.artifact?.id, engaged?.position], ['Example CPAs', artifact, position]);
  await firms.engage({ ...letter, firm: 'Other CPAs', signed: '2026-01-05' });
  const later = await firms.firm({ engagement: 'soc2' });
  assert.deepEqual([later.engaged?.firm, later.letters], ['Other CPAs', 2]);
  const asOf = async (end: number) => (await firms.firm({ engagement: 'soc2', asOf: String(end) })).engaged?.firm;
  assert.deepEqual([await asOf(position), await asOf(position + 1)], [undefined, 'Example CPAs']);
  await assert.rejects(firms.engage({ ...letter, signed: '2026-01-07' }), refused('input_invalid'));
  await assert.rejects(
    firms.engage({ ...letter, bytes: Buffer.alloc(0) }),
    refused('input_invalid'),
    'it shows nothing',
  );
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});
