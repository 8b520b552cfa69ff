import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Day, formatDay, parseDay } from '#/core/time/zone.ts';
import { claimsIn } from './claims.ts';
import { statusWords } from './sentence.ts';
import { type Examination, type IssuedReport, type Programme, claimGroundOf, standingOf } from './standing.ts';

const day = (text: string): Day => parseDay(text) ?? assert.fail(text);
const FIRM = 'Quimby & Partners';

const type2: Examination = {
  id: 'soc2',
  type: 'type-2',
  first: day('2026-03-03'),
  last: day('2026-12-31'),
  recorded: day('2026-03-03'),
  categories: ['security', 'availability'],
  firm: null,
};
const engaged: Examination = { ...type2, firm: { name: FIRM, signed: day('2026-02-01') } };
const type1: Examination = { ...type2, id: 'first', type: 'type-1', first: day('2026-03-03'), last: day('2026-03-03') };
const issued: IssuedReport = {
  type: 'type-2',
  first: type2.first,
  last: type2.last,
  categories: ['security', 'availability'],
  dated: day('2027-02-20'),
  firm: FIRM,
  opinion: 'qualified',
  consent: false,
  saysNoExceptions: false,
  bridge: null,
};
const words = (today: string, given: Partial<Programme> = {}, mayNameFirm = false) =>
  statusWords({ examinations: [], reports: [], ...given, today: day(today) }, { mayNameFirm });
const lead = (...given: Parameters<typeof words>): string => words(...given).lead;

test('the sentence follows the examination through its days', () => {
  const plain = { examinations: [type2] };
  const firm = { examinations: [engaged] };
  assert.match(lead('2026-01-01'), /No observation window is planned yet, and no report is recorded/);
  assert.equal(
    lead('2026-03-02', plain),
    'Preparing for a SOC 2 Type II report; observation is planned from 3 March 2026 to 31 December 2026.',
  );
  assert.equal(
    lead('2026-03-03', plain),
    'SOC 2 Type II observation running since 3 March 2026, until 31 December 2026.',
  );
  assert.equal(
    lead('2026-12-31', firm),
    'SOC 2 Type II observation running since 3 March 2026, examination expected to complete in Q1 2027.',
  );
  assert.equal(lead('2027-01-01', plain), 'SOC 2 Type II observation ran from 3 March 2026 to 31 December 2026.');
  for (const today of ['2027-01-01', '2027-08-01'])
    assert.deepEqual([words(today, plain).stage, words(today, firm).stage], ['observed', 'fieldwork'], today);
  assert.equal(words('2026-03-04', { examinations: [type1] }).stage, 'preparing');
  assert.match(lead('2027-01-01', firm), /to 31 December 2026; examination expected to complete in Q1 2027/);
  assert.match(lead('2027-08-01', firm), /was expected to complete by 31 March 2027, and no report is recorded/);
  assert.equal(
    lead('2026-03-04', { examinations: [type1] }),
    'Working towards a SOC 2 Type I report as of 3 March 2026.',
  );
});

test('a firm is told of only by its letter, and named only where it agreed', () => {
  const firm = { examinations: [engaged] };
  assert.ok(words('2026-06-01', firm).details.includes('A licensed CPA firm is engaged to examine it.'));
  assert.ok(!JSON.stringify(words('2026-06-01', firm)).includes(FIRM));
  assert.ok(JSON.stringify(words('2026-06-01', firm, true)).includes(FIRM));
});

test('whose name may be typed follows from what firms agreed to', () => {
  const unnamed = (given: Partial<Programme>, mayNameFirm = false) =>
    claimGroundOf({ examinations: [], reports: [], today: day('2027-03-01'), ...given }, { mayNameFirm }).unnamed;
  assert.deepEqual(unnamed({ examinations: [engaged] }), [FIRM]);
  assert.deepEqual(unnamed({ examinations: [engaged] }, true), []);
  const done = { examinations: [engaged], reports: [{ ...issued, firm: 'Quimby and Partners LLP' }] };
  assert.equal(unnamed(done, true)?.length, 2, 'what it agreed to while it was engaged is no consent with its report');
  assert.deepEqual(unnamed({ ...done, reports: [{ ...issued, consent: true }] }), []);
});

