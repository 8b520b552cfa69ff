import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { type Auth, openAuth } from '#/platform/auth/auth.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const owner = await personIn(installation, { org, role: 'owner', email: 'owner@acme.example' });

const HOME = '192.0.2.1';
const AWAY = '192.0.2.2';
const ELSEWHERE = '198.51.100.7';
const NEW = 'meadow-copper-lantern-31-tide';

async function withAuth(work: (auth: Auth) => Promise<void>): Promise<void> {
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  await work(auth).finally(() => auth.close());
}

/** How a request ends: `in`, or the code of the error. */
async function asked(auth: Auth, path: string, body: object, address: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const request = new Request(`${url}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return auth.pass(request, address).then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
}

const tried = (auth: Auth, email: string, password: string, address: string): Promise<string> =>
  asked(auth, '/sign-in/email', { email, password }, address);

async function attacked(auth: Auth, email: string, address: string): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (let count = 0; count < 12; count += 1) outcomes.push(await tried(auth, email, `wrong ${count} wrong`, address));
  return outcomes;
}

test('what is tried elsewhere keeps nobody out who signs in from where they did before', () =>
  withAuth(async (auth) => {
    assert.equal(await tried(auth, owner.email, PASSWORD, HOME), 'in');
    assert.equal((await attacked(auth, owner.email, ELSEWHERE)).at(-1), 'too_many_requests');
    assert.equal(await tried(auth, owner.email, PASSWORD, AWAY), 'too_many_requests', 'nobody ever came in from there');
    assert.equal(await tried(auth, 'OWNER@acme.example', PASSWORD, HOME), 'in');
    const there = await attacked(auth, owner.email, HOME);
    assert.equal(there.at(-1), 'too_many_requests', 'and from there it is counted, too');
  }));

test('a new password by a link opens the account at once', () =>
  withAuth(async (auth) => {
    await attacked(auth, owner.email, '198.51.100.8');
    assert.equal(await tried(auth, owner.email, PASSWORD, AWAY), 'too_many_requests');
    const token = await auth.passwordToken(owner.email);
    assert.equal(await asked(auth, '/reset-password', { token, newPassword: NEW }, AWAY), 'in');
    assert.equal(await tried(auth, owner.email, NEW, AWAY), 'in');
  }));

test('an account that there is and one that there is not answer alike', () =>
  withAuth(async (auth) => {
    const [known, unknown] = [
      await attacked(auth, owner.email, '203.0.113.1'),
      await attacked(auth, 'no@acme.example', '203.0.113.1'),
    ];
    assert.deepEqual(known, unknown);
    const next = [
      await tried(auth, owner.email, NEW, '203.0.113.2'),
      await tried(auth, 'no@acme.example', NEW, '203.0.113.2'),
    ];
    assert.deepEqual(next, ['too_many_requests', 'too_many_requests']);
  }));

test('of IPv6 a whole network is one place: it is refused as one, and signs in as one', () =>
  withAuth(async (auth) => {
    const asking = async (address: string): Promise<string> => {
      const rule = { window: 60, most: 1 };
      return auth.limitFrom('ask', address, rule).then(
        () => 'in',
        (error: unknown) => (error instanceof DomainError ? error.code : 'another error'),
      );
    };
    assert.equal(await asking('2001:db8:1:2::1'), 'in');
    assert.equal(await asking('2001:db8:1:2:ffff::9'), 'too_many_requests');
    const others = ['2001:db8:1:3::1', '192.0.2.9', '192.0.2.10'];
    assert.deepEqual(await Promise.all(others.map(asking)), ['in', 'in', 'in']);
    const other = await personIn(installation, { org, role: 'admin', email: 'six@acme.example' });
    assert.equal(await tried(auth, other.email, PASSWORD, '2001:db8:2:2::1'), 'in');
    await attacked(auth, other.email, ELSEWHERE);
    assert.equal(await tried(auth, other.email, PASSWORD, '2001:db8:2:3::1'), 'too_many_requests');
    assert.equal(await tried(auth, other.email, PASSWORD, '2001:db8:2:2:abcd::7'), 'in', 'where they signed in before');
  }));
