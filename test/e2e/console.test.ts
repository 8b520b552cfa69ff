/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { after, suite } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { CHECKS } from '#/checks/index.ts';
import { buildConsole } from '#/app/console.ts';
import { storyClock } from '#/app/demo/story-clock.ts';
import { openAttestry } from '#/app/wire.ts';
import { localClient } from '#/contract/local-client.ts';
import { DAY } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { makeFirstOwner } from '#/features/identity/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { freePort } from '#/platform/free-port.ts';
import { DOORS, FRESH, PAGES } from '#test/kit/addresses.ts';
import { axeFinds, COLORS } from '#test/kit/axe.ts';
import { attestry } from '#test/kit/bin.ts';
import { PATIENCE, testBrowser, until } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { type IdentityProvider, identityProvider } from '#test/kit/identity-provider.ts';
import { wrongByKeyboard } from '#test/kit/keys.ts';
import { samlProvider } from '#test/kit/saml-provider.ts';
import { wrongChips, wrongNumbers } from '#test/kit/numbers.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testServer } from '#test/kit/server.ts';
import { codeBefore, fromBase32, totp } from '#test/kit/totp.ts';

declare global {
  /** The console's own router, which the library leaves where a page can be turned. */
  interface Window {
    readonly ['__TSR_ROUTER__']: {
      readonly history: { readonly push: (address: string, state: object, how: object) => void };
      readonly state: {
        readonly status: string;
        readonly location: { readonly href: string };
        readonly resolvedLocation?: { readonly href: string };
      };
    };
  }
}

const PASSWORD = 'quartz-lemon-orbit-77-velvet';
const EMAIL = 'ada@acme.example';
const WIDTHS = { laptop: 1280, wide: 1920, phone: 390 };
const shots = process.env['SHOTS'];

/** What opens beside a page has a router of its own, which comes later; the address is the first one's. */
function keepFirstRouter(): void {
  let first: unknown;
  Object.defineProperty(window, '__TSR_ROUTER__', {
    get: () => first,
    set(router) {
      first ??= router;
    },
  });
}

/** Where the window is half a second after somebody scrolled to its top, as soon as the row that the keys stand on was seen. */
function scrolledOnAfterResize(): Promise<number> {
  const frames = (many: number, then: () => void): unknown =>
    many === 0 ? then() : requestAnimationFrame(() => frames(many - 1, then));
  const isSeen = (): boolean => {
    const { top = -1, bottom = Infinity } = document.querySelector('tr[data-at]')?.getBoundingClientRect() ?? {};
    return top >= 60 && bottom <= innerHeight;
  };
  return new Promise((done) => {
    const look = (): unknown => {
      if (!isSeen()) return frames(1, look);
      return frames(2, () => {
        if (!isSeen()) return look();
        scrollTo(0, 0);
        return frames(30, () => done(scrollY));
      });
    };
    addEventListener('resize', () => frames(3, look), { once: true });
  });
}

/** It is in the window as a whole, and nothing lies upon it. */
const isOnTop = (each: Element): boolean => {
  const { left, top, bottom, width, height } = each.getBoundingClientRect();
  const found = document.elementFromPoint(left + width / 2, top + height / 2);
  return top >= 0 && bottom <= innerHeight && (each.contains(found) || found?.contains(each) === true);
};

