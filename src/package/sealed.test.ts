import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sealed } from './sealed.ts';

const entry = { position: 3, received: '2026-03-02T09:00:00.000Z', text: '' };

test('a verifier tells of a restore, and of a firm’s word that management could have said', () => {
  const sealed = new Sealed();
  const checkpoint = `attestry/acme\n3\n${Buffer.alloc(32).toString('base64')}\n\n— attestry/acme ${Buffer.alloc(68).toString('base64')}\n`;
  const restored = { v: 1, epoch: 2, checkpoint, reason: 'the disk was lost', person: 'ada@acme.example' };
  sealed.take({ ...entry, kind: 'restored', payload: restored });
  const word = { engagement: 'soc2', sha256: 'ab'.repeat(32), firm: 'Firm LLP', person: 'kim@firm.example' };
  sealed.take({ ...entry, kind: 'report-sealed', payload: { v: 1, ...word } });
  sealed.take({ ...entry, kind: 'report-sealed', payload: { v: 2, ...word, address: 'handed' } });
  sealed.take({ ...entry, kind: 'report-sealed', payload: { v: 2, ...word, address: 'mailed' } });
  const [first, ...others] = sealed.remarks.map(({ what }) => what);
  assert.match(
    first ?? '',
    /restored from a backup and goes on in epoch 2, from the checkpoint of 3 entries, because: the disk was lost/,
  );
  assert.equal(others.length, 2, 'not of the one whose link was mailed');
  for (const each of others) assert.match(each, /Firm LLP.*handed over by management: nobody outside confirms/);
});
