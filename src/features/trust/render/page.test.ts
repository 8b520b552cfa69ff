import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Day, formatDay, parseDay } from '#/core/time/zone.ts';
import { TOPICS, TrustContent } from '#/features/trust/content.contract.ts';
import type { Face, TrustFacts } from '#/features/trust/facts.ts';
import { withoutClaims } from '#/features/trust/held-back.ts';
import { goodUntil } from '#/features/trust/until.ts';
import { faceWords } from './controls.ts';
import { filesOf } from './files.ts';
import { SCRIPT, SCRIPT_NAME } from './script.ts';
import { pageOf } from './page.ts';
import { matching } from './questions.ts';

const day = (text: string): Day => parseDay(text) ?? assert.fail(text);
const TODAY = day('2026-11-26');

const facts = (content: unknown, more: Partial<TrustFacts> = {}): TrustFacts => ({
  slug: 'acme',
  organization: 'Acme Inc',
  demo: false,
  zone: 'Europe/Berlin',
  today: TODAY,
  content: TrustContent.parse({ v: 1, ...(content as object) }),
  published: { on: TODAY, edition: 1 },
  programme: { examinations: [], reports: [], today: TODAY },
  controls: [],
  subservice: [],
  documents: [],
  request: null,
  subscribe: null,
  proof: null,
  address: 'https://trust.acme.example',
  base: 'https://attestry.example/t/acme',
  ...more,
});

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>--></style></title>]]>`;
const MARK = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
const everywhere = facts(
  {
    look: { name: HOSTILE, website: 'https://acme.example/?a="b', mark: MARK },
    overview: HOSTILE,
    faq: TOPICS.map((topic) => ({ topic, question: HOSTILE, answer: HOSTILE, controls: [HOSTILE] })),
    subprocessors: { list: [{ name: HOSTILE, role: HOSTILE, data: HOSTILE, place: HOSTILE, since: '2026-01-01' }] },
    slots: {
      penetrationTest: HOSTILE,
      insurance: HOSTILE,
      breachNotice: HOSTILE,
      retention: HOSTILE,
      continuity: HOSTILE,
      aiData: HOSTILE,
      questionnaires: HOSTILE,
    },
    certifications: [{ name: HOSTILE, by: HOSTILE, reference: HOSTILE, until: '2026-01-01' }],
    policies: [{ title: HOSTILE, summary: HOSTILE }],
    updates: [{ id: 'one', day: '2026-11-01', title: HOSTILE, text: HOSTILE }],
    contact: { email: 'security@acme.example', disclosure: 'https://acme.example/"onclick=' },
  },
  {
    organization: HOSTILE,
    controls: [
      { id: HOSTILE, title: HOSTILE, statement: HOSTILE, theme: 'Access', face: { kind: 'relies', on: [HOSTILE] } },
    ],
    subservice: [{ name: HOSTILE, service: HOSTILE, method: HOSTILE }],
    documents: [{ title: HOSTILE, level: 'public', href: `https://acme.example/${HOSTILE}`, until: null }],
    proof: { origin: HOSTILE, verifier: HOSTILE, size: 1, checkpoint: HOSTILE },
  },
);

test('what people type is shown as the text that it is, in every place of every file', () => {
  const { text, style } = pageOf(everywhere, { query: HOSTILE });
  const markup = text.replace(style, '');
  const tags = markup.replaceAll(/="[^"]*"/g, '=""');
  assert.ok(!/<script>[^<]|<img src=x|<[^>]*\son(error|click)=|alert\(1\)<\//i.test(tags));
  assert.deepEqual(markup.match(/<script[^>]*>/g), [`<script src="/${SCRIPT_NAME}" defer>`]);
  assert.ok((markup.match(/&lt;script&gt;/g)?.length ?? 0) > 30);
  for (const { name, text: file } of filesOf(everywhere)) {
    if (name === '' || name === 'checkpoint' || name === '.well-known/security.txt') continue;
    if (name === 'facts.json') assert.equal(JSON.parse(file).organization, HOSTILE);
    else assert.doesNotMatch(file, /<script|<img/i, name);
  }
});

test('all that is typed for the page stands in the facts as data, too, and what is not offered is null', () => {
  const dataIn = (of: TrustFacts) => filesOf(of).find(({ name }) => name === 'facts.json')?.text ?? '';
  const whole: TrustContent = structuredClone(everywhere.content);
  const typed: string[] = [];
  /** Another text in each place, so that none is there by way of another. */
  const numbered = (value: unknown): unknown => {
    if (value === HOSTILE) return typed[typed.push(`text ${typed.length}.`) - 1];
    if (Array.isArray(value)) return value.map(numbered);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, numbered(each)]));
  };
  const uptime = 'https://status.acme.example';
  const data = dataIn(facts({ ...(numbered(whole) as object), uptime }));
  assert.ok(typed.length > 50, String(typed.length));
  assert.deepEqual(
    typed.filter((text) => !data.includes(JSON.stringify(text))),
    [],
  );
  assert.ok(data.includes(`"uptime": "${uptime}"`));
  const empty = JSON.parse(dataIn(facts({ slots: { rtoHours: 4 } })));
  assert.deepEqual(
    [empty.overview, empty.uptime, empty.questions, empty.policies, empty.asked.insurance, empty.asked.rtoHours],
    [null, null, [], [], null, 4],
  );
});

