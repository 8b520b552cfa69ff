/// <reference lib="dom" />
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { hub } from '#test/kit/github.ts';
import { journey } from '#test/kit/journey.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';

const shots = process.env['SHOTS'];
/** The id of a check, which no page says in the place of its title. */
const CHECK_ID = /\b[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)+\b/;

suite('what somebody sees who looks for the first time', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url, db } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const bo = await personIn(installation, { org, role: 'admin', email: 'bo@acme.example' });
  await db.admin.query(`update member set name = 'Bo Berg' where email = $1`, [bo.email]);
  await db.admin.query(`update attestry_auth."user" set "emailVerified" = false where email = $1`, [ada.email]);
  const github = await hub({ name: 'acme', repositories: [{ name: 'acme/app' }] });
  const send = async (method: string, route: string, body: unknown): Promise<void> => {
    const answer = await ada.browser.send(method, `/api${route}`, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await send('POST', '/controls', {
    controls: ['change-peer-review', 'access-review-quarterly'].map((id) => ({ id })),
  });
  await send('POST', '/engagements', {
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
  });
  await send('POST', '/policies', { template: 'access-control', owner: bo.email });

  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  after(() => context.close());
  const value = ada.browser.cookie('attestry.session_token') ?? assert.fail('nobody is signed in');
  await context.addCookies([{ name: 'attestry.session_token', value, url }]);
  const page = listenedTo(await context.newPage(), complaints);
  const step = journey(async () => {
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'newcomer-failed.png') });
  });
  const looked = async (name: string): Promise<void> =>
    assert.deepEqual(await wrongInAnyLook(page, `newcomer-${name}`), []);
  /** Opens a page while one answer of the server is on its way, and looks; then it comes. */
  const whileWaiting = async (route: string | RegExp, address: string, look: () => Promise<void>): Promise<void> => {
    const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
    let held = 0;
    await page.route(route, async (each) => {
      held += 1;
      await asked;
      await each.continue();
    });
    await page.goto(url + address);
    await look();
    assert.ok(held > 0, `nothing was held back of ${String(route)}`);
    answer();
    await page.unrouteAll({ behavior: 'wait' });
  };
  const inTip = async (heading: Locator): Promise<string> => {
    await heading.hover();
    return page.getByRole('tooltip').innerText();
  };

  step(
    'a heading explains its word in a sentence, and hides neither whose page it is nor what it says, on a phone as well',
    async () => {
      for (const size of [1280, 390]) {
        await page.setViewportSize({ width: size, height: 860 });
        await page.goto(`${url}/scope`);
        const scope = page.getByRole('heading', { level: 1 }).getByRole('button', { name: 'Scope' });
        assert.match(await inTip(scope), /^scope: What one examination is about/);
        assert.ok(await isWithin(page), 'all of it is in the window');
        assert.ok(!(await isUnderTip(page, page.getByRole('banner'))), `the company is named at ${size}`);
        assert.ok(!(await isUnderTip(page, page.locator('p.lead'))), 'the first line can be read');
      }
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(`${url}/ledger`);
      await page.getByRole('table', { name: 'Entries of the log' }).waitFor(); // what is above it has come, too
      const entries = page.getByRole('button', { name: 'Entries', exact: true });
      assert.match(await inTip(entries), /^seal: To write/);
      assert.match(await inTip(page.getByRole('button', { name: 'The latest checkpoint' })), /^checkpoint: /);
      await page.setViewportSize({ width: 390, height: 500 });
      await entries.evaluate((word) => word.scrollIntoView({ block: 'end' }));
      await entries.click();
      assert.ok(!(await isUnderTip(page, entries)), 'a word at the foot comes above what explains it');
      if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'tip-at-foot.png') });
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1280, height: 860 });
    },
  );

  step('what is to be done about several findings of one rule is said of each where it differs', async () => {
    await page.goto(`${url}/scope`);
    const rule = page.getByRole('listitem').filter({ hasText: 'A control has no owner: 2 times' }).first();
    await rule.locator('summary').click();
    for (const owner of ['engineering', 'security'])
      await rule.getByRole('listitem').getByText(`Name somebody in ${owner}.`).waitFor();
    assert.equal(await rule.getByText('Name somebody in').count(), 2);
  });

  step('a control waits for what its checks are called, and never shows their ids', async () => {
    await whileWaiting(/\/api\/checks(?:\?|$)/, '/controls/change-peer-review', async () => {
      await page.getByRole('heading', { name: 'What do the records show?' }).waitFor();
      await page.getByText(/^\d+ checks? (?:look|was|were) /).waitFor();
      assert.doesNotMatch(await page.getByRole('main').innerText(), CHECK_ID);
    });
    await page.getByRole('link', { name: /^A change is approved by another person/ }).waitFor();
    const answer = await page.locator('section', { hasText: 'What do the records show?' }).last().innerText();
    const [says, late] = [answer.search(/\d checks? /), answer.indexOf('It was adopted on')];
    assert.ok(says >= 0 && says < late, `the answer stands before what to mind about it: ${answer}`);
    await whileWaiting('**/api/checks/*', '/checks/changes.approved-by-another', async () => {
      await page.getByRole('heading', { level: 1, name: 'Check' }).waitFor();
      assert.doesNotMatch(await page.getByRole('main').innerText(), CHECK_ID);
    });
    await page.getByRole('heading', { level: 1, name: /^A change is approved by another person/ }).waitFor();
  });

  step(
    'of what is listed without a choice, the chip is chosen, and it is chosen again when another is given up',
    async () => {
      const chip = (name: string): Locator => page.getByRole('checkbox', { name, exact: true });
      await page.goto(`${url}/checks/changes.approved-by-another`);
      const chosen = page.locator('.mantine-Chip-input:checked');
      await chip('not clean').waitFor({ state: 'attached' });
      assert.equal(await chosen.count(), 1);
      assert.ok(await chip('not clean').isChecked());
      await page.getByText('pass', { exact: true }).last().click();
      await page.waitForURL(/outcome=pass/);
      assert.ok(!(await chip('not clean').isChecked()));
      await page.getByText('not clean', { exact: true }).click();
      await page.waitForURL((address) => !address.searchParams.has('outcome'));
      assert.ok(await chip('not clean').isChecked());
      await looked('check');
    },
  );

  step('what stands below a sentence that is to come stands where it stays', async () => {
    const below = page.getByRole('combobox', { name: 'Function' });
    const lead = page.locator('p.lead');
    let before = 0;
    await whileWaiting(/\/api\/work\/tasks\?/, '/work', async () => {
      await page.getByRole('heading', { level: 1, name: 'Work' }).waitFor();
      assert.equal((await lead.innerText()).trim(), '');
      before = (await below.boundingBox())?.y ?? assert.fail();
    });
    await lead.getByText('to do').waitFor();
    assert.equal((await below.boundingBox())?.y, before);
  });

  step('a policy names the people whose addresses its text has, and what is sealed is said by name', async () => {
    await page.goto(`${url}/policies/access-control`);
    const text = page.locator('.document');
    await text.getByText(/owner: Bo Berg\sbo@acme\.example/).waitFor();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByText('Sealed with it: the text as you read it, owner, and now.').waitFor();
    assert.doesNotMatch(await form.innerText(), /@/);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await looked('policy');
  });

  step('whoever says by a key that they answer for controls has what gives them under the next press', async () => {
    await page.goto(`${url}/controls?owner=nobody`);
    await page.getByRole('button', { name: 'Give all 2 controls an owner' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Who answers for these 2?' });
    const gives = dialog.getByRole('button', { name: 'Give it' });
    assert.ok(await gives.isDisabled(), 'nobody owns them: there is nothing to take away');
    await dialog.getByRole('button', { name: 'I answer for all 2' }).press('Enter');
    assert.equal(await dialog.getByRole('combobox', { name: 'Owner' }).inputValue(), ada.email);
    await gives.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  step('the name of a member, or a part of it, becomes their address before controls are given to it', async () => {
    await page.goto(`${url}/controls?owner=nobody`);
    await page.getByRole('button', { name: 'Give all 2 controls an owner' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who answers for these 2?' });
    const owner = dialog.getByRole('combobox', { name: 'Owner' });
    await owner.fill('bo');
    await dialog.getByRole('option', { name: 'Bo Berg' }).waitFor();
    await owner.press('Enter');
    assert.equal(await owner.inputValue(), bo.email, 'it is seen before it is sent');
    await dialog.getByRole('option').waitFor({ state: 'detached' }); // what sends it lies under nothing
    await owner.fill('Berg');
    await owner.press('Tab');
    assert.equal(await owner.inputValue(), bo.email);
    await owner.fill('Security lead');
    await owner.press('Tab');
    assert.equal(await owner.inputValue(), 'Security lead', 'a role stays what it is');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  step('what finds anything says what a word means, however it is bent', async () => {
    await page.keyboard.press('Control+k');
    const find = page.getByRole('combobox', { name: 'Find anything' });
    await find.fill('deviated');
    await page.getByText('deviation: The item fails the check').waitFor();
    assert.equal(await page.getByText('Nothing is called').count(), 0);
    await looked('words');
    await find.fill('controls');
    const [meaning, first] = [
      page.getByRole('dialog').getByText('control: Something'),
      page.getByRole('option').first(),
    ];
    const placeOf = async (of: typeof first): Promise<number> => (await of.boundingBox())?.y ?? Number.NaN;
    await meaning.waitFor();
    await page.getByRole('option', { name: 'Controls page', exact: true }).waitFor();
    assert.ok((await placeOf(meaning)) < (await placeOf(first)), 'the list may be longer than the screen');
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
  });

  step('that a link shows whose an address is, is said once it is known that mail leaves', async () => {
    const address = page.getByText(/^Nothing shows yet that ada@acme\.example is yours\./);
    await whileWaiting('**/api/account/state*', '/settings', async () => {
      await address.waitFor();
      assert.equal(await address.innerText(), 'Nothing shows yet that ada@acme.example is yours.');
    });
    await page.getByText(/is yours\. No mail leaves this server, so that cannot be shown now\.$/).waitFor();
  });

  step('a bar of what a source accounts for says at which days it begins and ends', async () => {
    await send('POST', '/sources', {
      id: 'github',
      collector: 'github',
      settings: { organization: 'acme', baseUrl: github.url, reads: ['repository'] },
      secrets: { token: 'ghp_first' },
    });
    await page.goto(`${url}/sources/github`);
    await page.getByRole('button', { name: 'Read now' }).click();
    for (const address of ['/sources/github', '/evidence/repository']) {
      if (!page.url().endsWith(address)) await page.goto(url + address);
      const bar = page.getByRole('img', { name: /the window runs from 1\sJan\s2026 to 31\sDec\s2026$/ });
      await bar.waitFor();
      const ends = page.locator('.coverage .ends');
      assert.match(await ends.innerText(), /^1\sJan\s2026\s+31\sDec\s2026$/);
      await looked(address.replaceAll('/', '-'));
    }
  });

  step('what a setting is called stands there from the beginning, and never the name that it is kept by', async () => {
    const facts = page.locator('main dt');
    let before: readonly string[] = [];
    await whileWaiting('**/api/collectors*', '/sources/github', async () => {
      await page.getByRole('heading', { name: 'Settings' }).waitFor();
      before = await facts.allInnerTexts();
    });
    await facts.getByText('Connected').waitFor();
    const after = await facts.allInnerTexts();
    assert.deepEqual(
      before.filter((name) => !after.includes(name)),
      [],
    );
  });

  step('a check that judged nothing, as no source tells of its items, says so where its bar would be', async () => {
    const untold = page.getByText('no source tells of changes');
    await whileWaiting(/\/api\/checks(?:\?|$)/, '/controls/change-peer-review', async () => {
      await page.getByText(/^\d+ (?:of \d+ )?checks? /).waitFor();
      assert.equal(await untold.count(), 0, 'nothing is drawn that is taken away again');
    });
    await untold.first().waitFor();
    const says = new Set(await untold.allInnerTexts());
    assert.deepEqual([...says], ['no source tells of changes: it judged nothing'], 'and nowhere else');
    await looked('untold');
  });

  step('what occurred beside the window says so, and a form says what it is about by its title', async () => {
    const { folder, commit } = testRepository(testFolder());
    commit('Begin the product', { at: '2025-11-03T09:00:00Z' });
    commit('Mend it at night', { at: '2026-02-03T23:00:00Z' });
    commit('Mend it by day\n\nReviewed-by: Zoe <zoe@acme.example>', { at: '2026-02-04T09:00:00Z' });
    await send('POST', '/sources', { id: 'code', collector: 'git', settings: { repository: folder }, secrets: {} });
    await page.goto(`${url}/sources/code`);
    await page.getByRole('button', { name: 'Read now' }).click();
    await page.getByRole('link', { name: 'see what they find' }).waitFor();
    await page.goto(`${url}/checks/changes.approved-by-another`);
    const row = (title: string): Locator => page.locator('tbody tr', { hasText: title });
    await row('Begin the product').getByText('before the window, in no status').waitFor();
    assert.equal(await row('Mend it at night').getByText('the window').count(), 0);
    await row('Mend it at night')
      .getByRole('button', { name: /^Explain/ })
      .press('Enter');
    const form = page.getByRole('dialog');
    await form.getByText('Mend it at night').waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'what is not clean in it' }).click();
    await row('Begin the product').waitFor({ state: 'detached' });
    await row('Mend it at night').waitFor();
    await looked('beside-window');
  });

  step('who approved a change and is nobody leads to where the list of people comes from', async () => {
    const row = page.locator('tbody tr', { hasText: 'Mend it by day' });
    const unknown = row.getByText('somebody who is not known to be a person of the company');
    let before = 0;
    await whileWaiting(/\/api\/populations(?:\?|$)/, '/checks/changes.approved-by-another', async () => {
      await unknown.waitFor();
      assert.equal(await row.getByRole('link', { name: 'Bring in the list of people' }).count(), 0);
      before = (await boxOf(row)).height;
    });
    await row.getByRole('link', { name: 'Bring in the list of people' }).waitFor();
    assert.equal((await boxOf(row)).height, before, 'its room was kept');
    await row.getByRole('link', { name: 'Mend it by day' }).click();
    const way = page
      .getByRole('table', { name: 'Judged by' })
      .getByRole('link', { name: 'Bring in the list of people' });
    await way.first().waitFor();
    await page.getByText(/^bin\/attestry ledger show \d+ --org acme$/).waitFor(); // several companies may lie there
    await page.goBack();
    await row.getByRole('link', { name: 'Bring in the list of people' }).click();
    await page.getByRole('heading', { level: 1, name: 'Add a source' }).waitFor();
    assert.match(page.url(), /collector=file&population=person/);
  });

  step('the first source, while it is being connected, is none that it could take the place of', async () => {
    const fresh = await organizationIn(installation, 'fresh');
    const cy = await personIn(installation, { org: fresh, role: 'owner', email: 'cy@fresh.example' });
    const { folder, commit } = testRepository(testFolder());
    commit('Begin another', { at: '2026-02-05T09:00:00Z' });
    const own = await browser.newContext({ reducedMotion: 'reduce' });
    own.setDefaultTimeout(PATIENCE);
    after(() => own.close());
    await own.addCookies([
      { name: 'attestry.session_token', value: cy.browser.cookie('attestry.session_token') ?? assert.fail(), url },
    ]);
    const add = listenedTo(await own.newPage(), complaints);
    await add.goto(`${url}/sources/add`);
    await add.getByText('Git repository', { exact: true }).click();
    await add.getByLabel('Repository', { exact: true }).fill(folder);
    await add.getByRole('button', { name: 'Test the connection' }).click();
    const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
    await add.route(/\/api\/jobs(?:\?|$)/, async (each) => {
      await asked;
      await each.continue();
    });
    const listed = add.waitForResponse(async (of) => {
      const isList = of.request().method() === 'GET' && new URL(of.url()).pathname === '/api/sources';
      return isList && (await of.text()).includes('"git"');
    });
    await add.getByRole('button', { name: 'Connect it and read it now' }).click();
    await listed;
    await add.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.equal(await add.getByText('Which source it takes the place of').count(), 0, 'nothing comes over the button');
    answer();
    await add.unrouteAll({ behavior: 'wait' });
    await add.getByRole('heading', { level: 1, name: 'git' }).waitFor();
  });

  step('whoever joins is never told on the way in that the invitation opens nothing', async () => {
    const body = { email: 'di@acme.example', role: 'contributor' };
    const invited = await ada.browser.send('POST', '/api/identity/invitations', { body });
    const own = await browser.newContext({ reducedMotion: 'reduce' });
    own.setDefaultTimeout(PATIENCE);
    after(() => own.close());
    const join = listenedTo(await own.newPage(), complaints);
    await join.goto((invited.body as { readonly link: string }).link);
    await join.getByLabel('Your name').fill('Di Dorn');
    await join.getByLabel('Password', { exact: true }).fill('nine pears hum at noon');
    await join.evaluate(() => {
      const look = (): void => {
        const said = document.querySelector('h1')?.textContent ?? '';
        if (said !== '')
          document.documentElement.dataset['seen'] = `${document.documentElement.dataset['seen'] ?? ''}${said}; `;
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await join.getByRole('button', { name: 'Join', exact: true }).click();
    await join.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    assert.doesNotMatch(await join.evaluate(() => document.documentElement.dataset['seen'] ?? ''), /does not open/);
  });

  step('nothing complained', () => assert.deepEqual(complaints, []));
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const boxOf = async (of: Locator): Promise<Box> => (await of.boundingBox()) ?? assert.fail('it is not shown');

/** Whether what explains a word lies upon something. */
async function isUnderTip(page: Page, what: Locator): Promise<boolean> {
  const [tip, below] = [await boxOf(page.getByRole('tooltip')), await boxOf(what)];
  const [right, bottom] = [tip.x + tip.width, tip.y + tip.height];
  return tip.x < below.x + below.width && below.x < right && tip.y < below.y + below.height && below.y < bottom;
}

async function isWithin(page: Page): Promise<boolean> {
  const { x, width } = await boxOf(page.getByRole('tooltip'));
  return x >= 0 && x + width <= (page.viewportSize()?.width ?? 0);
}
