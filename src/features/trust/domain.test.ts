import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointsHere } from './domain.service.ts';

const DOMAIN = 'trust.acme.example';
const HOST = 'attestry.acme.example';
const HERE = ['203.0.113.7'];

const asked = (known: Readonly<Record<string, readonly string[] | Error>>) =>
  pointsHere(
    {
      url: `https://${HOST}`,
      resolve: async (host) => {
        const found = known[host] ?? [];
        if (found instanceof Error) throw found;
        return found;
      },
    },
    DOMAIN,
  );

test('whatever DNS says of a domain, it is said how it gets here and how it gets its certificate', async () => {
  for (const [known, answer, says] of [
    [{ [HOST]: HERE, [DOMAIN]: HERE }, 'yes', /leads here/],
    [{ [HOST]: HERE, [DOMAIN]: ['198.51.100.1'] }, 'no', /leads to 198\.51\.100\.1.*is at 203\.0\.113\.7/],
    [{ [HOST]: HERE, [DOMAIN]: [...HERE, '198.51.100.1'] }, 'no', /leads to/],
    [{ [HOST]: HERE }, 'no', /has no address yet/],
    [{ [HOST]: HERE, [DOMAIN]: new Error('SERVFAIL') }, 'unknown', /cannot be looked up now/],
    [{ [DOMAIN]: HERE }, 'unknown', /cannot be looked up from here/],
    [{ [HOST]: new Error('SERVFAIL'), [DOMAIN]: HERE }, 'unknown', /cannot be looked up from here/],
  ] as const) {
    const { pointsHere: found, says: said } = await asked(known);
    assert.equal(found, answer, said);
    assert.match(said, says);
    assert.match(said, /the proxy in front of Attestry get a certificate for trust\.acme\.example/);
    assert.match(said, /Caddy does it by itself; with nginx use certbot/);
    assert.match(said, /pass the name on in the Host header/);
    if (answer !== 'yes') assert.match(said, /CNAME record of trust\.acme\.example point to attestry\.acme\.example/);
  }
});

test('at the top of a domain, where no CNAME can stand, the addresses are named', async () => {
  assert.match((await asked({ [HOST]: HERE })).says, /A and AAAA records name 203\.0\.113\.7/);
});
