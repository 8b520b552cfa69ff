import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dayIn } from './dates.ts';
import { flowOf, isReadable, linesOf, wordsAt } from './lines.ts';
import { opinionIn } from './opinion.ts';
import { type ReadOut, readOut } from './reading.ts';

/** What was proposed for a place; undefined: nothing was. */
const said = ({ proposals }: ReadOut, at: string): unknown =>
  proposals.flatMap(({ says }) => says).find(({ place }) => place === at)?.value;
const from = ({ proposals }: ReadOut, at: string) =>
  proposals.find(({ says }) => says.some(({ place }) => place === at));

const FOOT = 'Northwind Ledger, Inc. | SOC 2 Type 2 | Confidential';
/** A page as a file has it, with what runs along its edges. */
const paged = (pages: readonly string[]): readonly string[] =>
  pages.map((text, at) => `${FOOT}\n${text}\nPage ${at + 1} of ${pages.length}`);

const OPINION_LIST = `a. the description presents Northwind's Ledger Cloud system that was designed and implemented
throughout the period November 1, 2024 to October 31, 2025, in accordance with the description criteria.
b. the controls stated in the description were suitably designed throughout the period November 1, 2024 to
October 31, 2025, to provide reasonable assurance that the service commitments would be achieved.
c. the controls stated in the description operated effectively throughout the period November 1, 2024 to
October 31, 2025, if complementary subservice organization controls and complementary user entity controls
assumed in the design operated effectively throughout that period.`;

/** As most firms in the United States print it. */
const TYPE_TWO = paged([
  `SOC 2® Type 2 Report
Northwind Ledger, Inc.
Independent Service Auditor's Report on Northwind's Description of Its System
November 1, 2024 to October 31, 2025
Harbor & Pike LLP`,
  `Table of Contents
Section I: Independent Service Auditor's Report ........ 1
Section II: Assertion of Northwind Ledger Management ........ 5
Section III: Northwind's Description of Its Ledger Cloud System ........ 7
Section IV: Trust Services Criteria, Related Controls, and Tests of Controls ........ 31
Section V: Other Information Provided by Northwind ........ 80`,
  `SECTION I
INDEPENDENT SERVICE AUDITOR'S REPORT`,
  `INDEPENDENT SERVICE AUDITOR'S REPORT
To: Northwind Ledger, Inc.
Scope
We have examined Northwind Ledger, Inc.'s ("Northwind") accompanying description of its Ledger Cloud system titled
"Northwind's Description of Its Ledger Cloud System" throughout the period November 1,`,
  `INDEPENDENT SERVICE AUDITOR'S REPORT
2024 to October 31, 2025 (description) based on the criteria set forth in DC section 200 and the suit-
ability of the design and operating effectiveness of controls stated in the description throughout that period, to
provide reasonable assurance that its commitments were achieved based on the trust services criteria relevant to
security, availability, and
confidentiality (applicable trust services criteria) set forth in TSP section 100, 2017 Trust Services Criteria for
Security, Availability, Processing Integrity, Confidentiality, and Privacy (AICPA, Trust Services Criteria).
Northwind uses a subservice organization, Amazon Web Services, to host its system. The carve-out method is used.
The information in Section V is presented by management and is not a part of the description. It has not been
subjected to the procedures applied in the examination and, accordingly, we do not express an opinion on it.`,
  `INDEPENDENT SERVICE AUDITOR'S REPORT
Opinion
In our opinion, in all material respects,
${OPINION_LIST}
Restricted Use
This report is intended solely for the information and use of Northwind, user entities of the Ledger Cloud system
during some or all of the period November 1, 2024 to
October 31, 2025
and prospective user entities who have sufficient knowledge and understanding.
Harbor & Pike LLP
Portland, Oregon
December 15, 2025`,
  `SECTION II
ASSERTION OF NORTHWIND LEDGER MANAGEMENT
We have prepared the accompanying description of Northwind's Ledger Cloud system throughout the period.
December 15, 2025`,
  `SECTION III
NORTHWIND'S DESCRIPTION OF ITS LEDGER CLOUD SYSTEM
Northwind keeps the books of companies.`,
  `Subservice Organizations
Northwind uses subservice organizations: Amazon Web Services hosts the system. It is expected to guard its centers.`,
  `Complementary User Entity Controls
User entities are responsible for removing accounts of their people who leave. Incidents: there was no security
incident that kept a commitment from being achieved.`,
  `SECTION IV
TRUST SERVICES CRITERIA, RELATED CONTROLS,
AND TESTS OF CONTROLS
CC6.1 The entity implements logical access software. Inspected the settings. No exceptions noted.`,
  `CC6.2 Access of leavers is removed. Inspected a sample of 25 leavers. Exception noted. For 2 of 25 leavers, access
was removed late. Management's response: see Section V.`,
  `SECTION V
OTHER INFORMATION PROVIDED BY NORTHWIND THAT IS NOT COVERED BY THE SERVICE AUDITOR'S REPORT
Management's response to the exception: the system was connected to the directory.`,
]);

