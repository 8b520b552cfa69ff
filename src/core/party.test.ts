import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyDomain, isFreeMail, partyOf } from './party.ts';

test('mail that anybody gets stands for one person, in every country, and a company has its domain', () => {
  const free =
    'gmail.com outlook.de outlook.com.br hotmail.de hotmail.it hotmail.co.uk live.nl live.com.au yahoo.ca yahoo.es yahoo.co.in gmx.net gmx.at bluewin.ch protonmail.ch proton.me tutamail.com web.de msn.com icloud.com aol.de yandex.kz qq.com'.split(
      ' ',
    );
  for (const domain of free) {
    assert.equal(partyOf(`ada@${domain}`), `ada@${domain}`);
    assert.equal(companyDomain(`@${domain.toUpperCase()}`), null, domain);
  }
  assert.equal(isFreeMail('Ada@Outlook.DE'), true);
  // what only begins or ends like one of them is a company's
  for (const domain of [
    'acme.example',
    'live.acme.com',
    'outlook.consulting',
    'myyahoo.com',
    'yahoo.acme.de',
    'livenation.com',
  ])
    assert.deepEqual([partyOf(`ada@${domain}`), companyDomain(domain)], [domain, domain]);
});