test('a page that says whether the service is up is one click away', () => {
  const uptime = 'https://status.acme.example/';
  assert.match(
    pageOf(facts({ uptime })).text,
    /<a [^>]*href="https:\/\/status\.acme\.example\/"[^>]*>Is the service up\?/,
  );
  assert.doesNotMatch(pageOf(facts({})).text, /Is the service up/);
});

test('whether a report is genuine is asked one click away', () => {
  assert.match(pageOf(facts({})).text, /<footer>.*href="https:\/\/attestry\.example\/t\/acme\/genuine"/s);
});

test('the page says as of when, who measured, and what a report does not promise', () => {
  const { text } = pageOf(facts({}));
  assert.match(text, /As of 26.November.2026 \(Europe\/Berlin\)/);
  assert.match(text, /measured by Acme Inc from its own records; no auditor has examined it/);
  assert.match(text, /It is no promise that nothing went wrong then, or that nothing will/);
  assert.match(text, /no report is recorded/);
});

test('what is not offered is said to be', () => {
  const { text } = pageOf(facts({ slots: { breachNoticeHours: 48, rtoHours: 4, rpoHours: 1 } }));
  assert.equal(text.match(/Not offered/g)?.length, 5);
  assert.match(text, /Customers are told within: 48 hours/);
  assert.match(text, /Data that may be lost \(RPO\): 1 hour</);
});

const FACES: readonly (readonly [Face, RegExp])[] = [
  [{ kind: 'shown', since: day('2026-03-03'), until: null }, /^No deviation in its records since 3 March 2026$/],
  [{ kind: 'not shown' }, /^Not shown as of 26 November 2026$/],
  [{ kind: 'nothing occurred', since: day('2026-03-03'), until: null }, /^Nothing has called for it since/],
  [
    { kind: 'nothing occurred', since: day('2026-03-03'), until: day('2026-08-31') },
    /^Nothing called for it from .* to/,
  ],
  [{ kind: 'relies', on: ['Nimbus'] }, /^Relies on controls of Nimbus$/],
  [{ kind: 'not started' }, /no record shows it yet: its first due date has not come, .* or no source tells of it$/],
  [{ kind: 'adopted', since: day('2026-03-03') }, /no window is observed yet/],
  [{ kind: 'design', since: day('2026-03-03') }, /records are not looked at yet/],
  [{ kind: 'retired', since: day('2026-03-03') }, /No longer performed/],
];

test('only a control whose records show it is said to be shown, and one that is not says so', () => {
  for (const [face, says] of FACES) assert.match(faceWords(face, TODAY), says);
  assert.equal(FACES.filter(([face]) => /No deviation/.test(faceWords(face, TODAY))).length, 1);
  const over: Face = { kind: 'shown', since: day('2026-03-03'), until: day('2026-08-31') };
  assert.equal(faceWords(over, TODAY), 'No deviation in its records from 3 March 2026 to 31 August 2026');
  const control = (id: string, face: Face) => ({ id, title: id, statement: 'We do it.', theme: 'Access', face });
  const { text } = pageOf(
    facts(
      {},
      { controls: [control('a', FACES[0]?.[0] ?? { kind: 'not shown' }), control('b', { kind: 'not shown' })] },
    ),
  );
  assert.match(text, /1 of the 2 controls here/);
  assert.match(text, /Not shown as of 26.November.2026/);
});

test('where there are policies and no certificate, or the other way round, none is named in words', () => {
  const policies = [{ title: 'Privacy notice' }];
  const certifications = [{ name: 'ISO/IEC 27001:2022', by: 'Example Registrars', until: '2027-01-31' }];
  assert.match(pageOf(facts({ policies })).text, /Certifications<\/h3><p class="quiet">None is named/);
  assert.match(pageOf(facts({ certifications })).text, /Policies<\/h3><p class="quiet">None is named/);
  const both = pageOf(facts({ policies, certifications })).text;
  assert.doesNotMatch(both, /(Certifications|Policies)<\/h3><p class="quiet">/);
});

test('a certificate that ended says when', () => {
  const { text } = pageOf(
    facts({ certifications: [{ name: 'ISO/IEC 27001:2022', by: 'Example Registrars', until: '2026-01-31' }] }),
  );
  assert.match(text, /ended on 31.January.2026/);
});

test('answers are found by all words, whatever their case and accents', () => {
  const { faq } = TrustContent.parse({
    v: 1,
    faq: [
      { topic: 'continuity', question: 'Do you take backups?', answer: 'Daily, and we restore them.' },
      { topic: 'access', question: 'Is there a second factor?', answer: 'For everybody, at the Café too.' },
    ],
  });
  const count = (query: string): number => matching(faq, query).length;
  assert.deepEqual(
    ['', 'BACKUPS restore', 'backup factor', 'cafe', 'continuity', 'zzz'].map(count),
    [2, 1, 0, 1, 1, 0],
  );
  const { text } = pageOf(facts({ faq }), { query: 'backups' });
  assert.match(text, /1 of 2 answers/);
  assert.doesNotMatch(text, /second factor/);
});