suite('what an issued report seems to say', () => {
  test('a Type II as most firms print it', () => {
    const read = readOut(TYPE_TWO);
    assert.deepEqual(
      ['period.type', 'period.first', 'period.last', 'period.page'].map((place) => said(read, place)),
      ['type-2', '2024-11-01', '2025-10-31', 4],
    );
    assert.match(from(read, 'period.first')?.words ?? '', /throughout the period November 1, 2024 to October 31, 2025/);
    assert.deepEqual(said(read, 'categories.list'), ['security', 'availability', 'confidentiality']);
    assert.equal(said(read, 'categories.page'), 5, 'and not the five that the name of the criteria lists');
    assert.deepEqual([said(read, 'opinion.kind'), said(read, 'opinion.page')], ['unqualified', 6]);
    assert.match(from(read, 'opinion.kind')?.words ?? '', /^In our opinion, in all material respects/);
    assert.deepEqual([said(read, 'dated.on'), said(read, 'dated.page')], ['2025-12-15', 6]);
    assert.deepEqual([said(read, 'firm.name'), said(read, 'firm.page')], ['Harbor & Pike LLP', 6]);
    assert.equal(said(read, 'system.name'), 'Ledger Cloud system');
    assert.equal(said(read, 'assertion.page'), 7);
    assert.deepEqual(read.unreadable, []);
  });

  test('its sections begin where they begin, and not where the contents name them', () => {
    assert.deepEqual(
      readOut(TYPE_TWO).sections.map(({ part, from: first, to }) => `${part} ${first}-${to}`),
      ['auditor 3-6', 'assertion 7-7', 'description 8-10', 'tests 11-12', 'other 13-13'],
    );
    assert.deepEqual(
      readOut(TYPE_TWO).sections.map(({ title }) => title),
      [
        "INDEPENDENT SERVICE AUDITOR'S REPORT",
        'ASSERTION OF NORTHWIND LEDGER MANAGEMENT',
        "NORTHWIND'S DESCRIPTION OF ITS LEDGER CLOUD SYSTEM",
        'TRUST SERVICES CRITERIA, RELATED CONTROLS, AND TESTS OF CONTROLS',
        "OTHER INFORMATION PROVIDED BY NORTHWIND THAT IS NOT COVERED BY THE SERVICE AUDITOR'S REPORT",
      ],
    );
  });

  test('it says where to look for what is listed, once for each page', () => {
    const { hints } = readOut(TYPE_TWO);
    const at = (about: string) => hints.filter((each) => each.about === about).map(({ page }) => page);
    assert.deepEqual(at('exceptions'), [12, 13], '“No exceptions noted” is none');
    assert.deepEqual(at('subservice'), [5, 6, 9]);
    assert.deepEqual(at('cuecs'), [10]);
    assert.match(
      hints.find(({ about }) => about === 'exceptions')?.words ?? '',
      /Exception noted\. For 2 of 25 leavers/,
    );
  });

  test('a Type I is as of a day, whatever it says of what no opinion is given on', () => {
    const read = readOut(
      paged([
        'SOC 2 Type I Report\nBluefin Health, LLC\nReport on the Suitability of the Design of Controls',
        `I. INDEPENDENT SERVICE AUDITORS’ REPORT
To the Management of Bluefin Health, LLC
We have examined the description of the Care Portal System of Bluefin Health, LLC as of 31 March 2025 based on the
criteria, and the suitability of the design of controls stated in the description as of that date, based on the trust
services criteria relevant to Security (applicable trust services criteria).
Other Matter
We did not perform any procedures regarding the operating effectiveness of the controls stated in the description
and, accordingly, do not express an opinion thereon.
In our opinion, in all material respects, the description presents the system as of 31 March 2025, and the controls
were suitably designed as of 31 March 2025.
/s/ Okafor Lindqvist, CPAs
May 2nd, 2025`,
        `II. Management’s Assertion\nWe have prepared the description of the Care Portal System.`,
        `III. Description of the Care Portal System\nThe portal is for patients.`,
      ]),
    );
    assert.deepEqual(
      ['period.type', 'period.first', 'period.last'].map((place) => said(read, place)),
      ['type-1', '2025-03-31', '2025-03-31'],
    );
    assert.equal(said(read, 'opinion.kind'), 'unqualified');
    assert.deepEqual(said(read, 'categories.list'), ['security']);
    assert.equal(said(read, 'dated.on'), '2025-05-02');
    assert.equal(said(read, 'firm.name'), 'Okafor Lindqvist, CPAs', 'and not whom it is written to, an LLC as well');
    assert.deepEqual(
      read.sections.map(({ part, from: first }) => `${part} ${first}`),
      ['auditor 2', 'assertion 3', 'description 4'],
    );
  });

  test('a section is found by the title that runs along its pages, and its assertion may come first', () => {
    const read = readOut([
      'Management’s Assertion\nWe assert that the description is what it is, to the best of our knowledge and belief.',
      'Report of Independent Service Auditors\nWe have examined the description for the period 1 January 2025 – 30 June 2025.',
      'Report of Independent Service Auditors\nIn our opinion, in all material respects, the description presents the system.',
      'Description of the Payroll Platform\nIt pays people. We run it ourselves, in two places.',
      'Description of the Payroll Platform\nWhat management’s assertion is about, and the tests of controls, follow.',
      'Section IV: criteria, controls, tests and results\nEach control, how it was tested, and what was found there by the auditor.',
    ]);
    assert.deepEqual(
      read.sections.map(({ part, from: first, to }) => `${part} ${first}-${to}`),
      ['assertion 1-1', 'auditor 2-3', 'description 4-5', 'tests 6-6'],
    );
    assert.deepEqual([said(read, 'period.first'), said(read, 'period.last')], ['2025-01-01', '2025-06-30']);
  });

  test('a sentence that speaks of a section does not begin it', () => {
    const { sections } = readOut([
      'Report of Independent Service Auditors\nWe have examined what management of Acme wrote about its system in',
      'Section III, “Acme’s Description of Its System”\nand in our opinion, in all material respects, it presents the system.',
      'Section III titled Acme’s Description of Its System\nis the responsibility of management, as are its controls.',
      'Acme’s Description of Its System\nAcme keeps the books of companies of every size.',
    ]);
    assert.deepEqual(
      sections.map(({ part, from: first, to }) => `${part} ${first}-${to}`),
      ['auditor 1-3', 'description 4-4'],
    );
  });

  test('what it cannot tell it leaves', () => {
    const read = readOut(['A letter to our customers about the weather of the year, and nothing else besides.']);
    assert.deepEqual([read.proposals, read.sections, read.hints], [[], [], []]);
    assert.deepEqual(readOut([]), { proposals: [], sections: [], hints: [], unreadable: [] });
  });

  test('pages without words are named, and say nothing', () => {
    const read = readOut(['', ...TYPE_TWO.slice(3, 6), '\uE001\uE002\uE003 \uE004\uE005 ~~ ## 12 \uE006'.repeat(9)]);
    assert.deepEqual(read.unreadable, [1, 5]);
    assert.equal(said(read, 'opinion.page'), 4);
    assert.deepEqual(readOut(['', '']).unreadable, [1, 2]);
  });
});

