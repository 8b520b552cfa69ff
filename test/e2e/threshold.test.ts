/// <reference lib="dom" />
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite } from 'node:test';
import type { Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { axeFinds } from '#test/kit/axe.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { identityProvider } from '#test/kit/identity-provider.ts';
import { journey } from '#test/kit/journey.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';
import { codeBefore, fromBase32, totp } from '#test/kit/totp.ts';

const shots = process.env['SHOTS'];

suite('whom the console does not let in', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url, db } = installation;
  const org = await organizationIn(installation, 'acme');
  const others = await organizationIn(installation, 'others');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  await personIn(installation, { org, role: 'contributor', email: 'bo@acme.example' });
  await personIn(installation, { org, role: 'contributor', email: 'cy@acme.example' });
  await personIn(installation, { org: others, role: 'owner', email: 'olga@others.example' });
  const complaints: string[] = [];

  const opened = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    context.setDefaultTimeout(PATIENCE);
    after(() => context.close());
    return listenedTo(await context.newPage(), complaints);
  };
  const signedIn = async (page: Page, email: string): Promise<Page> => {
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(page, 'Home');
    return page;
  };
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const [owner, bo, cy] = [await opened(), await opened(), await opened()];
  const step = journey(async () => {
    for (const [name, page] of Object.entries({ owner, bo, cy }))
      if (shots !== undefined) await page.screenshot({ path: path.join(shots, `threshold-failed-${name}.png`) });
  });
  const looked = async (page: Page, name: string): Promise<void> =>
    assert.deepEqual(await wrongInAnyLook(page, `threshold-${name}`), []);

  step('a part of the console that does not come is said not to, comes when it can, and the page goes on', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage(); // its browser complains of what does not come
    const parts = /\/assets\/(?:Finder|Confirm|Told)-[^/]*\.js$/u;
    await context.route(parts, (route) => route.abort());
    await signedIn(page, ada.email);
    const missing = (what: RegExp) => page.getByRole('alert').filter({ hasText: what });
    await missing(/^What asks whether it is still you, .* did not come/).waitFor();
    const [tells, close] = [missing(/^What tells that something was done did not come/), 'Close this'];
    await tells.getByRole('button', { name: close }).click();
    await tells.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Find/ }).click();
    await missing(/^What finds did not come/).waitFor();
    assert.deepEqual(await axeFinds(page, 'missing-part'), []);
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'missing-part.png') });
    await context.unroute(parts);
    await page.getByRole('dialog').getByRole('button', { name: 'Load the page again' }).click();
    await missing(/^What asks/).waitFor({ state: 'detached' });
    await heading(page, 'Home');
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByRole('combobox', { name: 'Find anything' }).fill('controls');
    await context.close();
  });

  step('an account that was removed everywhere is told that it is in no organization, and signs out', async () => {
    const [asAda, asCy] = [await signedIn(owner, ada.email), await signedIn(cy, 'cy@acme.example')];
    await asAda.goto(`${url}/people`);
    const row = asAda.getByRole('table', { name: 'Members' }).getByRole('row').filter({ hasText: 'cy@acme.example' });
    await row.getByRole('button', { name: /^Remove/ }).click();
    await row.getByText('Yes, remove').click();
    await row.waitFor({ state: 'detached' });
    await asCy.goto(`${url}/controls`);
    await heading(asCy, 'You are in no organization');
    await asCy.getByText(/^The account cy@acme\.example is fine, but nobody has invited it, or its time/).waitFor();
    await looked(asCy, 'nowhere');
    await asCy.getByRole('button', { name: 'Sign out' }).click();
    await heading(asCy, 'Sign in');
  });

  step('a link to an organization of others opens nothing, and leads back to their own', async () => {
    await signedIn(bo, 'bo@acme.example');
    await bo.goto(`${url}/controls?organization=others`);
    await heading(bo, 'You are not in this organization');
    await bo.getByText(/an organization that the account bo@acme\.example is not in, or not any more/).waitFor();
    await looked(bo, 'not-theirs');
    await bo.getByRole('button', { name: 'Go to your own organization' }).click();
    await heading(bo, 'Home');
    assert.equal(new URL(bo.url()).searchParams.get('organization'), null);
    await bo.goto(`${url}/?organization=others`);
    await bo.getByRole('button', { name: 'Sign out' }).click();
    await heading(bo, 'Sign in');
  });

  step('where a second factor is asked for, whoever has none sets it up and is in', async () => {
    const begun = await ada.browser.send('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } });
    const secret = fromBase32(new URL(String(begun.body['totpURI'])).searchParams.get('secret') ?? '');
    const proof = { body: { code: await codeBefore(secret) } };
    assert.equal((await ada.browser.send('POST', '/api/auth/two-factor/verify-totp', proof)).status, 200);
    await signedIn(bo, 'bo@acme.example');
    await signedIn(cy, 'bo@acme.example'); // in another browser, too
    const all = { body: { secondFactor: true } };
    assert.equal((await ada.browser.send('PUT', '/api/identity/security', all)).status, 200);
    await bo.goto(`${url}/controls`);
    await heading(bo, 'Set up a second factor');
    await bo.getByText('The acme company lets nobody in with a password alone. It takes two minutes.').waitFor();
    await looked(bo, 'set-up');
    await bo.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await bo.getByRole('button', { name: 'Go on' }).click();
    await bo.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
    await looked(bo, 'set-up-picture');
    const own = fromBase32((await bo.locator('[data-secret]').textContent()) ?? '');
    await bo.getByLabel('The six digits that it shows now').fill(totp(own) === '000000' ? '000001' : '000000');
    await bo.getByRole('button', { name: 'Check the code' }).click();
    await bo
      .getByRole('alert')
      .getByText(/^The code does not fit the secret\. Wait for the next one/)
      .waitFor();
    assert.equal(await bo.getByText('That did not let you in').count(), 0, 'nobody signs in here');
    await bo.getByLabel('The six digits that it shows now').fill(totp(own));
    await bo.getByRole('button', { name: 'Check the code' }).click();
    await bo.getByRole('list', { name: 'Recovery codes' }).waitFor();
    await looked(bo, 'set-up-codes');
    // Whoever keeps them elsewhere meanwhile, and comes back, still has them before their eyes.
    const asked: string[] = [];
    bo.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await bo.clock.setFixedTime(Date.now() + 60_000); // what was read is no longer fresh
    const back = bo.waitForResponse('**/passkey/**');
    await bo.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await back;
    assert.ok(!asked.includes('/api/account'), asked.join(' '));
    await bo.getByRole('list', { name: 'Recovery codes' }).waitFor();
    await bo.getByLabel('I have kept them').check();
    await bo.getByRole('button', { name: 'Done' }).click();
    await heading(bo, 'Controls');
  });

  step('a session that began without the second factor is told to begin again with it', async () => {
    await cy.goto(`${url}/controls`);
    await heading(cy, 'Sign in with your second factor');
    await cy.getByText('The acme company asks for it, and this session began without it.').waitFor();
    await looked(cy, 'with-second-factor');
    await cy.getByRole('button', { name: 'Sign in again' }).click();
    await heading(cy, 'Sign in');
    assert.equal(
      (await ada.browser.send('PUT', '/api/identity/security', { body: { secondFactor: false } })).status,
      200,
    );
  });

  step(
    'where single sign-on is the only way in, a session that began otherwise is sent there, and comes back',
    async () => {
      const provider = await identityProvider(`${url}/company`);
      const { issuer, client, secret } = provider;
      const body = { issuer, client, secret, domain: 'acme.example', joins: false };
      const set = await ada.browser.send('PUT', '/api/single-sign-on', { body });
      assert.equal(set.status, 200, JSON.stringify(set.body));
      provider.person = { sub: 'ada-1', email: ada.email, name: 'Ada', email_verified: true };
      await byCompany(cy, ada.email);
      await heading(cy, 'Home');
      const only = await ada.browser.send('PUT', '/api/single-sign-on/required', {
        body: { required: true, breakGlass: ada.account },
      });
      assert.equal(only.status, 200, JSON.stringify(only.body));
      await bo.goto(`${url}/controls`);
      await heading(bo, 'Sign in with your company');
      await bo
        .getByText('The acme company lets its people in by single sign-on only, and this session began otherwise.')
        .waitFor();
      await looked(bo, 'by-company');
      await db.admin.query(
        'insert into member (org, account, email, name, role, expires, added) select $1, account, email, name, role, expires, added from member where email = $2',
        [others, 'bo@acme.example'],
      );
      await bo.reload();
      await bo.getByRole('link', { name: 'Go to The others company' }).click();
      await bo.getByRole('banner').getByText('The others company').waitFor();
      await bo.goto(`${url}/controls?organization=acme`);
      await heading(bo, 'Sign in with your company');
      await bo.getByRole('button', { name: 'Sign in with your company' }).click();
      await bo.getByLabel('E-mail at work').waitFor();
      provider.person = { sub: 'bo-1', email: 'bo@acme.example', name: 'Bo', email_verified: true };
      await byCompany(bo, 'bo@acme.example');
      await heading(bo, 'Home');
    },
  );

  const byCompany = async (page: Page, email: string): Promise<void> => {
    await page.goto(`${url}/company`);
    await page.getByLabel('E-mail at work').fill(email);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`${url}/**`);
  };

  step('nothing complained: no script failed, and no style or address was refused', () => {
    assert.deepEqual(complaints, []);
  });
});
