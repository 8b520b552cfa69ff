/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { wrongByKeyboard } from '#test/kit/keys.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, personIn, publishTrust } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

/** What the trust center tells whoever keeps it. */
const SAID = 'the page says “not shown”';

/** Of what is listed one is opened: pages of a control, of a check, a list with something picked of it are of a shape. */
const shapeOf = (address: string): string => address.replace(/\?.*$/, '?').replace(/^(\/[^/]+)\/[^/?]+/, '$1/*');

suite('who may do little sees only what they may', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const post = async (route: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await ada.browser.send('POST', `/api${route}`, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  await post('/controls', { controls: [{ id: 'backups' }, { id: 'access-review-quarterly' }] });
  await post('/engagements', { id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  await publishTrust(installation, org);
  const complaints: string[] = [];
  const refused: string[] = [];

  /** Somebody in a role, in a browser of their own; what the server refuses them is noted. */
  const signedIn = async (role: string): Promise<Page> => {
    const person = await personIn(installation, { org, role, email: `${role}@acme.example` });
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE);
    after(() => context.close());
    const value = person.browser.cookie('attestry.session_token') ?? assert.fail('nobody is signed in');
    await context.addCookies([{ name: 'attestry.session_token', value, url }]);
    const page = listenedTo(await context.newPage(), complaints);
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(`${role}: ${new URL(answer.url()).pathname}`);
    });
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  /** Opens each room of the rail, and what it leads to within; the server refuses nothing of what it shows. */
  const walked = async (page: Page, look: (name: string) => Promise<readonly string[]>): Promise<readonly string[]> => {
    const wrong: string[] = [];
    const rail = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link');
    await rail.first().waitFor();
    const ahead = await addresses(rail);
    const shapes = new Set<string>();
    for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
      const shape = shapeOf(address);
      if (shapes.has(shape)) continue;
      shapes.add(shape);
      await page.goto(url + address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      wrong.push(...(await look(address.replaceAll(/\W+/g, '_'))));
      ahead.push(
        ...(await addresses(page.getByRole('main').locator('a[href^="/"]:not([href^="/t/"], [href^="/api/"])'))),
      );
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(refused, []);
    return [...shapes];
  };
  /** All of it answers, whole and by keyboard, too. */
  const whole = (page: Page, role: string) => async (name: string) => {
    const looks = await wrongInAnyLook(page, role + name);
    return [...(await wrongByKeyboard(page, role + name)), ...looks.filter((each) => !each.includes(SAID))];
  };
  const addresses = async (links: ReturnType<Page['locator']>): Promise<string[]> => {
    const all = await Promise.all((await links.all()).map((link) => link.getAttribute('href')));
    return all.flatMap((address) => (address === null ? [] : [address]));
  };
  const rooms = (page: Page): Promise<string[]> =>
    page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').allInnerTexts();

  test('a member begins with their own tasks, and is shown no room that would refuse them', async () => {
    const page = await signedIn('member');
    await page.getByRole('heading', { level: 1, name: 'Work' }).waitFor();
    assert.deepEqual(await rooms(page), ['Work', 'Settings']);
    await walked(page, whole(page, 'member'));
  });

  test('sales begins with the trust center and who reads its documents, and sees nothing of the programme', async () => {
    const page = await signedIn('sales');
    await page.getByRole('heading', { level: 1, name: 'Trust' }).waitFor();
    assert.deepEqual(await rooms(page), ['Trust', 'Settings']);
    await walked(page, whole(page, 'sales'));
  });

  test('who looks after customers sees what sales sees', async () => {
    const page = await signedIn('success');
    await page.getByRole('heading', { level: 1, name: 'Trust' }).waitFor();
    assert.deepEqual(await rooms(page), ['Trust', 'Settings']);
    await walked(page, async () => []);
  });

  /** Whether a role connects sources, and lets others in. */
  const MAY = {
    admin: { connect: true, invite: true },
    contributor: { connect: true, invite: false },
    advisor: { connect: false, invite: false },
  } as const;
  for (const [role, may] of Object.entries(MAY))
    test(`${role}: every page that is led to opens, and nothing is asked for that is refused`, async () => {
      const page = await signedIn(role);
      const seen = await walked(page, async () => []);
      assert.ok(seen.length > 20, seen.join(' '));
      const shows = async (address: string, heading: string, what: Locator): Promise<boolean> => {
        await page.goto(url + address);
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
        return what.isVisible();
      };
      const git = page.getByRole('radio', { name: 'Git repository' });
      assert.equal(
        await shows('/sources/add', may.connect ? 'Add a source' : 'This page is not for your role', git),
        may.connect,
      );
      const invite = page.getByRole('button', { name: 'Invite somebody' });
      assert.equal(await shows('/people', 'People', invite), may.invite);
      await page.goto(`${url}/controls/backups`);
      const by = page.getByRole('table', { name: 'History' }).getByTitle('ada@acme.example');
      await by.first().waitFor();
      assert.equal(await by.first().textContent(), 'owner', 'the name by which the installation made her');
    });

  test('a second invitation that is opened where the first one stands says what it is itself', async () => {
    const linkFor = async (role: string): Promise<string> =>
      String((await post('/identity/invitations', { email: `new-${role}@acme.example`, role }))['link']);
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE);
    after(() => context.close());
    const page = listenedTo(await context.newPage(), complaints);
    await page.goto(await linkFor('member'));
    await page.getByText('You are invited as member. Your account is new-member@acme.example.').waitFor();
    await page.getByLabel('Your name').fill('Of the first');
    await page.goto(await linkFor('sales'));
    await page.getByText('You are invited as sales. Your account is new-sales@acme.example.').waitFor();
    assert.equal(await page.getByLabel('Your name').inputValue(), '');
    await page.goto(`${url}/join#${'x'.repeat(60)}`);
    await page.getByRole('heading', { level: 1, name: 'This invitation does not open anything' }).waitFor();
  });

  test('a control of a year in a window of eleven months says until when its year is', async () => {
    await post('/controls', { controls: [{ id: 'risk-assessment-annual' }] });
    await post('/engagements', { id: 'short', name: 'SOC 2', type: 'type-2', first: '2027-01-01', last: '2027-11-30' });
    const page = await signedIn('owner');
    await page.goto(`${url}/controls/risk-assessment-annual`);
    await page.getByText('Its first period is from 1\u{a0}Jan\u{a0}2027 to 31\u{a0}Dec\u{a0}2027').waitFor();
  });

  test('nothing complained', () => assert.deepEqual(complaints, []));
});