suite('the kind of an opinion', () => {
  const kindOf = (text: string) =>
    opinionIn(flowOf([linesOf(text)]))?.says.find(({ place }) => place === 'opinion.kind')?.value ?? null;
  for (const [what, text, kind] of [
    ['plain', `In our opinion, in all material respects,\n${OPINION_LIST}`, 'unqualified'],
    [
      'plain, with an exception that the list of users makes',
      `In our opinion, in all material respects,\n${OPINION_LIST}\nRestricted Use\nThis report is not intended to be used by anyone except for the specified parties.`,
      'unqualified',
    ],
    [
      'plain, and no heading before who may use it',
      `In our opinion, in all material respects,\n${OPINION_LIST}\nThis report is intended solely for Northwind, and is not to be used by anyone else.`,
      'unqualified',
    ],
    [
      'qualified, before what it qualifies',
      'In our opinion, except for the matter described in the preceding paragraph, in all material respects, the description presents the system.',
      'qualified',
    ],
    [
      'qualified, in the newer order',
      'Qualified Opinion\nIn our opinion, in all material respects, except for the effects of the matter described in the Basis for Qualified Opinion section, a. the description presents the system',
      'qualified',
    ],
    [
      'adverse',
      'In our opinion, because of the significance of the matter referred to in the preceding paragraph, a. the description does not present the system; b. the controls were not suitably designed',
      'adverse',
    ],
    [
      'a disclaimer',
      'Basis for Disclaimer of Opinion\nManagement did not provide the records, and we were not able to obtain sufficient appropriate evidence. Disclaimer of Opinion\nBecause of the significance of the matter, we do not express an opinion on the description.',
      'disclaimer',
    ],
    [
      'none on other information is no disclaimer',
      'The information in Section V has not been subjected to the procedures and, accordingly, we do not express an opinion on it.',
      null,
    ],
    [
      'a list that says not, without a reason',
      'In our opinion, in all material respects, a. the description presents the system; b. the controls did not operate',
      null,
    ],
    [
      'a list without a word against it, and a firm that says something of itself',
      'In our opinion, in all material respects, the description presents the system. A firm that does not exist',
      'unqualified',
    ],
    ['a basis is no opinion', 'The evidence is sufficient to provide a reasonable basis for our opinion.', null],
  ] as const)
    test(what, () => assert.equal(kindOf(text), kind));

  test('of one that is not plain the basis is there word for word, also where a page ends in it', () => {
    const flow = flowOf([
      [FOOT, 'Basis for Qualified Opinion', 'Access of people who left was not removed', 'in time for the sam-', '5'],
      [FOOT, 'pled months. Therefore the criterion CC6.2 was not', 'achieved.', '6'],
      [
        FOOT,
        'Qualified Opinion',
        'In our opinion, except for the matter above, in all material respects, it is so.',
        '7',
      ],
    ]);
    const found = opinionIn(flow);
    assert.deepEqual(found?.says, [
      { place: 'opinion.kind', value: 'qualified' },
      {
        place: 'opinion.basis',
        value:
          'Access of people who left was not removed in time for the sampled months. Therefore the criterion CC6.2 was not achieved.',
      },
      { place: 'opinion.page', value: 3 },
    ]);
  });
});