test('a window that was opened after it began says when', () => {
  const late = { examinations: [{ ...type2, recorded: day('2026-05-01') }] };
  const { lead: headline, short } = words('2026-06-01', late);
  assert.equal(
    headline,
    'SOC 2 Type II observation opened on 1 May 2026, of a window from 3 March 2026 on, until 31 December 2026.',
  );
  assert.equal(short, 'Type II observation since May 2026', 'a badge claims no day before it');
  const firm = { examinations: [{ ...engaged, recorded: day('2026-05-01') }] };
  assert.match(lead('2026-06-01', firm), /opened on 1 May 2026, .* on, examination expected to complete in Q1 2027/);
  assert.ok(words('2026-06-01', late).details.some((text) => text.includes('sealed log on 1 May 2026')));
  assert.ok(!words('2026-06-01', { examinations: [type2] }).details.some((text) => text.includes('sealed log')));
});

test('a report is shown from its date on, with its age, and ages', () => {
  const given = { examinations: [engaged], reports: [issued] };
  assert.equal(standingOf({ ...given, today: day('2027-02-19') }).report, null);
  assert.equal(
    lead('2027-03-01', given),
    'SOC 2 Type II report for 3 March 2026 to 31 December 2026, dated 20 February 2027.',
  );
  assert.ok(words('2027-06-01', given).details.includes('Its window ended 5 months ago.'));
  assert.equal(words('2027-12-31', given).stage, 'report');
  assert.equal(words('2028-01-01', given).stage, 'ageing');
  assert.match(words('2028-01-01', given).details.join(' '), /ended more than 12 months ago\. Most readers/);
  assert.match(words('2028-01-01', given).short, /, more than 12 months ago$/, 'a badge says the same');
  assert.ok(!JSON.stringify(words('2027-03-01', given)).includes('qualified'));
  const shown = { ...given, reports: [{ ...issued, consent: true }] };
  assert.ok(words('2027-03-01', shown).details.includes(`Examined by ${FIRM}; opinion: qualified.`));
});

test('management’s letter speaks of about three months after a Type II report, and is said to be unaudited', () => {
  const until = (bridge: string, more: Partial<IssuedReport> = {}, today = '2027-04-15') =>
    words(today, { reports: [{ ...issued, ...more, bridge: day(bridge) }] }).details.filter((text) =>
      text.includes('letter'),
    );
  assert.deepEqual(until('2027-03-31'), ['Management’s letter, unaudited, speaks of the time to 31 March 2027.']);
  assert.deepEqual(until('2027-04-01'), []);
  assert.deepEqual(until('2027-03-31', {}, '2027-03-30'), [], 'it speaks of a day to come');
  // a quarter after a short month has a longer one at its end
  const september = { last: day('2026-09-30'), dated: day('2026-11-15') };
  assert.equal(until('2026-12-31', september).length, 1);
  assert.deepEqual(until('2027-01-01', september), []);
  assert.deepEqual(until('2026-12-31'), []);
  const typeOne = { type: 'type-1', first: type2.last } as const;
  assert.deepEqual(until('2027-03-31', typeOne), []);
});

const days = fc.integer({ min: day('2025-01-01'), max: day('2029-12-31') });
const examination = fc
  .record({
    id: fc.string(),
    kind: fc.constantFrom('type-1', 'type-2'),
    first: days,
    takes: fc.integer({ min: 0, max: 800 }),
    recorded: days,
    firm: fc.option(days),
    called: fc.constantFrom(FIRM, 'Quimby LLP, which found us SOC 2 compliant', 'SOC 2 Certified Partners'),
  })
  .map(
    ({ kind, first, takes, firm, called, ...rest }): Examination => ({
      ...rest,
      type: kind as 'type-1',
      first,
      last: kind === 'type-1' ? first : first + takes,
      categories: ['security'],
      firm: firm === null ? null : { name: called, signed: firm },
    }),
  );