suite('the console', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url, setup, db } = installation;
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(keepFirstRouter);
  const page = await context.newPage();
  const complaints: string[] = [];
  listen(page);
  const repository = testRepository(testFolder());
  repository.git(['init', '-q', '-b', 'main', '.']);
  repository.commit('begin');
  repository.merge('Merge pull request #1 from acme/one\n\nReviewed-by: Bob <bob@acme.example>', [
    'Ada <ada@acme.example>',
  ]);
  repository.commit('fix it on main, at once');
  let secret: Uint8Array = new Uint8Array();
  after(() => context.close());

  function listen(of: Page): void {
    of.on('pageerror', (error) => complaints.push(error.message));
    of.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
    });
  }

  const step = journey(() => shot('failed'));

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const room = (name: string) => page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name });
  const focused = (what: Locator): Promise<void> => what.and(page.locator(':focus')).waitFor();
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const shot = async (name: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  };
  const axe = (what: string, of = page, only: readonly string[] = []): Promise<readonly string[]> =>
    axeFinds(of, what, only);

  /** Goes where a link would lead, without loading the console anew or asking what is lost, and waits for what belongs there. */
  const turnTo = async (address: string): Promise<void> => {
    await page.evaluate((to) => window['__TSR_ROUTER__'].history.push(to, {}, { ignoreBlocker: true }), address);
    const isThere = async (to: string): Promise<boolean> => {
      const { status, resolvedLocation } = window['__TSR_ROUTER__'].state;
      const at = resolvedLocation?.href.replace(/([?&])organization=[^&]*&?/, '$1').replace(/[?&]$/, '');
      if (status !== 'idle' || at !== to) return false;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null;
    };
    await until(page, isThere, address);
  };

  /** Goes back, and waits until the page stands where it was scrolled to: a click before that may meet nothing. */
  const goBack = async (): Promise<void> => {
    await page.goBack();
    const stands = async (): Promise<boolean> => {
      const { status, resolvedLocation } = window['__TSR_ROUTER__'].state;
      if (status !== 'idle' || resolvedLocation?.href !== location.pathname + location.search) return false;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return document.querySelector('[aria-busy="true"]') === null;
    };
    await until(page, stands, null);
  };

  step('a stranger finds a door, and the link of the terminal opens it', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((done) => (answer = done));
    await page.route('**/api/account/state*', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(`${url}/controls`);
    await page.waitForURL(/sign-in/);
    assert.equal(await page.getByLabel('E-mail').count(), 0, 'nobody is asked for an account that there may not be');
    answer();
    await heading('Nobody has an account here yet');
    await page.unroute('**/api/account/state*');
    await page.goto(`${url}/setup`);
    await heading('The link is not whole');
    await page.goto(setup ?? '');
    await heading('Set up Attestry');
    assert.deepEqual(await axe('setup'), []);
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('E-mail').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill('password1234');
    await page.getByLabel('Company').fill('Acme Inc');
    await button('Start the programme').click();
    await page.getByRole('alert').getByText('This password cannot be taken').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Start the programme').click();
    await heading('Home');
    await page.getByText('Three steps lead to a first status').waitFor();
    await shot('beginning');
    assert.deepEqual(await axe('beginning'), []);
  });

  step('nothing was answered yet, and no page is an error: each says what belongs there, on a phone, too', async () => {
    const found: string[] = [];
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    for (const address of FRESH) {
      await turnTo(address);
      for (const alert of await page.getByRole('alert').allTextContents()) found.push(`${address}: ${alert}`);
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
        found.push(`${address}: it is wider than the window`);
      await shot(`fresh${address.replaceAll(/\W+/g, '_')}-phone`);
    }
    assert.deepEqual(found, []);
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await page.goto(`${url}/controls`);
    await page.getByText('No control is adopted yet').waitFor();
    await shot('controls-fresh');
    await page.getByRole('link', { name: 'Answer a few questions first' }).click();
    await heading('Where do we stand?');
    await room('Home').click();
    await page.getByText('Three steps lead to a first status').waitFor();
  });

  step('a few plain questions tell where the company stands, and the first three tasks are real ones', async () => {
    await page.getByRole('link', { name: 'Answer the questions' }).click();
    await heading('Where do we stand?');
    await page.getByLabel('The service is available for a stated share of the time.').check();
    for (const asked of ['How many people work for you?', 'How many people write changes to it?'])
      assert.equal(await page.getByLabel(asked).inputValue(), '', 'nobody answers for them');
    const people = page.getByLabel('How many people work for you?');
    const line = page.locator('.at-field').first();
    for (const width of [1440, WIDTHS.phone]) {
      await page.setViewportSize({ width, height: 860 });
      await button('See where we stand').click();
      await line.getByText('Fill this in.').waitFor();
      assert.ok(await people.evaluate((each) => each === document.activeElement), 'the first of them is gone to');
      for (const seen of [people, line]) assert.ok(await seen.evaluate(isOnTop), `at ${width}`);
      await shot(`assessment-missing-${width}`);
      await people.fill('1'); // what is said at a field goes as it is mended
      await line.waitFor({ state: 'detached' });
      await people.fill('');
    }
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await people.fill('5');
    await page.getByLabel('How many people write changes to it?').fill('6');
    await page.getByLabel('How many people can reach production?').fill('2');
    await page.getByText(/then at least 4 people write what somebody else or a pipeline puts in place/).waitFor();
    await button('See where we stand').click();
    await line.getByText(/^Fewer people work for you; if contractors are among these/).waitFor();
    await page.getByLabel('How many people write changes to it?').fill('1');
    await page.getByText('what somebody else or a pipeline puts in place').waitFor({ state: 'detached' });
    await page.getByLabel('Everybody uses a second factor').check();
    await page.getByLabel('By when does a customer want the report?').fill('2030-06-01');
    await shot('assessment-questions');
    assert.deepEqual(await axe('the questions'), []);
    await button('See where we stand').click();
    await page.getByText('1 of 8 things that a first examination looks at is there').waitFor();
    await page.getByText(/Keep a compensating control and say so/).waitFor();
    await page.getByText('For a Type II report by 1 Jun 2030, start by 1 Mar 2029.').waitFor();
    for (const title of [
      'Say what is examined, and over which days',
      'Adopt the controls to begin with',
      'Connect the first source',
    ])
      await page.locator('ol.tasks').getByText(title).waitFor();
    assert.equal(await page.locator('ol.tasks > li').count(), 3);
    await shot('assessment');
    assert.deepEqual(await axe('where the company stands'), []);
    assert.equal(
      await page.getByRole('link', { name: 'Bring in a file' }).first().getAttribute('href'),
      '/sources/add?collector=file&population=account',
      'what is missing leads to where it comes in',
    );
    await page.goto(`${url}/work`);
    await page.getByRole('link', { name: /^Adopt the controls to begin with/ }).click();
    await page.getByRole('link', { name: 'The controls to begin with', exact: true }).click();
    await focused(page.getByRole('heading', { name: 'The controls to begin with', exact: true }));
    await page.waitForURL((address) => !address.search.includes('adopt'));
    const adopt = button(/^Adopt all \d+ controls$/);
    await page.keyboard.press('Tab');
    await focused(adopt);
    assert.deepEqual(await wrongInAnyLook(page, 'assessment-adopt'), []);
    const all = Number(/\d+/.exec(await adopt.innerText())?.[0]);
    const spared = page.locator('ul.seen').getByRole('checkbox').last();
    await spared.uncheck();
    await button(`Adopt ${all - 1} controls`).press('Enter');
    const told = page
      .getByRole('status')
      .getByText(`${all - 1} controls are adopted. What has no tick is not. Next: see`);
    await focused(told);
    assert.equal(await spared.isChecked(), false, 'what has no tick is not adopted');
    await spared.check();
    await button('Adopt 1 control').click();
    await page.locator('ol.tasks').getByText('Bring in the list of people').waitFor();
    await focused(page.getByRole('status').getByText('1 control is adopted. None is left. Next: see on Home'));
    await page.goto(`${url}/controls`);
    await page.getByText('No examination is open yet').waitFor();
    await page.getByRole('link', { name: 'Say what is examined' }).waitFor();
    assert.ok((await page.getByRole('row').count()) > 5);
    await shot('controls-before-scope');
    assert.deepEqual(await axe('controls before an examination'), []);
    assert.equal(await page.getByRole('link', { name: 'Say what is examined' }).getAttribute('href'), '/scope');
    await goBack();
    await button('Change the answers').click();
    assert.equal(await page.getByLabel('How many people work for you?').inputValue(), '5');
    await room('Home').click();
    await page.getByText('Two steps lead to a first status').waitFor();
    await page.getByText('1. Say what you promise: done').waitFor();
    await shot('beginning-answered');
    assert.deepEqual(await axe('beginning, answered'), []);
  });

  step('what is promised decides the categories, and the examination is opened', async () => {
    assert.equal(await page.getByRole('link', { name: 'Connect', exact: true }).getAttribute('href'), '/sources/add');
    await page.getByRole('link', { name: 'Choose days' }).click();
    // What was answered before is not asked again.
    const promise = page.getByLabel('The service is available for a stated share of the time.');
    await promise.waitFor();
    assert.equal(await promise.isChecked(), true);
    assert.equal(await page.getByLabel('How many people work for you?').inputValue(), '5');
    await page.getByText('Availability is about whether the service is there').waitFor();
    assert.equal(await page.getByText('Availability: Availability').count(), 0, 'said once');
    await page.waitForFunction(
      () => scrollY > 0 && (document.querySelector('#days')?.getBoundingClientRect().top ?? 9e9) < innerHeight,
    );
    await focused(page.getByRole('heading', { name: '3. Which days are examined?' }));
    await shot('scope-begin');
    assert.deepEqual(await axe('scope, at the beginning'), []);
    await page.getByText('To see at once what a source holds already').waitFor();
    await page.getByText('Type II is proposed, because a Type II can be there by 1 Jun 2030').waitFor();
    await page.getByLabel('Last day').fill('2062-12-31');
    await button('Open the examination').click();
    await page.getByRole('alert').getByText('more than ten years after the first day').waitFor();
    await page.getByLabel('Last day').fill(dayBefore(-300));
    await button('Open the examination').click();
    await heading('Home');
    await page.getByText('of the window').waitFor();
    await page.getByText('not started: their first due date has not come, or no source tells of them yet').waitFor();
    assert.equal(await page.locator('ol.tasks > li').count(), 3, 'three tasks, and not a hundred reds');
    assert.equal(await page.getByText('Say what is examined, and over which days').count(), 0, 'that is done');
    assert.equal(await page.getByRole('heading', { name: 'What threatens the report' }).count(), 0);
    assert.equal(await page.getByRole('link', { name: /not evidenced|deviation/ }).count(), 0);
    await page.getByRole('heading', { name: 'What is left of the beginning' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Connect', exact: true }).getAttribute('href'), '/sources/add');
    assert.equal(await page.getByText('Say what you promise').count(), 0, 'that is said');
    await shot('home-just-opened');
    assert.deepEqual(await axe('Home, just opened'), []);
    await room('Scope').click();
    await button('Change').click();
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByLabel('Last day').fill('2026-12-31');
    await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await room('Home').click();
    await page.getByText('1 Jan 2026', { exact: true }).waitFor();
  });

  step('a source is tested, connected and read, and its progress is seen', async () => {
    await room('Sources').click();
    await page.getByRole('link', { name: 'Add a source' }).click();
    await page.getByRole('radio', { name: 'Git repository' }).click();
    await page.getByText('The least access that it needs').waitFor();
    await page.getByLabel('Name of the source').fill('code');
    await page.getByLabel('Repository', { exact: true }).fill('/nothing/here');
    await button('Test the connection').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Repository', { exact: true }).fill(repository.folder);
    await button('Test the connection').click();
    await page.getByText('It can be read.').waitFor();
    await shot('source-add');
    await button('Connect it and read it now').click();
    await heading('code');
    await page.getByText(/Read to its end/).waitFor();
    await page
      .getByText(/^finished|: finished/)
      .first()
      .waitFor();
    await page.getByRole('table', { name: 'Readings' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: 'What it said' }).waitFor();
    assert.deepEqual(await axe('a reading'), []);
    await goBack();
    await heading('code');
    // What was read is judged behind it.
    const isJudged = async (address: string): Promise<boolean> => {
      const answer = await fetch(address);
      return ((await answer.json()) as { jobs: unknown[] }).jobs.length > 0;
    };
    await until(page, isJudged, '/api/jobs?kind=check&state=done');
    await button(/^Notifications, \d+ unread$/).waitFor(); // nobody read the page again
  });

  step('what was found waits behind the bell, leads to its items, and stays read', async () => {
    const bell = button(/^Notifications/);
    const unread = async (): Promise<number> =>
      Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0);
    const panel = page.getByRole('dialog', { name: 'Notifications' });
    const before = await unread();
    await bell.focus();
    await page.keyboard.press('Enter');
    const found = panel.getByRole('link', { name: /^Unread: A change is approved by another person/ });
    await found.waitFor();
    assert.equal(await panel.getByRole('link', { name: /^Unread: / }).count(), before);
    await shot('notifications');
    assert.deepEqual(await axe('notifications'), []);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    assert.equal(await bell.evaluate((element) => element === document.activeElement), true);
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    await bell.click();
    await found.waitFor();
    const box = await panel.boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= WIDTHS.phone, JSON.stringify(box));
    await shot('notifications-phone');
    await found.click();
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await heading(/approved by another person/);
    await page.waitForURL(/outcome=deviation/);
    await page.getByRole('table', { name: 'Items' }).getByRole('link').first().waitFor();
    const left = before === 1 ? 'Notifications' : `Notifications, ${before - 1} unread`;
    await button(left).waitFor();
    await page.reload();
    await button(left).click();
    await panel.getByRole('link', { name: /^A change is approved by another person/ }).waitFor();
    await panel.getByRole('link', { name: /^See / }).click();
    await heading('Notifications');
    await button(/^Mark unread: A change is approved by another person/).click();
    await button(`Notifications, ${before} unread`).waitFor();
    await button('Mark all read').click();
    await button('Notifications').waitFor();
    await page.reload();
    await page.getByText('wait for you, all read').waitFor();
    assert.equal(await unread(), 0);
  });

  step('what is typed as JSON, and is none, is said with its field, line and column', async () => {
    await turnTo('/sources/add');
    await page.getByRole('radio', { name: /^File \(CSV/ }).click();
    await page.getByText('It lies on the server already').click();
    await page.getByLabel('Where the file lies').fill('/exports/people.csv');
    await page.getByLabel('Mapping: what its columns mean').fill('{\n  "population": person\n}');
    await button('Check every row').click();
    const says = 'at line 2, column 17, this is not how JSON is written';
    await page.locator('.mantine-Textarea-error').getByText(says).waitFor();
    await until(
      page,
      async (label) => document.activeElement?.closest('.mantine-Textarea-root')?.textContent.includes(label) === true,
      'Mapping: what its columns mean',
    );
    assert.equal(await page.getByText(says).count(), 1, 'it is said once, at the field');
  });

  step(
    'the columns of a foreign file are mapped in a form, and rows that cannot come in are named before',
    async () => {
      await turnTo('/sources');
      await turnTo('/sources/add');
      await page.getByRole('radio', { name: /^File \(CSV/ }).click();
      await page.getByLabel('Name of the source').fill('personal');
      assert.deepEqual(await wrongInAnyLook(page, 'mapping-empty'), []);
      const table = (...rows: readonly string[]) => ({
        name: 'personal.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(['Kürzel;Wer;Kontakt;Vertrag;Anfang;Schluss;Kostenstelle', ...rows].join('\n')),
      });
      const chooser = page.locator('input[type=file]');
      await chooser.setInputFiles(
        table(
          '1001;Ada Adler;ada@acme.example;Festanstellung;03.04.2023;;4711',
          '1002;Bo Berg;bo@acme.example;Selbständig;01.09.2024;;4711',
          '1003;Cy Clar;cy@acme.example;Festanstellung;31.02.2025;;4712',
        ),
      );
      await page.getByRole('table', { name: 'The first rows' }).getByText('Ada Adler').waitFor();
      const choose = async (field: string, option: RegExp): Promise<void> => {
        await page.getByRole('combobox', { name: field, exact: true }).click();
        await page.getByRole('option', { name: option }).click();
      };
      await choose('What are its rows?', /^Person$/);
      await page.getByText('A guess: no other column holds e-mail addresses.').waitFor();
      await button('Check every row').click();
      await page.getByRole('alert').getByText('Still open: Employee, Started on.').waitFor();
      const employee = page.getByRole('combobox', { name: 'Employee', exact: true });
      assert.ok(
        await employee.evaluate((each) => each === document.activeElement),
        'the first that is open is gone to',
      );
      await shot('mapping-open');
      await choose('Employee', /^Kürzel/);
      await choose('Name', /^Wer/);
      await choose('Kind', /^Vertrag/);
      await choose('Started on', /^Anfang/);
      await page.getByText('Its dates are written day first (dd.MM.yyyy): 03.04.2023 is 3 Apr 2023.').waitFor();
      await page.getByText('Not a date in that form, so that its row cannot come in: “31.02.2025”.').waitFor();
      await choose('Ended on', /^Schluss/);
      await page
        .getByText(/^No date stands there yet: taken to be written as those of another column, day first/)
        .waitFor();
      await page.getByLabel('Ended on: 3 cells are empty, which says').selectOption('none');
      await page.getByText('1 word has no meaning yet.').waitFor();
      await page.getByLabel('Kind: Selbständig means').selectOption('contractor');
      await page.getByText('Not used: Kostenstelle. It stays in the file').waitFor();
      assert.deepEqual(await wrongInAnyLook(page, 'mapping-full'), []);
      await button('Check every row').click();
      await page.getByRole('status').getByText('2 of 3 rows can come in, 1 cannot.').waitFor();
      const rejected = page.getByRole('table', { name: 'The rows that cannot come in' }).getByRole('row');
      await rejected.filter({ hasText: /row 4.*Anfang.*31\.02\.2025.*is no date that exists/ }).waitFor();
      await page.getByRole('table', { name: 'The first rows as records' }).getByText('Ada Adler').waitFor();
      assert.deepEqual(await wrongInAnyLook(page, 'mapping-rejected'), []);
      assert.equal(await button('Connect it and read it now').count(), 0, 'one row keeps the others out');
      await page.getByRole('checkbox', { name: /^Import the 2 rows without the others/ }).check();
      await button('Connect it and read it now').click();
      await heading('personal');
      await page.getByText(/Read to its end/).waitFor();
      await turnTo('/evidence/person');
      await page.getByRole('table', { name: 'Person' }).getByText('Bo Berg').waitFor();
    },
  );

  step(
    'an export with German headings and names in two columns is understood, and what was said of another file goes',
    async () => {
      await turnTo('/people');
      await turnTo('/sources/add?collector=file&population=person');
      const chooser = page.locator('input[type=file]');
      assert.equal(await page.getByLabel('Name of the source').inputValue(), 'people');
      assert.ok(await page.getByRole('radio', { name: /^File \(CSV/ }).isChecked());
      const given = (name: string, text: string) =>
        chooser.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });
      await given('picture.csv', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
      await page.getByRole('alert').getByText('The file picture.csv is a PNG image, and not text.').waitFor();
      await given('empty.csv', '');
      await page.getByRole('alert').getByText('The file empty.csv is empty').waitFor();
      assert.equal(await page.getByText('picture.csv').count(), 0);
      await shot('mapping-no-file');
      assert.deepEqual(await axe('a file that is empty'), []);
      const rows = [
        'Personalnr;Vorname;Nachname;E-Mail;Abteilung;Eintritt',
        '77;Eva;Klein;eva@acme.example;IT;13.04.2023',
      ];
      await given('personal.csv', rows.join('\n'));
      const and = page.getByRole('combobox', { name: 'And then' });
      await and.waitFor();
      assert.equal(await and.inputValue(), 'Nachname');
      assert.deepEqual(await wrongInAnyLook(page, 'mapping-german'), []);
      await button('Check every row').click();
      await page.getByText('The one row can come in.').waitFor();
      await page.getByRole('table', { name: 'The first rows as records' }).getByText('Eva Klein').waitFor();
    },
  );

  step('where no row would come in it says so; which day a date means is asked by an example of the file', async () => {
    await turnTo('/sources/add');
    await page.getByRole('radio', { name: /^File \(CSV/ }).click();
    await page.getByLabel('Name of the source').fill('incidents');
    const table = (row: string) => ({
      name: 'incidents.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`id,title,kind,severity,owner,detectedAt\n${row}`),
    });
    const chooser = page.locator('input[type=file]');
    const rows = page.getByRole('combobox', { name: 'What are its rows?' });
    const incidentStays = (): Promise<void> => rows.and(page.locator('[value="Incident"]')).waitFor(); // as of the file before
    await chooser.setInputFiles(table('i-1,Login was down,availability,high,ada@acme.example,03/04/2026'));
    await page.getByRole('table', { name: 'The first rows' }).getByText('03/04/2026').waitFor();
    await rows.click();
    await page.getByRole('option', { name: 'Incident', exact: true }).click();
    await button('Check every row').click();
    await page.getByRole('alert').getByText('Still open: Detected at.').waitFor();
    const day = page.getByRole('radiogroup', { name: /03\/04\/2026/ });
    await day.getByRole('radio', { name: /^4 Mar 2026, month first/ }).waitFor();
    await day.getByRole('radio', { name: /^3 Apr 2026, day first/ }).check();
    assert.deepEqual(await axe('a date that is asked for'), []);
    await button('Check every row').click();
    await page.getByRole('table', { name: 'The first rows as records' }).getByText('3 Apr 2026').waitFor();
    await chooser.setInputFiles(table('i-1,Login was down,availability,high,ada@acme.example,yesterday'));
    await page.getByRole('table', { name: 'The first rows' }).getByText('yesterday').waitFor();
    await incidentStays();
    await page.getByLabel('Detected at: how are its dates written?').fill('dd.MM.yyyy');
    await button('Check every row').click();
    await page.getByRole('status').getByText('Nothing would come in.').waitFor();
    assert.equal(await button('Connect it and read it now').count(), 0);
    assert.deepEqual(await wrongInAnyLook(page, 'mapping-nothing'), []);
    await chooser.setInputFiles(table('i-1,Login was down,availability,high,ada@acme.example,2026-03-01T10:00:00Z'));
    await page.getByRole('table', { name: 'The first rows' }).getByText('2026-03-01T10:00:00Z').waitFor();
    await incidentStays();
    await button('Check every row').click();
    await page.getByText('The one row can come in.').waitFor();
    await shot('source-hand-in');
    await button('Write it as JSON').click();
    await page.getByLabel('Mapping: what its columns mean').getByText('"population": "incident"').waitFor();
    await button('Back to the form').click();
    await button('Check every row').click();
    await page.getByText('The one row can come in.').waitFor();
    await button('Connect it and read it now').click();
    await heading('incidents');
    await page.getByText(/Read to its end/).waitFor();
    await page.getByLabel('The next export').waitFor();
    await turnTo('/evidence/incident');
    await page.getByRole('table', { name: 'Incident' }).getByText('Login was down').waitFor();
  });

  step('a source that takes the place of another says so, and both pages name who stated it', async () => {
    await turnTo('/sources/add');
    await page.getByRole('radio', { name: /^File \(CSV/ }).click();
    await page.getByLabel('Name of the source').fill('pager');
    await page.locator('input[type=file]').setInputFiles({
      name: 'pager.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'id,title,kind,severity,owner,detectedAt\nP-1,Mail was down,availability,low,ada@acme.example,2026-03-02T10:00:00Z',
      ),
    });
    await page.getByRole('combobox', { name: 'What are its rows?' }).click();
    await page.getByRole('option', { name: 'Incident', exact: true }).click();
    await page
      .getByRole('note')
      .getByText(/^Files bring incidents already: incidents\. Is this the next export/)
      .waitFor();
    await page.getByRole('combobox', { name: /^Which source it takes the place of/ }).click();
    await page.getByRole('option', { name: 'incidents', exact: true }).click();
    await shot('source-follows');
    assert.deepEqual(await axe('a source that follows another'), []);
    await button('Check every row').click();
    await page.getByText('The one row can come in.').waitFor();
    await button('Connect it and read it now').click();
    await heading('pager');
    await page.getByText(/^It follows incidents, as Ada Lovelace stated on /).waitFor();
    await page.getByRole('link', { name: 'incidents', exact: true }).first().click();
    await heading('incidents');
    await page.getByText(/^pager follows it, as Ada Lovelace stated on /).waitFor();
  });

  step(
    'the same file once more accounts for the time since where somebody says that it was exported anew',
    async () => {
      await page.getByText(/in 1 reading;/).waitFor();
      await page.getByRole('checkbox', { name: /^Exported just now/ }).check();
      assert.deepEqual(await wrongInAnyLook(page, 'source-next-file'), []);
      await page.getByLabel('The next export').waitFor();
      await page.locator('input[type=file]').setInputFiles({
        name: 'incidents.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          'id,title,kind,severity,owner,detectedAt\ni-1,Login was down,availability,high,ada@acme.example,2026-03-01T10:00:00Z',
        ),
      });
      await page
        .getByText(/in 2 readings, what was read again counted again; .*nobody says which time it accounts for/)
        .waitFor();
      assert.equal(await page.getByRole('checkbox', { name: /^Exported just now/ }).isChecked(), false);
    },
  );

  step('a deviation is followed from Home to its bytes and its place in the log', async () => {
    await room('Checks').click();
    await heading('Checks');
    const needing = page.getByRole('table', { name: 'Checks' }).locator('tbody tr');
    await needing.first().waitFor();
    const counts = await needing.evaluateAll((rows) => rows.map((row) => Number(row.children[5]?.textContent)));
    assert.ok((counts[0] ?? 0) > 0, 'a check that found deviations is first');
    assert.ok(!counts.slice(counts.findIndex((each) => !(each > 0))).some((each) => each > 0), String(counts));
    await turnTo('/controls/change-peer-review');
    await page
      .getByRole('link', {
        name: /^(changes\.approved-by-another|A change is approved by another person before it is merged)$/,
      })
      .click();
    await heading(/approved by another person/);
    const found = page.getByRole('list', { name: 'What the rules of the programme find here' });
    await found.getByText('code is read as a git repository, which keeps no reviews').waitFor();
    await page
      .getByRole('link', { name: /^\d+ deviation/ })
      .first()
      .click();
    await shot('check');
    const items = page.getByRole('table', { name: 'Items' });
    await items.locator('a[href*="outcome=deviation"]').first().click(); // and not one of the list before that
    await page.getByRole('heading', { name: 'The proof' }).waitFor();
    await page.getByLabel('The text of the artifact').waitFor();
    const fact = page.locator('dl.fact').first();
    await fact.getByText('Merged at', { exact: true }).waitFor();
    await fact.getByRole('button', { name: 'Copy Revision' }).waitFor();
    await page.getByText('As it is kept (JSON)').click();
    await page.getByLabel('The fact as it is kept').getByText('"mergedAt"').waitFor();
    const judged = page.getByRole('table', { name: 'Judged by' });
    await judged.getByRole('row').filter({ hasText: 'deviation' }).first().waitFor();
    await shot('record');
    assert.deepEqual(await axe('record'), []);
    const aside = page.getByRole('complementary', { name: 'Beside the page' });
    const whole = aside.getByRole('link', { name: 'Open as a page' });
    if (await whole.isVisible()) await whole.click();
    await aside.waitFor({ state: 'detached' });
    const marked = page.locator('pre.bytes mark');
    const lines = await marked.allTextContents();
    assert.ok(lines.length > 0, 'the lines of the record are marked');
    await page.locator('main a[href^="/artifacts/"]').click();
    await page.getByRole('heading', { name: 'Erasing it' }).waitFor();
    assert.deepEqual(await marked.allTextContents(), lines, 'and so they are in the whole of the bytes');
    await shot('artifact-of-record');
    await goBack();
    await page.getByRole('heading', { name: 'The proof' }).waitFor();
    await judged.getByRole('link', { name: /^A change is approved by another/ }).click();
    await page.getByRole('heading', { name: 'One item' }).waitFor();
    await items.getByRole('row').filter({ hasText: 'deviation' }).waitFor();
    assert.equal(await items.locator('tbody tr').count(), 1);
    await goBack();
    await page.getByRole('heading', { name: 'The proof' }).waitFor(); // the page of one item has such a link, too
    await aside.waitFor({ state: 'detached' });
    await page
      .getByLabel('Where this is')
      .getByRole('link', { name: /approved by another person/ })
      .click();
    await page.waitForURL(/\/checks\/changes\.approved-by-another\?.*outcome=deviation/);
    await heading(/approved by another person/);
    let clean = await cleanCount();
    for (let looks = 0; clean === null && looks < 240; looks += 1) {
      await page.waitForTimeout(250); // what was handed in is judged behind it
      clean = await cleanCount();
    }
    assert.ok(clean !== null, 'an item passes, waits, or is not applicable');
    await turnTo(`/checks/${clean.id}`);
    await page.getByRole('link', { name: `${clean.counted} ${clean.outcome.replace('-', ' ')}`, exact: true }).click();
    await items
      .getByRole('row')
      .filter({ hasText: clean.outcome.replace('-', ' ') })
      .first()
      .waitFor();
    assert.equal(await items.locator('tbody tr').count(), clean.counted, 'a count opens what it counts');
    assert.deepEqual(await axe('items that pass'), []);
    await turnTo('/checks/changes.approved-by-another?outcome=deviation');
    await items.getByRole('link').first().click();
    await page.getByRole('heading', { name: 'The proof' }).waitFor();
    await page.locator('dl.facts').getByRole('link').click();
    await page.getByRole('heading', { name: 'Inclusion proof' }).waitFor();
  });

  /** A count of a check whose items need nobody to look at them. */
  const cleanCount = () =>
    page.evaluate(async () => {
      const { checks } = (await (await fetch('/api/checks')).json()) as {
        readonly checks: readonly {
          readonly id: string;
          readonly run: { readonly counts: Readonly<Record<string, number>> } | null;
        }[];
      };
      const counts = checks.flatMap(({ id, run }) =>
        Object.entries(run?.counts ?? {}).map(([outcome, counted]) => ({ id, outcome, counted })),
      );
      return counts.find(({ outcome, counted }) => counted > 0 && /pass|pending|not-app/.test(outcome)) ?? null;
    });

  step('the log is computed again, live', async () => {
    await room('Ledger').click();
    const entries = page.getByRole('table', { name: 'Entries of the log' });
    await entries
      .getByRole('link', { name: new RegExp(`^(?:${CHECKS.map(({ title }) => RegExp.escape(title)).join('|')})`) })
      .first()
      .waitFor();
    await button('Verify now').click();
    const found = page.getByText(
      /entries of the log computed again: none was changed, none is missing, every signature/,
    );
    assert.match(await found.innerText(), /Files and the rows of other tables .* were not looked at/);
    await button('Look at every byte').click();
    const whole = page.getByText(
      /entries, [\d,]+ rows and [\d,]+ files compared: all of them are as they were written/,
    );
    await whole.waitFor();
  });

  step('a place outside is told of the log', async () => {
    const kept: string[] = [];
    const { url } = await testServer((request, response) => {
      request.on('data', (chunk: Buffer) => kept.push(chunk.toString())).on('end', () => response.end('kept'));
    });
    await button('Choose where checkpoints go').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To whom' }).click();
    await page.getByRole('option', { name: 'An address that keeps what it is sent' }).click();
    await dialog.getByLabel('Address').fill(`${url}/log`);
    await dialog.getByRole('button', { name: 'Send them there' }).click();
    await page.getByText(`to ${url}/log, which keeps them`).waitFor();
    await button('Send the newest now').click();
    await page.getByText(/^It arrived: [\d,]+ entries\.$/).waitFor();
    assert.match(kept.join(''), /^attestry\//);
  });

  step('a file is attached with its date, and stands on the control', async () => {
    await turnTo('/controls/change-peer-review');
    await button('Attach a file').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input:focus, textarea:focus').waitFor();
    assert.equal(await page.getByRole('listbox').count(), 0, 'no list lies over the form');
    await dialog.getByLabel('When did it occur?').fill('2026-03-03');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'policy.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Two people see each change.'),
    });
    assert.deepEqual(await axe('attaching'), []);
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('table', { name: 'Evidence' }).getByText('policy.txt').waitFor();
  });

  step('what is attached says at once which period it shows', async () => {
    const [control = '', day = ''] = await page.evaluate(async () => {
      interface Asked {
        readonly id: string;
        readonly occurrences: readonly { readonly kind: string; readonly first: string }[];
      }
      const { controls } = (await (await fetch('/api/readiness')).json()) as { readonly controls: readonly Asked[] };
      const due = controls.flatMap(({ id, occurrences }) =>
        occurrences.flatMap(({ kind, first }) => (kind === 'due' ? [{ id, first }] : [])),
      );
      return [due[0]?.id, due[0]?.first];
    });
    await turnTo(`/controls/${control}`);
    await button('Attach a file').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('When did it occur?').fill(day);
    assert.equal(await dialog.getByLabel('For which item?').count(), 0, 'no item calls for it');
    await dialog.getByPlaceholder(/^That in which it occurred: /).waitFor();
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'minutes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('It was done.'),
    });
    await dialog.getByText('An auditor will look in it for').waitFor();
    await shot('attaching-looked-for');
    assert.deepEqual(await axe('attaching, with what is looked for'), []);
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /^Attached: .*20\d\d counts as performed, as you state\. Nobody else looked at it\./ })
      .waitFor();
    const performed = page
      .getByRole('table', { name: 'Performances' })
      .getByRole('row')
      .filter({
        has: page.getByRole('link', { name: 'minutes.txt' }),
      });
    await performed.getByText('stated by Ada Lovelace; nobody else looked at it').waitFor();
    await shot('attached');
    assert.deepEqual(await axe('attached'), []);
    await page.getByRole('button', { name: 'Close what is said' }).first().click();
    await turnTo('/controls/change-peer-review');
  });

  step('a person states that what is attached is all there was, and it stands there as a statement', async () => {
    await button('Attach a file').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'What does it show?' }).click();
    await page.getByRole('option', { name: 'I state that what is attached is all there was' }).click();
    assert.equal(await dialog.locator('input[type=file]').count(), 0);
    await dialog.getByLabel('Until which day?').fill('2026-03-31');
    await dialog.getByLabel('Statement').fill('Compared with the list of releases.');
    await shot('stating');
    assert.deepEqual(await axe('stating'), []);
    await dialog.getByRole('button', { name: 'State it' }).click();
    await page.getByRole('table', { name: 'Evidence' }).getByText('statement on change-peer-review').waitFor();
    await shot('stated');
  });

  step(
    'a control is adopted from the library, put in own words from a day on, retired and taken up again',
    async () => {
      await room('Controls').click();
      await page.getByRole('link', { name: 'The library' }).click();
      await heading('The library of controls');
      await page.getByLabel('Find a control of the library').fill('capacity');
      await page.getByLabel('Also those that are adopted').check();
      await page.getByText('Capacity reviewed and forecast').click();
      await page.getByText('Where it most often goes wrong:').waitFor();
      await shot('library-opened');
      await page.getByLabel('Find a control of the library').fill('key-management');
      await page.getByRole('checkbox', { name: /^Choose / }).check();
      await button('Adopt 1 control').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Owner' }).fill('ops@acme.example');
      assert.deepEqual(await axe('adopting'), []);
      await dialog.getByRole('button', { name: 'Adopt', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.goto(`${url}/controls/key-management`);
      await page.getByText('Owner: ops@acme.example').waitFor();
      await button('Change').click();
      await dialog.getByLabel('Months for which a key may be used', { exact: true }).fill('6');
      await dialog.locator('ins', { hasText: 'every six months' }).waitFor();
      await dialog.getByLabel('In force from').fill('2026-02-01');
      await shot('control-edit');
      assert.deepEqual(await axe('changing a control'), []);
      await dialog.getByRole('button', { name: 'Change it' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('blockquote.statement').getByText('every six months').waitFor();
      await page.getByRole('table', { name: 'History' }).getByText('back-dated').waitFor();
      await page.getByText('What differs from the library’s own statement').click();
      await page.locator('del', { hasText: 'annually' }).waitFor();
      await button('Retire').click();
      await dialog.getByRole('button', { name: 'Retire it' }).click();
      await page.getByText('Retired: it is no longer performed.').waitFor();
      await turnTo('/controls?view=retired');
      await page.getByRole('table', { name: 'Retired controls' }).getByRole('link').click();
      await button('Reinstate').click();
      await dialog.getByRole('button', { name: 'Reinstate it' }).click();
      await button('Retire').waitFor();
      await page.locator('blockquote.statement').getByText('every six months').waitFor();
    },
  );

  step('a control of one’s own is added, stands in the matrix, and leaves in a file that runs nothing', async () => {
    await turnTo('/controls');
    await button('Add a control of your own').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('=Customers are heard');
    await dialog
      .getByLabel('Statement')
      .fill('The head of product meets customers twice a year and keeps the minutes.');
    await dialog.getByLabel('Criteria that it serves').fill('CC2.3');
    await page.getByRole('option', { name: /^CC2\.3/ }).click();
    await page.keyboard.press('Tab'); // the list of criteria closes
    assert.deepEqual(await axe('adding a control'), []);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await heading('=Customers are heard');
    await turnTo('/controls?view=matrix');
    const row = page.getByRole('row').filter({ hasText: '=Customers are heard' });
    await row.getByText(/^serves it/).waitFor({ state: 'attached' });
    await turnTo('/controls');
    const [saved] = await Promise.all([page.waitForEvent('download'), button('Save as CSV').click()]);
    const text = await readFile(await saved.path(), 'utf8');
    assert.match(text, /,'=Customers are heard,.*,customers-are-heard\r$/m);
    await turnTo('/checks/changes.approved-by-another');
    const [items] = await Promise.all([page.waitForEvent('download'), button('Save as CSV').click()]);
    assert.match(await readFile(await items.path(), 'utf8'), /^\uFEFFOutcome,Item,.*\r\ndeviation,/);
  });

  const stateOfTask = (part: string) =>
    page.evaluate(async (wanted) => {
      const { tasks } = (await (await fetch('/api/work/tasks?state=all&limit=200')).json()) as {
        readonly tasks: readonly { readonly key: string; readonly state: string }[];
      };
      return tasks.find(({ key }) => key.includes(wanted))?.state ?? 'none';
    }, part);

  step('the form for the boundary is found by name, and opened from the task that asks for it', async () => {
    const dialog = page.getByRole('dialog', { name: 'System boundary' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('boundary');
    await page.getByRole('option', { name: /^Change the boundary/ }).click();
    await dialog.waitFor();
    await dialog.locator('textarea:focus').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForURL((address) => !address.href.includes('do='));
    await turnTo('/work');
    await page
      .getByRole('table', { name: 'Tasks' })
      .getByRole('link', { name: 'Write down the system boundary as a whole' })
      .click();
    const task = page.getByRole('complementary', { name: 'Beside the page' });
    await task.getByText('The boundary names something of each component').waitFor();
    await task.getByText('Of procedures nothing is named.').waitFor();
    await shot('task-boundary');
    await task.getByRole('link', { name: 'Write the boundary' }).click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  step(
    'the boundary, a subservice organization and what customers must do are written down, and warnings go',
    async () => {
      await turnTo('/scope');
      const warning = (text: string) => page.locator('.warnings').getByText(text).waitFor();
      await warning('Of infrastructure nothing is named.');
      assert.equal(await stateOfTask('boundary-missing'), 'open');
      await shot('scope-empty');
      const dialog = page.getByRole('dialog');
      await button('Change the boundary').click();
      await dialog.getByLabel('Infrastructure').fill('One account of a cloud\nOne cluster');
      assert.deepEqual(await axe('the boundary'), []);
      await dialog.getByRole('button', { name: 'Change it' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('One cluster').waitFor();
      await warning('Of data nothing is named.');
      assert.equal(await stateOfTask('boundary-missing'), 'open', 'what is still missing is of the same task');
      assert.equal(await page.locator('.warnings').getByText('Of infrastructure nothing is named.').count(), 0);
      await button('Change the boundary').click();
      for (const part of ['Software', 'People', 'Procedures', 'Data']) await dialog.getByLabel(part).fill('All of it');
      await dialog.getByRole('button', { name: 'Change it' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await stateOfTask('boundary-missing'), 'done', 'nobody had to ask for it');
      await button('Add a subservice organization').click();
      await dialog.getByLabel('Name').fill('Hosting Inc');
      await dialog.getByLabel('What for').fill('Hosting of production');
      assert.deepEqual(await axe('a subservice organization'), []);
      await shot('subservice');
      await dialog.getByRole('button', { name: 'Add it' }).click();
      await dialog.waitFor({ state: 'detached' });
      await warning('None of the controls relies on Hosting Inc.');
      await button('Add what a customer must do').click();
      await dialog.getByLabel('What the customer does').fill('User entities remove accounts of their leavers.');
      await dialog.getByRole('button', { name: 'Add it' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('table', { name: 'What customers must do' }).getByText('User entities').waitFor();
    },
  );

  step('quotes stand side by side, and a signed letter engages its firm', async () => {
    await page.getByRole('link', { name: 'Choose your auditor' }).click();
    await heading('Choose your auditor');
    const dialog = page.getByRole('dialog');
    await button('Record a quote').click();
    await dialog.getByLabel('Firm').fill('Example CPAs');
    await dialog.getByLabel('Fee from').fill('28000');
    assert.deepEqual(await axe('a quote'), []);
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('table', { name: 'Quotes' }).getByText('28,000 USD').waitFor();
    await page.getByText('the license: only a licensed CPA firm may issue the report').waitFor();
    await button('Engage Example CPAs').click();
    await dialog.getByLabel('License').fill('12345, Oregon');
    await dialog.getByLabel('Signed by both on').fill('2026-01-05');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('We will examine.'),
    });
    assert.deepEqual(await axe('the letter'), []);
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'letter.txt' }).waitFor();
    await turnTo('/scope');
    await page.getByText('12345, Oregon').waitFor();
  });

  step('a page that shows what is checked is read again when a job ends', async () => {
    await turnTo('/checks');
    await heading('Checks');
    const begun = page.waitForResponse('**/api/jobs/check');
    const again = page.waitForRequest(/\/api\/checks(\?|$)/, { timeout: 60_000 });
    await page.evaluate(() =>
      fetch('/api/jobs/check', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    );
    assert.ok((await begun).ok());
    await again;
  });

  step(
    'a policy is drafted from its template, approved by its owner, and shows the design of its controls',
    async () => {
      await room('Policies').click();
      await page.getByText('No policy is written yet').waitFor();
      await shot('policies-empty');
      assert.deepEqual(await axe('policies, empty'), []);
      await button('Draft the Access control policy').click();
      await heading('Access control policy');
      await page.getByText('It binds nobody until it is approved').waitFor();
      await page.getByText(/All access is disabled within one business day of the last day/).waitFor();
      await button('Edit').click();
      const editing = page.getByRole('dialog', { name: 'Edit the policy' });
      const text = editing.getByLabel('Text', { exact: true });
      const hostile = '<img src=x onerror="window.hurt=1"> <script>window.hurt=1</script> [here](javascript:alert(1))';
      await text.fill(`${await text.inputValue()}\n\n## Our own\n\n${hostile}\n`);
      assert.deepEqual(await axe('editing a policy'), []);
      await editing.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByText('<script>window.hurt=1</script>').waitFor();
      assert.equal(await page.evaluate(() => 'hurt' in window), false);
      assert.equal(await page.locator('.document a[href^="javascript"], .document script, .document img').count(), 0);
      await button('Approve').click();
      const approving = page.getByRole('dialog', { name: 'Approve version 1' });
      await approving.getByText(/It becomes evidence of how \d+ controls are designed/).waitFor();
      await approving.getByText('Nobody else read it, and an auditor asks for another person').waitFor();
      await shot('policy-approve');
      assert.deepEqual(await axe('approving a policy'), []);
      await approving.getByRole('button', { name: 'Ask somebody else' }).click();
      const asking = page.getByRole('dialog', { name: 'Who approves version 1?' });
      await asking.getByRole('alert').getByText('Nobody else here may approve it').waitFor();
      await asking.getByRole('combobox', { name: 'Who reads it' }).fill('ops@acme.example');
      await shot('policy-ask');
      assert.deepEqual(await axe('asking for an approval'), []);
      await asking.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.getByText('ops@acme.example is asked by a task to read and approve it.').waitFor();
      await asking.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Close what is said' }).first().click();
      await button('Approve').click();
      await approving.getByRole('button', { name: 'Approve it yourself', exact: true }).click();
      await page.getByText(`Version 1 is in force, approved by Ada Lovelace.`).waitFor();
      assert.equal(
        await page.getByRole('link', { name: 'Bring in that list' }).getAttribute('href'),
        '/sources/add?collector=file&population=acknowledgement',
        'how acknowledgements are shown leads to where they come in',
      );
      await shot('policy');
      await turnTo('/controls/access-transfers');
      await page.getByRole('table', { name: 'Evidence' }).getByText('access-control-policy-v1.md').waitFor();
    },
  );

  step('of a deviation is said what happened, why, and what follows; it stays what it is', async () => {
    await turnTo('/checks/changes.approved-by-another');
    const items = page.getByRole('table', { name: 'Items' });
    await button(/^Explain /)
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Say what happened' });
    const say = dialog.getByRole('button', { name: 'Say it', exact: true });
    await dialog.getByLabel('What happened').fill('Ada merged it on a Friday evening, and nobody had looked at it.');
    await dialog.getByLabel('Why').fill('The rule of the branch did not bind administrators.');
    await say.click();
    await dialog.getByRole('alert').getByText('Fill this in.').waitFor();
    await dialog.getByLabel('What follows', { exact: true }).fill('The rule of the branch binds everybody.');
    await dialog.getByRole('combobox', { name: 'Who does it' }).fill('ops@acme.example');
    await shot('explaining');
    assert.deepEqual(await axe('explaining'), []);
    await say.click();
    await dialog.waitFor({ state: 'detached' });
    const row = items.getByRole('row').filter({ hasText: 'Ada merged it on a Friday evening' });
    await row.getByText('deviation', { exact: true }).waitFor();
    await page.getByText(/ 1 of \d+ explained\b/).waitFor();
    await row.getByRole('link').first().click();
    const said = page.getByRole('region', { name: /^What management says of it/ });
    await said.getByText('The rule of the branch did not bind administrators.').waitFor();
    await said.getByText('Ada Lovelace').waitFor();
    await shot('explained');
    assert.deepEqual(await axe('explained'), []);
    await said.getByRole('link', { name: 'The task' }).click();
    await page.getByRole('heading', { name: 'The rule of the branch binds everybody.', exact: true }).waitFor();
    await page.getByText('ops@acme.example', { exact: true }).first().waitFor();
    await shot('explained-task');
  });

  step('what is wrong is said at the field, and by the words that stand over it', async () => {
    await turnTo('/scope');
    await button('Change').click();
    const says = 'The last day is before the first.';
    const dialog = page.getByRole('dialog', { name: 'Change the examination' });
    await dialog.getByLabel('Last day').fill('2001-01-01');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByRole('alert').getByText(says).waitFor();
    assert.equal(await dialog.getByLabel('Last day').getAttribute('aria-invalid'), 'true');
    assert.equal(
      await dialog.locator('.mantine-InputWrapper-root', { hasText: 'Last day' }).locator('.at-field').count(),
      1,
    );
    const looks = await wrongInAnyLook(page, 'wrong-at-field');
    assert.deepEqual(new Set(looks.map((each) => each.replace(/^[^:]*: /, ''))), new Set([says]));
    await dialog.getByLabel('Name').fill('');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByText('Fill this in.').waitFor();
    await page.keyboard.press('Escape');
    await button('Leave without saving').click();
    await dialog.waitFor({ state: 'detached' });
  });

  step('a group of boxes that lacks an answer says so when the button is pressed', async () => {
    await turnTo('/settings?part=organization');
    const days = page.getByRole('group', { name: 'Working days' });
    await days.getByLabel('Monday').waitFor();
    const ticked = days.getByRole('checkbox', { checked: true });
    for (let left = await ticked.count(); left > 0; left -= 1) await ticked.first().uncheck();
    await button('Set from now on').click();
    await page.getByText('Tick at least one day.').waitFor();
    assert.ok(await days.getByLabel('Monday').evaluate((each) => each === document.activeElement));
    await shot('lacking');
    await days.getByLabel('Monday').check();
    await page.getByText('Tick at least one day.').waitFor({ state: 'detached' });
    await room('Home').click();
    await button('Leave without saving').click();
    await heading('Home');
  });

  step('of several items the same is said at once, and of what another check found of one of them', async () => {
    await turnTo('/checks/changes.approved-by-another?outcome=deviation');
    const items = page.getByRole('table', { name: 'Items' });
    const boxes = items.getByRole('checkbox');
    for (const at of [1, 2]) await boxes.nth(at).check();
    await button('Explain 2 items').click();
    const dialog = page.getByRole('dialog', { name: 'Say what happened in 2 items' });
    await dialog.getByLabel('What happened').fill('Both were merged while nobody was there to review.');
    await dialog.getByLabel('Why').fill('The team had one engineer until March.');
    await dialog.getByLabel('What follows', { exact: true }).fill('A second engineer reviews each change.');
    const others = dialog.getByRole('group', { name: 'Also where other checks found these items' });
    await others.getByRole('checkbox').first().check();
    await shot('explaining-two');
    assert.deepEqual(await axe('explaining two'), []);
    await dialog.getByRole('button', { name: 'Say it', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const rows = items.getByRole('row').filter({ hasText: 'Both were merged while nobody was there' });
    await rows.first().waitFor();
    assert.equal(await rows.count(), 2);
    await page.getByRole('group', { name: 'Selected in Items' }).waitFor({ state: 'detached' });
    await rows.first().getByRole('link').first().click();
    const [first, second] = [0, 1].map((at) =>
      page.getByRole('region', { name: /^What management says of it/ }).nth(at),
    );
    for (const said of [first, second])
      await said?.getByText('Both were merged while nobody was there to review.').first().waitFor();
  });

  step('what is explained is counted, and once it is all of them nobody is asked to explain any more', async () => {
    await turnTo('/checks/changes.approved-by-another?outcome=deviation');
    await page
      .getByText(/(\d+) of \1 explained\./)
      .first()
      .waitFor();
    await shot('check-counted');
    const others = (await page.evaluate(async () => {
      const answer = await fetch('/api/readiness');
      const { controls } = (await answer.json()) as {
        controls: { id: string; checks: { id: string; shown: Record<string, number> | null }[] }[];
      };
      const control = controls.find(({ id }) => id === 'change-peer-review');
      return (control?.checks ?? []).filter(({ shown }) => (shown?.['deviation'] ?? 0) > 0).map(({ id }) => id);
    })) as readonly string[];
    for (const check of others) {
      await turnTo(`/checks/${check}?outcome=deviation`);
      await page.getByRole('table', { name: 'Items' }).getByRole('checkbox').first().check();
      await button(/^Explain \d+ items?$/).click();
      const dialog = page.getByRole('dialog', { name: /^Say what happened|^Correct what was said/ });
      await dialog.getByLabel('What happened').fill('It was merged while nobody was there to review.');
      await dialog.getByLabel('Why').fill('The team had one engineer until March.');
      await dialog.getByLabel('What follows', { exact: true }).fill('A second engineer reviews each change.');
      const task = dialog.getByRole('checkbox', { name: /task/ });
      if ((await task.count()) > 0 && (await task.isChecked())) await task.uncheck();
      await dialog.getByRole('button', { name: /^(Say|Correct) it$/ }).click();
      await dialog.waitFor({ state: 'detached' });
      const whole = page.getByText(/(\d+) of \1 explained\./).first();
      await whole.waitFor();
    }
    await turnTo('/controls/change-peer-review');
    await page.getByText(/^Next: (\d+) of \1 explained/).waitFor();
    await shot('control-explained');
    assert.deepEqual(await axe('a control whose deviations are explained'), []);
  });

  step('an item is excluded until a day, with its reason, and counted with and without', async () => {
    await turnTo('/checks/changes.approved-by-another');
    await button(/^Exclude /)
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Exclude this item from management’s view' });
    const exclude = dialog.getByRole('button', { name: 'Exclude', exact: true });
    await exclude.click();
    await dialog.getByRole('alert').getByText('Fill this in.').waitFor();
    await shot('excluding-empty');
    assert.deepEqual(await axe('excluding, empty'), []);
    await dialog.getByLabel('Why').fill('It repaired an outage; the review came on the next day.');
    await dialog.getByLabel('Until').fill('2099-12-31');
    await shot('excluding');
    assert.deepEqual(await axe('excluding'), []);
    await exclude.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/^1 item is excluded until 31\sDec\s2099\. The check is run again\.$/).waitFor();
    // nobody asks for the run: excluding does
    await page.getByText(/^By the rule alone, as if nobody had excluded any: .*\d deviation/).waitFor();
    await page.getByText('counts so from the next run').waitFor({ state: 'detached' });
    await turnTo('/ledger');
    await page.getByRole('cell', { name: 'exclusion', exact: true }).first().waitFor(); // before many runs follow it
    await turnTo('/checks/changes.approved-by-another?outcome=excluded');
    const exclusion = page.getByRole('table', { name: 'Exclusions' }).getByRole('row').nth(1);
    for (const text of [/It repaired an outage/, /Ada Lovelace/, /31\sDec\s2099/, 'deviation'])
      await exclusion.getByRole('cell').filter({ hasText: text }).waitFor();
    await page.getByRole('table', { name: 'Items' }).getByText('(the rule says deviation)').waitFor();
    await page.getByText(/^By the rule alone, as if nobody had excluded any: .*\d deviation/).waitFor();
    await shot('excluded');
    assert.deepEqual(await axe('excluded'), []);
  });

  step('an exclusion is ended with a reason, and the item counts again with the run that begins', async () => {
    const exclusions = page.getByRole('table', { name: 'Exclusions' });
    await page
      .getByRole('table', { name: 'Items' })
      .getByRole('button', { name: /^End exclusion of / })
      .first()
      .waitFor();
    await exclusions.getByRole('button', { name: /^End it: the exclusion of / }).click();
    const dialog = page.getByRole('dialog', { name: 'End the exclusion of this item' });
    const end = dialog.getByRole('button', { name: 'End it', exact: true });
    await end.click();
    await dialog.getByRole('alert').getByText('Fill this in.').waitFor();
    await dialog.getByLabel('Why').fill('The review of the next day was of another change.');
    await shot('ending-exclusion');
    assert.deepEqual(await axe('ending an exclusion'), []);
    await end.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('The exclusion of 1 item is ended. The check is run again.').waitFor();
    await exclusions.waitFor({ state: 'detached' });
    await page.getByText('counts so from the next run').waitFor({ state: 'detached' }); // nobody asks for the run
    await page.getByText('No item is like this').waitFor();
    await page.getByText(/^By the rule alone/).waitFor({ state: 'detached' });
    await turnTo('/ledger');
    await page.getByRole('cell', { name: 'exclusion ended', exact: true }).first().waitFor();
  });

  step('gaps become tasks of the function that owns them; one is given to somebody, and put aside', async () => {
    await room('Work').click();
    await page.getByText(/^Tasks are looked for by themselves: .*Last: \d/).waitFor();
    await page.getByRole('combobox', { name: 'Function' }).click();
    await page.getByRole('option', { name: 'Engineering', exact: true }).click();
    await page.waitForURL(/function=engineering/);
    const tasks = page.getByRole('table', { name: 'Tasks' });
    await tasks.locator('tbody tr').filter({ hasNotText: 'engineering' }).first().waitFor({ state: 'detached' });
    const first = tasks.getByRole('link').first();
    const title = (await first.textContent()) ?? '';
    await first.click();
    const task = page.getByRole('complementary', { name: 'Beside the page' });
    await task.getByRole('heading', { name: title, exact: true }).waitFor();
    await task.getByRole('heading', { name: 'What to do', exact: true }).waitFor();
    await shot('task');
    assert.deepEqual(await axe('a task'), []);
    await task.getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'E-mail' }).fill('ops@acme.example');
    assert.deepEqual(await axe('assigning'), []);
    await dialog.getByRole('button', { name: 'Assign' }).click();
    await dialog.waitFor({ state: 'detached' });
    const given = tasks.locator('tbody tr').filter({ hasText: title }).filter({ hasText: 'ops@acme.example' });
    await given.first().waitFor();
    await task.getByRole('table', { name: 'Decisions' }).getByText('ops@acme.example').waitFor();
    await shot('task-given');
    await task.getByRole('button', { name: 'Put aside' }).click();
    await dialog.getByLabel('Why').fill('Our landlord does this, and shows us once a year.');
    await dialog.getByRole('button', { name: 'Put aside' }).click();
    await dialog.waitFor({ state: 'detached' });
    await turnTo('/work?state=done');
    await tasks.getByRole('link').first().click();
    await task.getByRole('heading', { name: 'What was so when it was opened', exact: true }).waitFor();
    await task.getByRole('heading', { name: /^What is so since/ }).waitFor();
    await shot('task-done');
    assert.deepEqual(await axe('a task that is done'), []);
    await turnTo('/work?state=dropped');
    await tasks.getByText(title).waitFor();
    await tasks.getByText(/landlord/).waitFor();
    await turnTo('/work');
    await tasks.getByRole('link').first().click();
    await task.getByRole('button', { name: 'Assign' }).click();
    await dialog.getByRole('combobox', { name: 'E-mail' }).fill('who@acme.example');
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    await page.waitForFunction(() => !matchMedia('(min-width: 1200px)').matches);
    assert.equal(
      await dialog.getByRole('combobox', { name: 'E-mail' }).inputValue(),
      'who@acme.example',
      'what was typed is still there',
    );
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await button('Leave without saving').click();
    await page.waitForURL(/work\?.*task=/);
    await task.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await turnTo('/work');
    await tasks.getByRole('link').first().waitFor();
    const saving = page.waitForEvent('download');
    await button('Save as CSV').click();
    const text = await readFile(await (await saving).path(), 'utf8');
    assert.match(text, /^\uFEFFTask,Due,Who,Why,What to do,Function,Control,Opened\r\n.*,\d{4}-\d\d-\d\d,/);
  });

  step('a task of one’s own is made for somebody, done, and taken up again', async () => {
    await turnTo('/work');
    await button('Add a task').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is to be done').fill('Ask the landlord for the log of the door');
    await dialog.getByRole('combobox', { name: 'Who does it' }).fill('ops@acme.example');
    await shot('task-add');
    assert.deepEqual(await axe('adding a task'), []);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('heading', { name: 'Ask the landlord for the log of the door', exact: true }).waitFor();
    await page.getByText('ops@acme.example', { exact: true }).first().waitFor();
    await button('It is done').click();
    await dialog.getByLabel('What came of it').fill('He sends it on the first of each month.');
    await dialog.getByRole('button', { name: 'It is done' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('It is done.', { exact: true }).waitFor();
    await shot('task-own');
    assert.deepEqual(await axe('a task of one’s own'), []);
    await button('Take up again').click();
    await dialog.getByRole('button', { name: 'Take up' }).click();
    await page.getByText('It is to be done.', { exact: true }).waitFor();
  });

  step('a task is done when its cause is gone, and says by what', async () => {
    await turnTo('/work?state=done');
    await page.getByRole('table', { name: 'Tasks' }).getByText('Connect the first source').waitFor();
    await shot('tasks-done');
    assert.deepEqual(await axe('tasks that are done'), []);
  });

  step('whoever leaves what they typed is asked first, and nobody is asked who typed nothing or saved it', async () => {
    const words = 'Ask for the list of keys';
    const [form, question] = [
      page.getByRole('dialog', { name: 'Add a task' }),
      page.getByRole('dialog', { name: 'Leave without saving?' }),
    ];
    const what = form.getByLabel('What is to be done');
    await turnTo('/controls');
    await turnTo('/work');
    await button('Add a task').click();
    await goBack();
    await page.waitForURL(/\/controls/); // nothing was typed
    await page.goForward();
    await button('Add a task').click();
    await what.fill(words);
    await page.goBack();
    await question.waitFor();
    await shot('leaving');
    assert.deepEqual(await axe('leaving'), []);
    await page.keyboard.press('Enter'); // staying is what is meant at first
    await question.waitFor({ state: 'detached' });
    assert.equal(await what.inputValue(), words);
    await page.waitForURL(/\/work/);
    await what.press('Escape');
    await question.waitFor();
    await question.getByRole('button', { name: 'Stay here' }).press('Escape');
    await question.waitFor({ state: 'detached' });
    assert.equal(await what.inputValue(), words, 'the question is closed alone');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await what.inputValue(), words, 'to cancel is to leave');
    const asked = page.waitForEvent('dialog');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    await (await asked).dismiss();
    assert.equal(await what.inputValue(), words, 'the window stays open');
    await page.goBack();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.waitForURL(/\/controls/);
    await heading('Controls');
    await turnTo('/work');
    await button('Add a task').click();
    await what.fill(words);
    await form.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('heading', { name: words, exact: true }).waitFor();
    await room('Controls').click();
    await heading('Controls');
    assert.equal(await question.count(), 0, 'it is saved');
  });

  step('a source that is half described is not left unasked, by a link neither', async () => {
    await turnTo('/sources/add');
    await page.getByRole('radio', { name: 'git', exact: false }).first().check();
    await page.getByLabel('Name of the source').fill('ledger');
    await room('Home').click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Name of the source').inputValue(), 'ledger');
    const other = page.getByRole('radio', { name: /^GitHub/ });
    await other.click();
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(
      await page.getByLabel('Name of the source').inputValue(),
      'ledger',
      'another collector has another form',
    );
    await other.click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByLabel('Organization', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'git', exact: false }).first().check();
    await page.getByLabel('Name of the source').fill('ledger');
    await room('Home').click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await heading('Home');
  });

  step('what is typed beside a page is asked for by what closes that, and not by the page', async () => {
    await turnTo('/work');
    const tasks = page.getByRole('table', { name: 'Tasks' });
    await tasks.getByRole('link').first().click();
    const beside = page.getByRole('complementary', { name: 'Beside the page' });
    await beside.getByRole('button', { name: 'Put aside' }).click();
    const form = page.getByRole('dialog', { name: 'Put this task aside' });
    await form.getByLabel('Why').fill('It is');
    await page.goBack();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await form.getByLabel('Why').inputValue(), 'It is');
    await page.goBack();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await beside.waitFor({ state: 'detached' });
    await form.waitFor({ state: 'detached' });
    await heading('Work');
    assert.equal(await question.count(), 0, 'once is enough');
  });

  step('the programme is seen as it stood at the end of a past day, and now again', async () => {
    await turnTo('/controls');
    await heading('Controls');
    await page.getByRole('table').getByRole('link').first().waitFor();
    await button('As of now').click();
    await page.getByLabel('Day', { exact: true }).fill('2020-01-01');
    assert.deepEqual(await axe('choosing a day'), []);
    await page.keyboard.press('Enter');
    await page.waitForURL(/asOf=2020-01-01/);
    await button(/^As of 1\sJan\s2020/).waitFor();
    await focused(button(/^As of 1\sJan\s2020/));
    await page
      .getByText(/^By the end of 1\sJan\s2020 no examination was open; SOC 2 Type II of Acme Inc was opened on /)
      .waitFor();
    await page.getByText('No control was adopted by then.').waitFor();
    assert.equal(await page.getByRole('table').count(), 0, 'nothing of later is shown');
    await turnTo('/?asOf=2020-01-01');
    await page.getByRole('link', { name: '0 adopted' }).waitFor();
    await page.getByRole('link', { name: '0 entries' }).waitFor();
    assert.deepEqual(await axe('a day before the examination'), []);
    await turnTo('/sources?asOf=2020-01-01');
    await page.getByText('Nothing is connected yet').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Add a source' }).count(), 0);
    await turnTo('/policies?asOf=2020-01-01');
    await page.getByText('No policy is written yet').waitFor();
    await turnTo('/ledger?asOf=2020-01-01');
    await page.getByText('By then the log had no entry.').waitFor();
    await turnTo('/work?asOf=2020-01-01');
    await page.getByRole('cell', { name: /^Say what is examined, and over which days/ }).waitFor();
    assert.deepEqual(await axe('the work of a past day'), []);
    await turnTo('/settings?asOf=2020-01-01');
    await page.getByRole('note').getByText('This page shows what is known now, and not as of 1 Jan 2020.').waitFor();
    await turnTo('/evidence?asOf=2020-01-01');
    await page.getByText('No record was received yet.').waitFor();
    assert.equal(await button('Attach a file').count(), 0, 'a past is looked at, and not changed');
    await turnTo('/checks?asOf=2020-01-01');
    await page.getByText('No check applies yet').waitFor();
    assert.equal(await button('Run the checks').count(), 0);
    await turnTo('/controls?asOf=2020-01-01');
    await page.getByRole('note').waitFor({ state: 'detached' });
    await shot('as-of');
    assert.deepEqual(await axe('a past day'), []);
    const found = page.getByRole('list', { name: 'What the rules of the programme find here' });
    await page.goto(`${url}/checks/changes.approved-by-another`);
    await found.getByRole('link', { name: 'Add a source' }).waitFor();
    await page.goto(`${url}/checks/changes.approved-by-another?asOf=${dayBefore(0)}`);
    await found.getByRole('listitem').first().waitFor();
    assert.equal(await found.getByRole('link').count(), 0, 'nothing that is done now changes it');
    await shot('as-of-warned');
    await page.goto(`${url}/controls?asOf=2020-01-01`);
    await button(/, its first day$/).click();
    await page.getByRole('table').getByRole('link').first().waitFor();
    await goBack();
    await button('Go back to now').click();
    await button('As of now').waitFor();
    await page.getByRole('table').getByRole('link').first().waitFor();
    await button('As of now').click();
    await page.getByLabel('Day', { exact: true }).fill('2199-01-01');
    await page.getByText('That day is still to come.').waitFor();
    assert.equal(await button('Look').isDisabled(), true);
    await page.keyboard.press('Escape');
  });

  step('paper has the page alone, of whom it is and as of when, and nothing to press', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.getByText(/^Acme Inc · SOC 2 Type II of Acme Inc · as of \d+\s\w+\s\d{4}/).waitFor();
    const left = await page.locator('main').evaluate((element) => element.getBoundingClientRect().left);
    assert.ok(left < 20, `the page begins ${left} pixels from the edge`);
    const heads = await page.getByRole('columnheader').allTextContents();
    const pressed = await page.locator('button:not(.term)').filter({ visible: true }).allTextContents();
    assert.deepEqual(
      pressed.filter((name) => !heads.includes(name)),
      [],
      'names of columns and words that explain themselves stay, as words',
    );
    for (const hidden of [page.getByRole('checkbox'), page.getByRole('navigation')])
      assert.equal(await hidden.filter({ visible: true }).count(), 0);
    await page.emulateMedia({ media: null });
    await button('As of now').waitFor();
  });

  step('another programme, which is three months old, is seen as it stood in between', async () => {
    await threeMonthsOld('Older Inc');
    await page.goto(`${url}/`);
    await heading('Home');
    const chosen = async (company: string): Promise<void> => {
      await button('Account of Ada Lovelace').click();
      await page.getByRole('menuitem', { name: company }).click();
      await page.getByRole('banner').getByText(company).waitFor();
    };
    await chosen('Older Inc');
    await room('Controls').click();
    await page.getByText('2 controls adopted').waitFor();
    await button('As of now').click();
    await page.getByLabel('Day', { exact: true }).fill(dayBefore(60));
    await button('Look').click();
    await page.getByText('1 control adopted').waitFor();
    assert.deepEqual(await page.getByRole('table').getByRole('link').allTextContents(), [
      'Changes reviewed and approved before production',
    ]);
    await room('Home').click();
    await heading('Home');
    await page.getByText(/^\d of 1 control/).waitFor();
    await shot('as-of-between');
    const buyers = page.getByText(/^(?:Buyers see nothing yet|What buyers see)/);
    assert.equal(await buyers.count(), 0, 'what they see is of now');
    await page.goto(page.url().replace(/\/\?/, '/controls/change-peer-review?'));
    const adopted = page.getByRole('table', { name: 'History' }).locator('time').filter({ hasText: 'ago' }).first();
    assert.match(await adopted.innerText(), /\(4 weeks ago/, 'counted from the day that is looked at');
    await room('Home').click();
    await page.getByText(/^\d of 1 control/).waitFor();
    await button(/^As of /).click();
    await button('Back to now').click();
    await page.getByText(/^\d of 2 controls/).waitFor();
    await buyers.waitFor();
    // A link says whose it is: it leads to the same programme, whichever was looked at last.
    const ofOlder = page.url();
    const [name = ''] = new URL(ofOlder).searchParams.getAll('organization');
    await chosen('Acme Inc');
    await heading('Home');
    assert.notEqual(new URL(page.url()).searchParams.get('organization'), name);
    await page.goto(ofOlder);
    await page.getByRole('banner').getByText('Older Inc').waitFor();
    await page.getByText(/^\d of 2 controls/).waitFor();
    await goBack();
    await page.getByRole('banner').getByText('Acme Inc').waitFor();
    await page.goto(`${url}/controls?organization=of-others`);
    await heading('You are not in this organization');
    assert.deepEqual(await axe('an organization of others'), []);
    await button('Go to your own organization').click();
    await heading('Home');
    await chosen('Older Inc');
    await page.getByText(/^\d of 2 controls/).waitFor();
    await turnTo('/checks');
    await button('Run the checks').click();
    await page.getByText(/judges? whole populations; /).waitFor();
    await turnTo(`/checks?asOf=${dayBefore(60)}`);
    await page.getByText(/none of them had been run by then\. Checks first ran on /).waitFor();
    await shot('as-of-before-any-run');
    await page.getByRole('main').locator('p.lead').getByRole('link').last().click();
    await page.waitForURL(new RegExp(`asOf=${dayBefore(0)}`));
    await page.getByText(/judges? whole populations; /).waitFor();
    await turnTo('/');
    await page.evaluate((at) => localStorage.setItem('attestry seen older', String(at)), Date.now() - 60 * DAY);
    await page.reload();
    await page
      .getByText(
        /^Since your last visit.*from not started to design incomplete; Multi-factor authentication enforced is new: /,
      )
      .waitFor();
    await page.goto(`${url}/nowhere`);
    await heading('There is no such page');
    await room('Home').click();
    await heading('Home');
    await button('Account of Ada Lovelace').click();
    await page.getByRole('menuitem', { name: 'Start another programme' }).click();
    await heading('Start your own programme');
    assert.deepEqual(await axe('another programme'), []);
    await shot('begin');
    await page.getByLabel('Company').fill('Acme Inc');
    await button('Start the programme').click();
    await page
      .getByRole('alert')
      .getByText(/acme-inc/)
      .waitFor();
    await page.getByLabel('Company').fill('Third Inc');
    await button('Start the programme').click();
    await heading('Home');
    await page.getByRole('banner').getByText('Third Inc').waitFor();
    await page.getByText('Three steps lead to a first status').waitFor();
    await chosen('Acme Inc');
  });

  const dayBefore = (days: number): string => formatDay(zoneNamed('UTC').dayOf(Date.now()) - days);

  /** A company that began three months ago, adopted one control, and another two months later. */
  async function threeMonthsOld(name: string): Promise<void> {
    const clock = storyClock(Date.now() - 90 * DAY);
    const past = await openAttestry(installation.attestry.config, clock);
    const { org } = await createOrganization(past, { slug: 'older', name, zone: 'UTC', demo: false }, EMAIL);
    const { rows } = await db.admin.query<{ id: string }>(`select id from attestry_auth."user" where email = $1`, [
      EMAIL,
    ]);
    await makeFirstOwner(past, org, { user: rows[0]?.id ?? '', email: EMAIL, name: 'Ada Lovelace' });
    const caller = { org, person: EMAIL };
    const client = localClient(controlsContract, controls(past), caller);
    await client.adopt({ controls: [{ id: 'change-peer-review', owner: null }], effectiveFrom: dayBefore(90) });
    await localClient(engagementsContract, engagements(past), caller).create({
      id: 'soc2',
      name: 'SOC 2 Type II',
      type: 'type-2',
      first: dayBefore(45),
      last: dayBefore(-200),
    });
    clock.goTo(Date.now() - 30 * DAY);
    await client.adopt({ controls: [{ id: 'mfa-enforced', owner: null }], effectiveFrom: dayBefore(30) });
    await past.close();
  }

  step('people, records and what can be done are found by name, and what is not found says what would be', async () => {
    await turnTo('/');
    const find = page.getByRole('combobox', { name: 'Find anything' });
    const option = (name: RegExp) => page.getByRole('option', { name });
    const looked = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await find.fill(text);
    };
    await looked('ada lov');
    await option(/^Ada Lovelace\s*member$/).click();
    await heading('People');
    await looked('fix it on main');
    await option(/^fix it on main, at once\s*change$/).click();
    await heading(/^Change |fix it on main|code\/repository@/);
    await looked('boundary');
    await option(/^Change the boundary\s*action$/).click();
    await page.getByRole('dialog', { name: 'System boundary' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((at) => !at.search.includes('do='));
    await looked('invite');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Invite somebody' }).locator('input[type="email"]:focus').waitFor();
    await page.keyboard.press('Escape');
    await looked('offboarding');
    await option(/^People\s*page$/).waitFor();
    assert.equal(await option(/member$/).count(), 0);
    await looked('code review');
    await option(/^Changes reviewed and approved before production\s*control$/).waitFor();
    await looked('xylophone');
    await page.getByText('Nothing is called “xylophone”.').waitFor();
    for (const [kind, colorScheme, width] of [
      ['laptop', 'light', WIDTHS.laptop],
      ['laptop-dark', 'dark', WIDTHS.laptop],
      ['phone', 'light', WIDTHS.phone],
      ['phone-dark', 'dark', WIDTHS.phone],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 860 });
      assert.deepEqual(await axe(`nothing found, ${kind}`), []);
      await shot(`found-nothing-${kind}`);
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await find.fill('add');
    await shot('found-actions');
    await page.keyboard.press('Escape');
  });

  step('everything is reached by keyboard alone', async () => {
    await page.goto(`${url}/`); // and not what was left of the page before
    await heading('Home');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the page');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    assert.deepEqual(await axe('the palette'), []);
    await page.keyboard.type('controls');
    await page.keyboard.press('Enter');
    await heading('Controls');
    const table = page.getByRole('region', { name: /^Controls\. Keys/ });
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (await table.evaluate((element) => element === document.activeElement)) break;
    }
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What do the records show?' }).waitFor();
    await turnTo('/');
    await page.getByRole('region', { name: /^The window by week/ }).focus();
    const week = page.locator('.movie a:focus');
    const named = (): Promise<string | null> => week.getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    const latest = await named();
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await named(), latest);
    await page.keyboard.press('ArrowRight');
    assert.equal(await named(), latest);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/checks\?.*week=/);
  });

  step(
    'a table is found in, ordered, chosen from, kept as a view and saved, and its detail opens beside it',
    async () => {
      const table = page.getByRole('region', { name: /^Controls\. Keys/ });
      const [heads, find] = [table.getByRole('columnheader'), page.getByRole('textbox', { name: 'Find in Controls' })];
      const aside = page.getByRole('complementary', { name: 'Beside the page' });
      await turnTo('/controls');
      await heading('Controls');
      await find.waitFor();
      const all = await table.locator('tbody tr').count();
      await page.keyboard.press('/');
      await page.keyboard.type('change');
      await page.getByText(/^\d+ of \d+$/).waitFor();
      await page.waitForURL(/find=change/);
      assert.ok((await table.locator('tbody tr').count()) < all);
      await heads.getByRole('button', { name: 'Control' }).click();
      await page.waitForURL(/sort=control/);
      assert.equal(await heads.filter({ hasText: 'Control' }).getAttribute('aria-sort'), 'ascending');
      const titles = await table.locator('tbody tr td:nth-child(3)').allTextContents();
      assert.deepEqual(titles, titles.toSorted(new Intl.Collator('en', { numeric: true }).compare));
      await button(/^Columns/).click();
      await page.getByRole('checkbox', { name: 'Criteria' }).uncheck();
      await page.getByRole('checkbox', { name: 'Function' }).check();
      await page.keyboard.press('Escape');
      await heads.filter({ hasText: 'Function' }).waitFor();
      assert.equal(await heads.filter({ hasText: 'Criteria' }).count(), 0);
      await button('Views').click();
      await page.getByRole('textbox', { name: 'Save this view as' }).fill('Changes by name');
      assert.deepEqual(await axe('the views'), []);
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Save this view as' }).waitFor({ state: 'detached' });
      await turnTo('/controls');
      await button('Views').click();
      await page.getByRole('link', { name: 'Changes by name' }).click();
      await page.waitForURL(/find=change/);
      await heads.filter({ hasText: 'Function' }).waitFor();
      const saving = page.waitForEvent('download');
      await button('Save as CSV').click();
      const text = await readFile(await (await saving).path(), 'utf8');
      assert.match(text, /^\uFEFFStatus,Control,Why,Criteria,Owner,Frequency,Function,Id\r\n/);
      assert.equal(text.trim().split('\r\n').length - 1, all, 'a file has all of them, with every column');
      await find.press('Enter');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.getByText('2 selected').waitFor();
      const some = page.waitForEvent('download');
      await button('Save these as CSV').click();
      assert.equal((await readFile(await (await some).path(), 'utf8')).trim().split('\r\n').length, 3);
      await table.focus();
      await page.keyboard.press('Escape');
      await page.getByText('2 selected').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await aside.getByRole('heading', { name: titles[1] ?? '', exact: true }).waitFor();
      await page.waitForURL(/beside=/);
      await page.keyboard.press('k');
      await aside.getByRole('heading', { name: titles[0] ?? '', exact: true }).waitFor();
      assert.deepEqual(await axe('beside'), []);
      await shot('beside');
      await aside.getByRole('link', { name: 'Open as a page' }).focus();
      await page.keyboard.press('Escape');
      await aside.waitFor({ state: 'detached' });
      await focused(table); // whoever was in it is back where they came from
      await page.keyboard.press('Enter');
      await aside.getByRole('heading', { name: titles[0] ?? '', exact: true }).waitFor();
      await page.reload();
      await aside.getByRole('heading', { name: titles[0] ?? '', exact: true }).waitFor();
      await aside.getByRole('link', { name: 'Open as a page' }).click();
      await aside.waitFor({ state: 'detached' });
      await heading(titles[0] ?? '');
      await goBack();
      await aside.getByRole('heading', { name: titles[0] ?? '', exact: true }).waitFor();
      await aside.getByRole('button', { name: 'Close what is beside' }).click();
      await aside.waitFor({ state: 'detached' });
      await table.getByRole('link').first().click();
      await aside.waitFor();
      await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
      await heading(titles[0] ?? '');
      await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
      await turnTo('/controls');
      await button('Views').click();
      await button('Forget the view Changes by name').click();
      await page.getByText('You saved none of this page.').waitFor();
    },
  );

  step('rows are selected only where something can be done with several, and it says what', async () => {
    const boxes = page.getByRole('checkbox', { name: /^Select / });
    for (const [address, name] of [
      ['/work', 'Tasks'],
      ['/sources', 'Sources'],
    ] as const) {
      await turnTo(address);
      const table = page.getByRole('region', { name: new RegExp(`^${name}\\. Keys`) });
      await table.locator('tbody tr').nth(1).waitFor();
      assert.equal(await boxes.count(), 0, address);
      await table.focus();
      for (const key of ['j', 'x']) await page.keyboard.press(key);
      assert.equal(await page.getByText(/\d selected/).count(), 0, address);
      await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
      assert.equal(await button('Select').count(), 0, address);
      await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    }
    await turnTo('/evidence/change');
    await boxes.nth(1).click();
    await page.getByText('1 selected, to save as a file').waitFor();
    await button('Save these as CSV').waitFor();
    await turnTo('/controls');
    await boxes.nth(1).click();
    await page.getByText('1 selected', { exact: true }).waitFor();
    await button('Give 1 control an owner').waitFor();
    await button('Select none').click();
    await page.getByText('1 selected', { exact: true }).waitFor({ state: 'detached' });
  });

  step('boxes select rows, and Escape is for a dialog, then for the table, then for what is beside', async () => {
    const table = page.getByRole('region', { name: /^Controls\. Keys/ });
    const aside = page.getByRole('complementary', { name: 'Beside the page' });
    const escape = () => page.keyboard.press('Escape');
    await turnTo('/controls');
    await table.getByRole('link').first().waitFor();
    await page.getByRole('checkbox', { name: /^Select row 2: / }).click();
    await page.getByText('1 selected').waitFor();
    await page.getByRole('checkbox', { name: /^Select row 5: / }).click({ modifiers: ['Shift'] });
    await page.getByText('4 selected').waitFor();
    await table.getByRole('link').first().click();
    await aside.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await escape();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await aside.waitFor();
    await table.focus();
    await escape();
    await page.getByText('4 selected').waitFor({ state: 'detached' });
    await aside.waitFor();
    await escape();
    await aside.waitFor({ state: 'detached' });
  });

  step('a word explains itself to the keyboard and to a tap, and a head the states below it', async () => {
    const tip = page.getByRole('tooltip');
    await page.goto(`${url}/controls`);
    const title = page.getByRole('heading', { level: 1 }).getByRole('button', { name: 'Controls' });
    for (let stops = 0; stops < 60; stops += 1) {
      await page.keyboard.press('Tab');
      if (await title.evaluate((word) => word === document.activeElement)) break;
    }
    await tip.getByText('Something that your company does').waitFor();
    assert.equal(await title.getAttribute('aria-describedby'), await tip.getAttribute('id'));
    assert.deepEqual(await axe('a word that explains itself'), []);
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: 'Status' }).getByRole('button').hover();
    await tip.getByText('The records do not cover the window.').waitFor();
    assert.equal(await page.locator('tbody button.term').count(), 0, 'no cell is a stop for the keyboard');
    await turnTo('/checks/changes.approved-by-another?outcome=deviation');
    await page.getByText(/keeps no reviews/).waitFor(); // what comes last moves what is below it
    await page.getByRole('columnheader', { name: 'Grade' }).getByRole('button').hover();
    for (const says of ['How close to its origin', 'byte for byte', 'handed in a picture'])
      await tip.getByText(says).waitFor();
    await page.getByRole('table', { name: 'Items' }).getByText('source', { exact: true }).first().hover();
    await tip.getByText('A collector read it from the source, byte for byte.', { exact: true }).waitFor();
    const size = { width: WIDTHS.phone, height: 860 };
    const touch = await browser.newContext({
      viewport: size,
      hasTouch: true,
      storageState: await context.storageState(),
    });
    const phone = await touch.newPage();
    await phone.goto(`${url}/controls`);
    await phone.getByRole('heading', { level: 1 }).getByRole('button').tap();
    await phone.getByRole('tooltip').getByText('Something that your company does').waitFor();
    await phone.getByText('What the words mean').tap();
    await phone.getByText('The records do not cover the window.').waitFor();
    assert.deepEqual(await axe('words on a phone', phone), []);
    await touch.close();
  });

  step('several controls are given to one owner, selected by the keyboard', async () => {
    await turnTo('/controls?owner=nobody&function=security');
    const region = page.getByRole('region', { name: /^Controls\. Keys/ });
    const rows = region.locator('tbody tr');
    await rows.first().waitFor();
    assert.equal(await rows.filter({ hasText: 'security' }).count(), await rows.count(), 'of one function');
    await page.locator('.mantine-Chip-root', { hasText: /^security$/ }).click();
    await page.waitForURL((address) => !address.search.includes('function'));
    await rows.nth(1).waitFor();
    await region.focus();
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    const selected = await page
      .locator('tbody tr', { has: page.locator('input:checked') })
      .getByRole('link')
      .allTextContents();
    assert.equal(selected.length, 2);
    await button(/^Give all \d+ controls an owner$/).waitFor();
    await button('Give 2 controls an owner').click();
    const dialog = page.getByRole('dialog', { name: 'Who answers for these 2?' });
    const owner = dialog.getByRole('combobox', { name: 'Owner' });
    await dialog.getByRole('button', { name: 'I answer for all 2' }).click();
    assert.equal(await owner.inputValue(), EMAIL);
    await owner.fill(EMAIL.slice(0, 3));
    await page.getByRole('option', { name: EMAIL }).waitFor();
    await shot('giving-owner');
    assert.deepEqual(await axe('giving an owner'), []);
    await page.getByRole('option', { name: EMAIL }).click();
    assert.equal(await owner.inputValue(), EMAIL);
    await owner.fill('ops@acme.example');
    await dialog.getByRole('button', { name: 'Give it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('alert').filter({ hasText: '2 controls given to ops@acme.example.' }).waitFor();
    await shot('given-owner');
    await turnTo('/controls');
    for (const title of selected)
      await rows
        .filter({ has: page.getByRole('link', { name: title, exact: true }) })
        .getByText('ops@')
        .waitFor();
  });

  step('every number of Home, Controls, Checks and a week leads to a list of just what it counts', async () => {
    /** An address of a link names the organization, too, and the router may write it another way. */
    const goTo = async (address: string): Promise<void> => {
      await page.evaluate((to) => window['__TSR_ROUTER__'].history.push(to, {}, { ignoreBlocker: true }), address);
      const isThere = async (): Promise<boolean> => {
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const { status, location, resolvedLocation } = window['__TSR_ROUTER__'].state;
        if (status !== 'idle' || location.href !== resolvedLocation?.href) return false;
        return document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null;
      };
      await until(page, isThere, null);
    };
    const addresses = async (of: Locator): Promise<string[]> =>
      Promise.all((await of.all()).map(async (link) => (await link.getAttribute('href')) ?? ''));
    await turnTo('/');
    const judged = page.getByRole('link', { name: /^\w+, week of .*, [1-9][\d,]* items?\b/ });
    await judged.first().waitFor();
    const weeks = await addresses(judged);
    await turnTo('/checks');
    const checks = await addresses(page.locator('table.records td a[href*="outcome=deviation"]'));
    const wrong: string[] = [];
    let followed = 0;
    const pages = ['/', '/controls', '/controls?view=matrix', '/checks'];
    for (const address of [...pages, ...weeks.slice(0, 1), ...checks.slice(0, 1)]) {
      const found = await wrongNumbers(page, goTo, address);
      // the sentence of a week counts what stands below it, and what the rule alone says has no list
      wrong.push(...found.wrong, ...(/week=|\/checks\//.test(address) ? [] : found.bare));
      followed += found.followed;
    }
    for (const address of ['/controls', '/controls?series=CC6', '/checks'])
      wrong.push(...(await wrongChips(page, goTo, address)));
    assert.deepEqual(wrong, []);
    assert.ok(followed > 20, `${followed} were followed`);
  });

  step('on a phone a table is put in order, and rows are selected by a touch', async () => {
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    await turnTo('/controls');
    const rows = page.getByRole('region', { name: /^Controls\. Keys/ }).locator('tbody tr');
    await rows.first().waitFor();
    await page.getByLabel('Order of Controls').selectOption('-control');
    await page.waitForURL(/sort=-control/);
    const titles = await rows.getByRole('link').allTextContents();
    assert.deepEqual(titles, titles.toSorted(new Intl.Collator('en', { numeric: true }).compare).reverse());
    await button('Select').click();
    await rows.nth(1).getByRole('link').click();
    await rows.nth(2).click();
    await rows.nth(3).getByRole('checkbox').check();
    await page.getByText('3 selected').waitFor();
    assert.equal(new URL(page.url()).pathname, '/controls', 'a touch selects, and opens nothing');
    await shot('selecting-phone');
    assert.deepEqual(await axe('selecting on a phone'), []);
    await button('Select all that are shown').click();
    await page.getByText(`${titles.length} selected`).waitFor();
    await button('Select none').click();
    await rows.first().getByRole('link').click();
    await heading(titles[0] ?? '');
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
  });

  step('the row that the keys stand on is in sight after the window or what is looked for has changed', async () => {
    await turnTo('/ledger');
    const table = page.getByRole('region', { name: /^Entries of the log\. Keys/ });
    const find = page.getByRole('textbox', { name: 'Find in Entries of the log' });
    await button('More').click();
    await page.waitForFunction(() => document.querySelectorAll('tr[data-index]').length > 50);
    await button('More').click();
    await page.locator('tr.space').first().waitFor({ state: 'attached' }); // of so many, only those in sight are drawn
    await table.focus();
    for (let row = 0; row < 90; row += 1) await page.keyboard.press('j');
    const stands = async (when: string): Promise<string> => {
      const at = table.locator('tr[data-at]');
      for (let looks = 0; looks < 40; looks += 1) {
        const box = (await at.count()) === 1 ? await at.boundingBox() : null;
        const { height } = page.viewportSize() ?? { height: 0 };
        if (box !== null && box.y >= 0 && box.y < height - 20) return (await at.getAttribute('data-index')) ?? '';
        await page.waitForTimeout(50);
      }
      return assert.fail(`it is out of sight ${when}`);
    };
    assert.equal(await stands('at first'), '89');
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    assert.equal(await stands('where rows are blocks'), '89');
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    assert.equal(await stands('where they are lines again'), '89');
    const scrolled = page.evaluate(scrolledOnAfterResize);
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    assert.equal(await scrolled, 0, 'whoever scrolls on as soon as it is in sight is not brought back');
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await find.fill('log begun nothing like it');
    await page.getByText('Nothing here is like what you look for.').waitFor();
    await find.press('Escape');
    assert.equal(await stands('after all was found again'), '89');
  });

  step('an address that says nothing breaks no page', async () => {
    for (const nothing of ['/?asOf=garbage', '/controls?asOf=2026-02-30&sort=-x&columns=y.z&beside=//evil.example']) {
      await page.goto(url + nothing);
      await button('As of now').waitFor();
      await page.locator('main h1').waitFor();
      assert.deepEqual(await page.getByRole('alert').allTextContents(), [], nothing);
    }
  });

  step('an authenticator app is set up, and asked for at the next door', async () => {
    await turnTo('/settings');
    await button('Set up an authenticator app').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
    secret = fromBase32((await dialog.locator('[data-secret]').textContent()) ?? '');
    assert.deepEqual(await axe('the QR code'), []);
    await dialog.getByLabel('The six digits that it shows now').fill(await codeBefore(secret));
    await dialog.getByRole('button', { name: 'Check the code' }).click();
    await dialog.getByLabel('I have kept them').check();
    const [code = ''] = await dialog
      .getByRole('list', { name: 'Recovery codes' })
      .getByRole('listitem')
      .allTextContents();
    assert.match(code, /^\S{8,}$/);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('An authenticator app is set up.').waitFor();
    await button(/^Account of/).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading('Sign in');
    assert.deepEqual(await axe('sign in'), []);
    await page.getByLabel('E-mail').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Sign in').click();
    await heading('The second step');
    await page.getByLabel('Code', { exact: true }).fill(totp(secret));
    await button('Go on').click();
    await heading('Home');
  });

  step('a passkey is added, signs in alone, confirms, and is removed', async () => {
    const devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await turnTo('/settings');
    await button('Add a passkey').click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Laptop');
    assert.deepEqual(await axe('adding a passkey'), []);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('table', { name: 'Passkeys' }).getByText('Laptop').waitFor();
    await shot('passkey-added');
    await button(/^Account of/).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading('Sign in');
    await shot('sign-in');
    await button('Sign in with a passkey').click();
    await heading('Home');
    await db.admin.query(`update attestry_auth.session set confirmed = now() - interval '11 minutes'`);
    await turnTo('/settings');
    await button('Remove the passkey Laptop').click();
    const again = page.getByRole('dialog', { name: 'Is it still you?' });
    await again.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('None. A passkey lies in').waitFor();
    await devices.detach();
  });

  step('what gives power is asked once more, and an invitation lets one person in', async () => {
    await db.admin.query(`update attestry_auth.session set confirmed = now() - interval '11 minutes'`);
    await turnTo('/people');
    await button('Invite somebody').click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.locator('input[type="email"]:focus').waitFor(); // what is typed goes into it, and nowhere else
    await page.keyboard.type('bob@acme.example');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const again = page.getByRole('dialog', { name: 'Is it still you?' });
    await again.getByRole('button', { name: 'Use the password' }).click();
    await again.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await again.getByRole('button', { name: 'Confirm' }).click();
    const link = (await dialog.locator('pre').textContent())?.trim() ?? '';
    assert.match(link, /\/join#/);
    const other = await browser.newContext();
    const invited = await other.newPage();
    listen(invited);
    await invited.goto(link);
    await invited.getByRole('heading', { name: 'Join Acme Inc' }).waitFor();
    assert.deepEqual(await axe('join', invited), []);
    await invited.getByLabel('Your name').fill('Bob');
    await invited.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await invited.getByRole('button', { name: 'Join' }).click();
    await invited.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await invited.goto(link);
    await invited.getByRole('heading', { name: 'This invitation does not open anything' }).waitFor();
    await other.close();
  });

  step('what was not delivered is in the outbox, and the link in it is handed over', async () => {
    const other = await browser.newContext();
    const bob = await other.newPage();
    listen(bob);
    await bob.goto(`${url}/sign-in`);
    await bob.getByRole('link', { name: 'Forgotten password' }).click();
    await bob.getByText('No mail leaves this server').waitFor();
    assert.deepEqual(await axe('forgotten', bob), []);
    await bob.getByLabel('E-mail').fill('bob@acme.example');
    await bob.getByRole('button', { name: 'Ask for a link' }).click();
    await bob.getByText('a link is in the outbox now').waitFor();
    await turnTo('/settings?part=mail');
    await page.getByText('nothing below was delivered to anybody').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Set a new password' });
    for (let looks = 0; (await row.count()) === 0 && looks < 20; looks += 1) {
      await page.waitForTimeout(250);
      await page.reload();
      await page.getByText('nothing below was delivered to anybody').waitFor();
    }
    await shot('outbox');
    await row.getByRole('button', { name: 'Open the message to bob@acme.example' }).click();
    const dialog = page.getByRole('dialog', { name: 'A message that was not delivered' });
    await dialog.getByRole('button', { name: 'Show it' }).click();
    const link = (await dialog.locator('pre').textContent())?.trim() ?? '';
    await shot('outbox-opened');
    assert.deepEqual(await axe('the opened message'), []);
    await bob.goto(link);
    await bob.getByLabel('New password').fill('meadow-copper-lantern-31-tide');
    await bob.getByRole('button', { name: 'Set it' }).click();
    await bob.getByRole('heading', { name: 'The new password is set' }).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await other.close();
  });

  step('a webhook is added, and a real receiver hears what is sealed, signed', async () => {
    const heard: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
    const receiver = await testServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(204).end();
      });
    });
    await turnTo('/settings?part=webhooks');
    await page.getByText('No webhook yet').waitFor();
    await button('Add a webhook').click();
    const dialog = page.getByRole('dialog', { name: 'Add a webhook' });
    await dialog.getByLabel('Address').fill('http://10.0.0.1/');
    await dialog.getByLabel('Is told of').fill('setting');
    await page.getByRole('option', { name: /^setting-changed/ }).click();
    await page.keyboard.press('Tab'); // the list of what there is closes
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.getByText(/^Nothing is sent to/).waitFor();
    await dialog.getByLabel('Address').fill(`${receiver.url}/hook`);
    assert.deepEqual(await axe('adding a webhook'), []);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    const webhookSecret = (await dialog.locator('pre').textContent())?.trim() ?? '';
    assert.match(webhookSecret, /^whsec_/);
    await shot('webhook-added');
    await dialog.getByLabel('I have kept it').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await turnTo('/settings?part=organization');
    await page.getByLabel('Remind people of their tasks by mail').click({ force: true });
    const isOff = async (address: string): Promise<boolean> => {
      const answer = await fetch(address);
      return !((await answer.json()) as { enabled: boolean }).enabled;
    };
    await until(page, isOff, '/api/work/reminders');
    await turnTo('/settings?part=webhooks');
    await button(/^Deliveries to/).click();
    const row = page.getByRole('table', { name: 'Deliveries' }).getByRole('row').filter({ hasText: 'delivered' });
    for (let looks = 0; (await row.count()) === 0 && looks < 20; looks += 1) {
      await page.waitForTimeout(250);
      await button('Look again').click();
    }
    await row.getByText('204').waitFor();
    await shot('webhook-delivered');
    const [message] = heard;
    assert.ok(message !== undefined && heard.length === 1);
    const says = `${String(message.headers['webhook-id'])}.${String(message.headers['webhook-timestamp'])}.${message.body}`;
    const key = Buffer.from(webhookSecret.replace('whsec_', ''), 'base64');
    assert.equal(message.headers['webhook-signature'], `v1,${createHmac('sha256', key).update(says).digest('base64')}`);
    assert.match(message.body, /"type":"setting-changed"/);
    assert.deepEqual(await axe('deliveries'), []);
  });

  /** Whatever fails at the provider: the door says what happened, and leaves a way to begin again and another way. */
  const refusedAtTheDoor = async (provider: IdentityProvider): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: WIDTHS.laptop, height: 860 } });
    const door = await context.newPage();
    listen(door);
    const looked = async (name: string): Promise<void> => {
      for (const [kind, colorScheme, width] of [
        ['light', 'light', WIDTHS.laptop],
        ['phone-dark', 'dark', WIDTHS.phone],
      ] as const) {
        await door.emulateMedia({ colorScheme });
        await door.setViewportSize({ width, height: 860 });
        assert.deepEqual(await axe(`${name}, ${kind}`, door), []);
        if (shots !== undefined) await door.screenshot({ path: path.join(shots, `door-${name}-${kind}.png`) });
      }
      await door
        .getByRole('link', { name: 'Sign in another way' })
        .or(door.getByRole('link', { name: 'Another way' }))
        .waitFor();
    };
    const tryIt = async (): Promise<void> => {
      await door.goto(`${url}/company`);
      await door.getByLabel('E-mail at work').fill('ann@acme.example');
      await door.getByRole('button', { name: 'Go on' }).click();
    };
    const { person } = provider;
    provider.lie = { claims: { iss: 'https://elsewhere.example' } };
    await tryIt();
    await door.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await door.getByText('was not believed').waitFor();
    await looked('wrong-issuer');
    provider.lie = {};
    provider.person = { sub: 'zed-1', email: 'zed@elsewhere.example', name: 'Zed', email_verified: true };
    await door.context().clearCookies();
    await tryIt();
    await door.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await looked('other-domain');
    await db.admin.query('update single_sign_on set joins = false');
    provider.person = { ...provider.person, email: 'zed@acme.example' };
    await door.context().clearCookies();
    await tryIt();
    await door.getByText('but nobody has invited that address').waitFor();
    await looked('not-invited');
    await door.getByRole('link', { name: 'Begin again' }).click();
    provider.lie = { isGone: true };
    await tryIt();
    await door.getByText('The provider of single sign-on gives no answer').waitFor();
    await looked('gone');
    provider.lie = {};
    provider.person = person;
    await door.goto(`${url}/company?error=temporarily_unavailable&state=x`);
    await door.getByText('Try again in a few minutes').waitFor();
    await looked('says-error');
    await context.close();
    await turnTo('/settings?part=single-sign-on');
    await page.getByLabel('Issuer').fill(`${provider.issuer}/nothing`);
    await button('Change it').click();
    await page.getByText('no provider describes itself at that issuer').waitFor();
    await shot('single-sign-on-broken');
    assert.deepEqual(await axe('single sign-on, broken'), []);
  };

  step('a provider of single sign-on is set, and somebody of the company comes in by it', async () => {
    const provider = await identityProvider(`${url}/company`);
    await turnTo('/settings?part=single-sign-on');
    await page.getByLabel('Issuer').fill(provider.issuer);
    await page.getByLabel('Client id').fill(provider.client);
    await page.getByLabel('Client secret').fill(provider.secret);
    await page.getByLabel('Domain of the e-mail addresses').fill('acme.example');
    await page.getByLabel('Whoever it vouches for joins').click({ force: true });
    await button('Set it up').click();
    await page.getByText(/^The domain acme.example cannot be set: several companies share/).waitFor();
    await page.getByText(/^Confirm the address/).waitFor();
    await db.admin.query('update attestry_auth."user" set "emailVerified" = true where email = $1', [EMAIL]);
    await button('Set it up').click();
    await page.getByText('Set, and sealed.').waitFor();
    assert.deepEqual(await wrongInAnyLook(page, 'single-sign-on'), []);
    await button('Make a connection').click();
    await page.getByLabel('Name', { exact: true }).fill('Okta');
    await button('Make it').click();
    const token = (await page.getByRole('dialog').locator('pre').textContent())?.trim() ?? '';
    await page.getByLabel('I have kept it').check();
    await button('Done').click();
    const scim = (route: string, body: object) =>
      fetch(`${url}/scim/v2/${route}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify(body),
      });
    const named = await scim('Users', { userName: 'cleo@acme.example', displayName: 'Cleo Park' });
    const { id } = (await named.json()) as { id: string };
    assert.equal((await scim('Groups', { displayName: 'Engineering', members: [{ value: id }] })).status, 201);
    await page.reload();
    await page.getByText('The directory named Engineering (1).').waitFor();
    await button('Add a line').click();
    await page.getByLabel('Group 1', { exact: true }).fill('Engineering');
    await button('Set the roles').click();
    await page.getByRole('button', { name: 'Set the roles', disabled: true }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Cleo Park' }).getByText('expected').waitFor();
    assert.deepEqual(await wrongInAnyLook(page, 'directory'), []);
    const other = await browser.newContext();
    const ann = await other.newPage();
    listen(ann);
    await ann.goto(`${url}/sign-in`);
    await ann.getByRole('link', { name: 'Sign in with your company' }).click();
    await ann.getByLabel('E-mail at work').fill('ann@acme.example');
    assert.deepEqual(await axe('sign in with a company', ann), []);
    await ann.getByRole('button', { name: 'Go on' }).click();
    await ann.waitForURL(`${url}/**`);
    await ann.getByRole('button', { name: /^Account of/ }).waitFor();
    await ann.goto(`${url}/settings`);
    await ann.getByText('Your company signed you in').waitFor();
    if (shots !== undefined) await ann.screenshot({ path: path.join(shots, 'company.png') });
    await ann.goto(`${url}/company?error=access_denied&state=x`);
    await ann.getByRole('heading', { name: 'Your company did not let you in' }).waitFor();
    await other.close();
    await refusedAtTheDoor(provider);
    await page.goto(`${url}/settings?part=single-sign-on`);
    await page.getByText('SAML 2.0', { exact: true }).click();
    await page.getByLabel('Metadata of the provider').fill((await samlProvider()).metadata);
    await page.getByText('The same as metadata').click();
    await button('Set it up').click();
    await page.getByText('Set, and sealed.').waitFor();
    await page.getByText(/is set, which signs by/).waitFor();
    assert.deepEqual(await wrongInAnyLook(page, 'saml'), []);
  });

  step('a job that no try could do is seen, says why, and is tried again', async () => {
    await db.admin.query(
      `insert into job (org, id, kind, subject, state, person, what, done, tries, made, changed, finished, error)
       select org, gen_random_uuid(), 'collect', 'code', 'dead', $1, '', 0, 3, now(), now(), now(), $2
       from organization where name = 'Acme Inc'`,
      [EMAIL, 'The source code could not be read: the repository is not there.'],
    );
    await turnTo('/settings?part=jobs');
    const dead = page.getByRole('table', { name: 'Given up' });
    await dead.getByText('the repository is not there').waitFor();
    for (const [name, colorScheme, width] of [
      ['light', 'light', WIDTHS.laptop],
      ['dark', 'dark', WIDTHS.laptop],
      ['phone', 'light', WIDTHS.phone],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 860 });
      assert.deepEqual(await axe(`dead, ${name}`), []);
      await shot(`settings-jobs-dead-${name}`);
    }
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await turnTo('/sources/code');
    await page.getByText('the repository is not there').waitFor();
    await shot('source-dead');
    await page.setViewportSize({ width: WIDTHS.phone, height: 860 });
    await shot('source-dead-phone');
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await turnTo('/settings?part=jobs');
    await button('Try again: Read the source code').click();
    await page.getByText('Nothing is left undone').waitFor();
    await shot('settings-jobs');
  });

  /** Where the journey found a record, and the bytes that it came from. */
  const found = async (): Promise<Readonly<Record<string, string>>> => {
    const first = async (address: string, beginning: string): Promise<string> => {
      await turnTo(address);
      const link = page.getByRole('main').locator(`a[href^="${beginning}"]`).first();
      return (await link.getAttribute('href')) ?? '';
    };
    return {
      key: await first('/evidence/change', '/evidence/change/'),
      artifact: await first('/evidence', '/artifacts/'),
    };
  };

  step(
    'every page is whole on a laptop, wide and on a phone, axe finds nothing in light and dark, and keys reach all of it',
    async () => {
      const [wrong, ids] = [[] as string[], await found()];
      for (const address of PAGES) {
        await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
        const [, id = ''] = /:(\w+)$/.exec(address) ?? [];
        if (id === '') await turnTo(address);
        else {
          await page.goto(url + (ids[id] ?? ''));
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
        }
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          wrong.push(...(await axe(`${address}, ${colorScheme}`, page, colorScheme === 'dark' ? COLORS : [])));
          await shot(`${address.replaceAll(/\W+/g, '_')}-${colorScheme}`);
        }
        wrong.push(...(await wrongByKeyboard(page, address)));
        await page.emulateMedia({ colorScheme: 'light' });
        for (const [name, width] of Object.entries(WIDTHS)) {
          await page.setViewportSize({ width, height: 860 });
          const fits = (): boolean => document.documentElement.scrollWidth <= window.innerWidth;
          const settles = await page.waitForFunction(fits, null, { timeout: 2_000 }).catch(() => null);
          if (settles === null) wrong.push(`${address}, ${name}: it is wider than the window`);
          if (name !== 'phone') continue;
          await shot(`${address.replaceAll(/\W+/g, '_')}-phone`);
          wrong.push(...(await wrongByKeyboard(page, `${address}, on a phone`)));
        }
      }
      assert.deepEqual(wrong, []);
    },
  );

  step('so is every door, for whoever stands before it', async () => {
    const stranger = await browser.newContext({ viewport: { width: WIDTHS.laptop, height: 860 } });
    const [door, wrong] = [await stranger.newPage(), [] as string[]];
    listen(door);
    for (const address of DOORS) {
      await door.goto(url + address);
      await door.getByRole('heading', { level: 1 }).waitFor();
      wrong.push(...(await wrongInAnyLook(door, `before${address.replaceAll('/', '-')}`)));
      wrong.push(...(await wrongByKeyboard(door, address)));
    }
    await stranger.close();
    assert.deepEqual(wrong, []);
  });

  step('a backup is put back in another folder, and shows there what it showed here, in a new epoch', async () => {
    const [folder, port] = [testFolder(), String(await freePort())];
    const { data, databaseUrl } = installation.attestry.config;
    const file = path.join(folder, 'acme.backup');
    const here = { folder, data, env: { DATABASE_URL: databaseUrl ?? '' } };
    const saved = await attestry(['backup', file, '--with-secret-key'], here);
    assert.equal(saved.code, 0, saved.err);
    const restored = await attestry(['restore', file, '--reason', 'the disk was lost'], { folder });
    assert.equal(restored.code, 0, restored.err);
    assert.match(restored.out, /Proven: [\d,]+ entries, [\d,]+ rows and [\d,]+ files are as the log sealed them\./u);
    const begun = Promise.withResolvers<(signal: NodeJS.Signals) => void>();
    const ended = attestry(['serve'], { folder, env: { PORT: port, ATTESTRY_LOGS: '0' }, begun: begun.resolve });
    const stop = await Promise.race([begun.promise, ended.then(({ err }) => assert.fail(err))]);
    const [shown, there] = [await seenByBob(url), await seenByBob(`http://localhost:${port}`)];
    stop('SIGTERM');
    assert.equal((await ended).code, 0);
    assert.match(shown.check, /fix it on main, at once|[0-9a-f]{7}/);
    assert.equal(there.check, shown.check);
    assert.equal(there.controls, shown.controls);
    assert.equal(shown.epoch, '1: it was never restored');
    assert.match(there.epoch, /^2: restored from a backup at position \d+, because: the disk was lost$/u);
  });

  /** What somebody is shown who has no second factor, and signs in with the password. */
  async function seenByBob(from: string): Promise<Readonly<Record<'check' | 'controls' | 'epoch', string>>> {
    const other = await browser.newContext({ viewport: { width: WIDTHS.laptop, height: 860 } });
    const bob = await other.newPage();
    const main = async (address: string, heading: string | RegExp, ...late: readonly RegExp[]): Promise<string> => {
      await bob.goto(from + address);
      await bob.getByRole('heading', { level: 1, name: heading }).waitFor();
      for (const each of late) await bob.getByText(each).first().waitFor();
      await bob.waitForFunction(() => document.querySelector('[aria-busy="true"], .not-yet') === null); // names, too
      return bob.getByRole('main').innerText();
    };
    await bob.goto(`${from}/sign-in`);
    await bob.getByLabel('E-mail').fill('bob@acme.example');
    await bob.getByLabel('Password', { exact: true }).fill('meadow-copper-lantern-31-tide');
    await bob.getByRole('button', { name: 'Sign in', exact: true }).click();
    await bob.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    const late = [/keeps no reviews/, /Ada Lovelace says/]; // a list of people calls her otherwise until her own name comes
    const check = await main('/checks/changes.approved-by-another', /approved by another person/, ...late);
    const controls = await main('/controls', 'Controls');
    const ledger = await main('/ledger', 'Ledger');
    await other.close();
    return { check, controls, epoch: /Epoch\s+(.*)/.exec(ledger)?.[1] ?? ledger };
  }

  step('the scripts that the first page loads are small', async () => {
    const page = await (await fetch(url)).text();
    const scripts = [...page.matchAll(/"(\/assets\/[^"]+\.js)"/gu)].map(([, file = '']) => file);
    let bytes = 0;
    for (const file of scripts) {
      const { headers } = await fetch(url + file, { headers: { 'accept-encoding': 'br' } });
      assert.equal(headers.get('content-encoding'), 'br', file);
      bytes += Number(headers.get('content-length'));
    }
    assert.ok(bytes > 100_000 && bytes < 250_000, `${bytes} bytes in ${scripts.length} scripts`);
  });

  step('a server that fails is said to fail, with a way out', async () => {
    await page.setViewportSize({ width: WIDTHS.laptop, height: 860 });
    await page.route('**/api/controls', (route) => route.abort());
    await page.route('**/api/sources', (route) => route.fulfill({ status: 500, body: 'not JSON' }));
    await page.goto(`${url}/sources`);
    await page.getByRole('alert').waitFor();
    await shot('failing');
    assert.deepEqual(await axe('failing'), []);
    await page.unroute('**/api/sources');
    await button('Try again').click();
    await heading('Sources');
  });

  step('nothing complained: no script failed, and no style or address was refused', () => {
    assert.deepEqual(complaints, []);
  });
});
