import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sealedFrom } from './firm-account.contract.ts';

test('the word of a firm says from what account it is: by mail to a domain, or from management’s hands', () => {
  const person = 'kim@firm.example';
  assert.match(sealedFrom({ address: 'mailed', person }), /mailed to an address at firm\.example$/);
  for (const address of ['handed', null] as const)
    assert.match(sealedFrom({ address, person }), /nobody outside confirms that it is the firm’s$/);
});