const report = fc.record({
  type: fc.constantFrom('type-1', 'type-2'),
  first: days,
  last: days,
  categories: fc.constant(['security'] as const),
  dated: days,
  firm: fc.constant('Firm of the report'),
  opinion: fc.constantFrom('unqualified', 'qualified', 'adverse', 'disclaimer'),
  consent: fc.boolean(),
  saysNoExceptions: fc.boolean(),
  bridge: fc.option(days),
}) as fc.Arbitrary<IssuedReport>;
const programme = (reports: fc.Arbitrary<IssuedReport[]>) =>
  fc.record({ examinations: fc.array(examination, { maxLength: 4 }), reports, today: days });
const everything = (given: Programme, mayNameFirm: boolean): string => {
  const { lead: first, details, short } = statusWords(given, { mayNameFirm });
  return [first, ...details, short].join('\n');
};

test('no combination of states claims a report that is not there, or that anybody is certified or compliant', () => {
  const NEVER_SAID =
    /certif|compliant|compliance|\bpass(ed|es)?\b|effective|guarantee|unqualified|qualified|adverse|disclaimer|opinion|examined by/i;
  fc.assert(
    fc.property(programme(fc.constant([])), fc.boolean(), (given, mayName) => {
      const text = everything(given, mayName);
      assert.doesNotMatch(text, NEVER_SAID);
      assert.match(text, /no report/i, text);
      assert.doesNotMatch(text, /, dated |report (is|was|has been) (available|issued)/i);
      assert.deepEqual(claimsIn('status', text, claimGroundOf(given, { mayNameFirm: mayName })), []);
      assert.ok(!['report', 'ageing'].includes(statusWords(given, { mayNameFirm: mayName }).stage));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever is recorded, a report is shown only if one is, from its date on, and its opinion only with the firm’s consent', () => {
  fc.assert(
    fc.property(programme(fc.array(report, { maxLength: 4 })), fc.boolean(), (given, mayName) => {
      const { report: shown } = standingOf(given);
      const text = everything(given, mayName);
      assert.doesNotMatch(text, /certif|complian|guarantee/i);
      assert.deepEqual(claimsIn('status', text, claimGroundOf(given, { mayNameFirm: mayName })), [], text);
      if (shown === null) {
        assert.match(text, /no report/i);
        return;
      }
      assert.ok(given.reports.includes(shown.report));
      assert.ok(shown.report.dated <= given.today && shown.report.last <= shown.report.dated);
      assert.equal(/opinion/.test(text), shown.report.consent, text);
      assert.equal(text.includes('Firm of the report'), shown.report.consent, text);
      if (shown.bridge !== null) assert.ok(shown.report.type === 'type-2' && shown.bridge > shown.report.last);
      assert.match(text, /ago|today/);
    }),
    { numRuns: 2_000 },
  );
});

test('nothing speaks of an examination where no CPA firm is engaged, and no day that is over is expected', () => {
  fc.assert(
    fc.property(programme(fc.constant([])), fc.boolean(), (given, mayName) => {
      const text = everything(given, mayName);
      const { stage } = standingOf(given);
      if (stage?.of.firm == null) {
        assert.doesNotMatch(text, /examin|engaged to/i);
        assert.notEqual(stage?.kind, 'fieldwork');
        assert.notEqual(statusWords(given, { mayNameFirm: mayName }).stage, 'fieldwork');
      }
      assert.equal(
        claimGroundOf(given, { mayNameFirm: mayName }).hasFirm,
        given.examinations.some(({ firm }) => firm !== null),
      );
      if (!mayName) assert.ok(!text.includes(FIRM));
      if (stage !== null && /is expected|examination expected/.test(text) && stage.kind !== 'preparing')
        assert.ok(stage.expected >= given.today, formatDay(stage.expected));
    }),
    { numRuns: 2_000 },
  );
});