test('dates as reports write them', () => {
  for (const [text, day] of [
    ['November 1, 2024', '2024-11-01'],
    ['Nov. 1, 2024', '2024-11-01'],
    ['Sept. 30, 2025', '2025-09-30'],
    ['November 1st, 2024', '2024-11-01'],
    ['1 November 2024', '2024-11-01'],
    ['31st of October 2025', '2025-10-31'],
    ['2025-10-31', '2025-10-31'],
    ['10/31/2025', '2025-10-31'],
    ['31/10/2025', '2025-10-31'],
    ['05/05/2025', '2025-05-05'],
    ['03/04/2025', null],
    ['February 30, 2025', null],
    ['2025-13-01', null],
  ] as const)
    assert.equal(dayIn(text), day, text);
});

test('words are cut between words', () => {
  const flow = flowOf([['We have examined the description.']]);
  assert.equal(wordsAt(flow, 3, 10), 'have …');
  assert.equal(wordsAt(flow, 3, 13), 'have examined');
  assert.equal(wordsAt(flow, 3, 99), 'have examined the description.');
});

test('words are a page’s, pictures and letters without a meaning are none', () => {
  assert.equal(isReadable('We have examined the description of the system.'), true);
  assert.equal(isReadable('Page 7'), false);
  assert.equal(isReadable(''), false);
  assert.deepEqual(linesOf('The de\u00ADscription of\u00A0the of\uFB01ce\n\n  \n and  more'), [
    'The description of the office',
    'and more',
  ]);
});

test('a text of any shape is read in a moment', () => {
  const began = performance.now();
  for (const text of [
    '. '.repeat(200_000),
    'in our opinion '.repeat(20_000),
    'description of '.repeat(20_000),
    `Basis ${'-'.repeat(99_999)}`,
  ])
    readOut([text, text.replaceAll(' ', '\n'), 'We have examined it, and it is what it is said to be.']);
  assert.ok(performance.now() - began < 5_000);
});
