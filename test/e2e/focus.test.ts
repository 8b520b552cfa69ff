/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { after, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { testBrowser } from '#test/kit/browser.ts';

const SOURCE = path.join(import.meta.dirname, '../../web/shell/kept-focus.ts');
const SCRIPT = stripTypeScriptTypes(readFileSync(SOURCE, 'utf8'));
const row = (name: string): string =>
  `<tr id="${name}"><td><a href="#x" id="name-${name}">${name}</a></td><td><button id="do-${name}">Let in</button></td></tr>`;
const TABLE = `<main><h1>Page</h1><section><h2>Requests</h2><table><thead><tr><th><button>Who</button></th></tr></thead>
  <tbody>${['a', 'b', 'c'].map(row).join('')}</tbody></table></section>
  <section><h2>Others</h2><button id="other">Other</button></section></main><div id="over"></div>`;

const removed = (...ids: readonly string[]) => ids.map((id) => `document.getElementById('${id}').remove();`).join('');

interface Case {
  readonly says: string;
  readonly press: string;
  /** What its press does. */
  readonly does: string;
  /** The id of what has the focus then, or the words of a heading. */
  readonly next: string;
}

const CASES: readonly Case[] = [
  { says: 'a row that goes leads to the next row', press: 'do-a', does: removed('a'), next: 'name-b' },
  { says: 'the last row leads to the beginning of the one before', press: 'do-c', does: removed('c'), next: 'name-b' },
  {
    says: 'a button that goes from its row leads to the next row',
    press: 'do-a',
    does: removed('do-a'),
    next: 'name-b',
  },
  {
    says: 'rows that go one after another lead to what is left',
    press: 'do-a',
    does: `${removed('a')} setTimeout(() => { ${removed('b')} });`,
    next: 'name-c',
  },
  {
    says: 'where no row is left, the heading over the list is next',
    press: 'do-b',
    does: `document.querySelector('table').replaceWith('Nothing waits');`,
    next: 'Requests',
  },
  { says: 'a button of no list leads to its heading', press: 'other', does: removed('other'), next: 'Others' },
  {
    says: 'a row that was only moved keeps the focus or gets it back',
    press: 'do-a',
    does: `document.querySelector('tbody').append(document.getElementById('a'));`,
    next: 'do-a',
  },
  {
    says: 'what was mute while it waited has the focus again',
    press: 'do-a',
    does: `const a = document.getElementById('do-a'); a.disabled = true; setTimeout(() => { a.disabled = false; }, 50);`,
    next: 'do-a',
  },
  {
    says: 'whoever went on while it waited stays there',
    press: 'do-a',
    does: `const a = document.getElementById('do-a'); a.disabled = true;
      setTimeout(() => document.getElementById('other').focus(), 20); setTimeout(() => { a.disabled = false; }, 50);`,
    next: 'other',
  },
  {
    says: 'what stays, and loses the focus to nothing, is not gone back to',
    press: 'do-a',
    does: `document.activeElement.blur(); document.body.click(); ${removed('a')}`,
    next: 'nothing',
  },
  {
    says: 'a page that was left leads nowhere',
    press: 'do-a',
    does: `history.pushState(null, '', '/next'); document.querySelector('main').outerHTML = '<main><h1>Next</h1></main>';`,
    next: 'nothing',
  },
  {
    says: 'a page that shows something else at its own address begins at its heading',
    press: 'do-a',
    does: `document.querySelector('main').outerHTML = '<main><h1>Next</h1></main>';`,
    next: 'Next',
  },
  {
    says: 'a dialog that closes after its row went leads to the next row',
    press: 'do-b',
    does: `const over = document.getElementById('over');
      over.innerHTML = '<div role="dialog"><button>Let them in</button></div>';
      over.querySelector('button').focus();
      setTimeout(() => { ${removed('b')} setTimeout(() => over.replaceChildren(), 20); }, 20);`,
    next: 'name-c',
  },
  {
    says: 'what opens by itself keeps what it was given',
    press: 'do-a',
    does: `${removed('a')} document.getElementById('other').focus();`,
    next: 'other',
  },
];

suite('whose press takes away what it pressed', async () => {
  const context = await (await testBrowser()).newContext();
  after(() => context.close());
  await context.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: TABLE }));

  const focusAfter = async (page: Page, { press, does }: Case): Promise<string> => {
    await page.goto('https://console.example/');
    await page.addScriptTag({ content: `${SCRIPT}; keepFocus();`, type: 'module' });
    await page.evaluate(([id, act]) => document.getElementById(id)?.setAttribute('onclick', act), [
      press,
      does,
    ] as const);
    await page.locator(`#${press}`).press('Enter');
    await page.waitForTimeout(200);
    return page.evaluate(() => {
      const at = document.activeElement;
      return at === document.body || at === null ? 'nothing' : at.id || (at.textContent ?? '');
    });
  };

  for (const each of CASES)
    await test(each.says, async () => {
      const page = await context.newPage();
      assert.equal(await focusAfter(page, each), each.next);
      await page.close();
    });
});