test('a copy says when it is out of date, and a draft and a demo say what they are', () => {
  const copy = filesOf(facts({}), day('2026-12-20'))[0]?.text ?? '';
  assert.match(copy, /data-until="2026-12-20"/);
  assert.ok(copy.includes(`<script>${SCRIPT}</script>`), 'a copy is one file');
  assert.match(copy, /out of date after 20 December 2026/);
  assert.match(pageOf(facts({}), { isDraft: true }).text, /Only who may edit/);
  assert.match(pageOf(facts({}, { demo: true })).text, /is an invented company/);
});

test('the same facts make the same bytes', () => {
  assert.deepEqual(filesOf(everywhere), filesOf(everywhere));
});

test('a change that is announced holds from its day on, and until then the page says what holds and from when', () => {
  const list = [{ name: 'Nimbus', role: 'Hosting', data: 'Accounts', place: 'Ireland', since: '2025-01-01' }];
  const changes = [{ name: 'nimbus', from: '2026-12-24', place: 'Ohio', hurry: 'Ireland closed.' }];
  const content = { subprocessors: { list, changes, noticeDays: 30 } };
  const [before, after] = [facts(content), facts(content, { today: day('2026-12-24') })].map(
    (each) => /id="subprocessors">.*?<section/s.exec(pageOf(each).text)?.[0] ?? '',
  );
  assert.match(before ?? '', /<td data-of="Place">Ireland<\/td>[^]*From <time datetime="2026-12-24">[^]*Place: Ohio/);
  assert.match(before ?? '', /Announced later than promised: Ireland closed\./);
  assert.match(after ?? '', /<td data-of="Place">Ohio<\/td>/);
  assert.doesNotMatch(after ?? '', /Announced changes|Ireland/);
  const data = (each: TrustFacts) =>
    JSON.parse(filesOf(each).find(({ name }) => name === 'facts.json')?.text ?? '') as Record<string, unknown[]>;
  assert.equal((data(facts(content))['subprocessorChanges'] ?? []).length, 1);
});

test('the name of an organization that a control relies on claims nothing, on the page and in the facts', () => {
  const control = { id: 'backups', title: 'Backups', statement: 'Daily.', theme: 'Access' };
  const face = { kind: 'relies', on: ['Nimbus, SOC 2 certified', 'Postrider'] } as const;
  const shown = facts({ controls: ['backups'] }, { controls: [{ ...control, face }] });
  const files = filesOf(withoutClaims(shown, { hasReport: false }));
  assert.match(files[0]?.text ?? '', /Relies on controls of an organization that is not named here and Postrider/);
  for (const { name, text } of files) assert.doesNotMatch(text, /SOC 2 certified/, name);
});

test('a copy is out of date on the day before anything on it is otherwise by itself', () => {
  const until = (content: unknown, more: Partial<TrustFacts> = {}): string =>
    formatDay(goodUntil(facts(content, more)));
  const nimbus = { name: 'Nimbus', role: 'Hosting', since: '2026-12-03' };
  assert.equal(until({}), '2026-12-26');
  assert.equal(until({ subprocessors: { list: [nimbus] } }), '2026-12-02');
  assert.equal(
    until({ subprocessors: { list: [{ ...nimbus, since: '' }], changes: [{ name: 'Nimbus', from: '2026-12-05' }] } }),
    '2026-12-04',
  );
  assert.equal(until({ certifications: [{ name: 'ISO 27001', by: 'TÜV', until: '2026-12-07' }] }), '2026-12-07');
  const paper = { title: 'Letter', level: 'on request' as const, href: 'https://acme.example', until: '2026-12-09' };
  assert.equal(until({}, { documents: [paper] }), '2026-12-09');
  const report = {
    type: 'type-2',
    first: day('2025-11-01'),
    last: day('2026-11-15'),
    dated: day('2026-11-20'),
    categories: ['security'],
    firm: 'Doe LLP',
    opinion: 'unqualified',
    consent: false,
    saysNoExceptions: false,
  } as const;
  const planned = {
    id: 'next',
    type: 'type-2',
    first: day('2026-12-06'),
    last: day('2027-11-15'),
    recorded: day('2026-11-16'),
    categories: ['security'],
    firm: null,
  } as const;
  const beside = (bridge: string | null, examinations: TrustFacts['programme']['examinations']): string => {
    const reports = [{ ...report, bridge: bridge === null ? null : day(bridge) }];
    return until({}, { programme: { examinations, reports, today: TODAY } });
  };
  assert.equal(beside(null, []), '2026-12-14', 'the report is a month old on the next');
  assert.equal(beside(null, [planned]), '2026-12-05', 'what comes next begins beside the report');
  assert.equal(beside('2026-12-02', []), '2026-12-01', 'the letter speaks to that day');
});
