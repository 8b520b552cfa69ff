import { addMonths, type Day } from '#/core/time/zone.ts';
import { type Company, dayText, type Random } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { csvOf, type Line } from './bytes.ts';
import { eventsOf, germanDay, Plants, sized, someoneOf } from './export.ts';

const ID = 'vendor-reviews';
const COLUMNS = [
  'Review',
  'Vendor',
  'Critical',
  'Subservice organization',
  'In use since',
  'Reviewed on',
  'Reviewer',
  'Report',
  'Report from',
  'Report to',
  'Opinion',
  'Exceptions',
  'Exceptions read',
  'CUECs mapped',
  'Bridge letter to',
] as const;
/** What the register says where nobody wrote it down. */
const UNSAID = '?';

const yesNo = { yes: true, no: false, [UNSAID]: { unknown: true } } as const;
const date = (column: (typeof COLUMNS)[number]) =>
  ({
    column,
    dates: { format: 'dd.MM.yyyy', zone: 'Europe/Berlin' },
    empty: 'none',
    values: { [UNSAID]: { unknown: true } },
  }) as const;

const MAPPING = {
  population: 'vendor-review',
  format: 'csv',
  separator: ';',
  fields: {
    id: { column: 'Review' },
    vendor: { column: 'Vendor' },
    critical: { column: 'Critical', values: yesNo },
    subservice: { column: 'Subservice organization', values: yesNo },
    onboardedAt: date('In use since'),
    reviewedAt: { column: 'Reviewed on', dates: { format: 'dd.MM.yyyy', zone: 'Europe/Berlin' } },
    reviewer: { column: 'Reviewer', scheme: 'email' },
    report: {
      column: 'Report',
      values: {
        'SOC 2 Type II': 'soc-2-type-2',
        'SOC 2 Type I': 'soc-2-type-1',
        'SOC 1': 'soc-1',
        'SOC 3': 'soc-3',
        'ISO 27001': 'iso-27001',
        Questionnaire: 'questionnaire',
        None: 'none',
      },
    },
    reportFrom: date('Report from'),
    reportTo: date('Report to'),
    opinion: { column: 'Opinion', empty: 'none' },
    exceptions: { column: 'Exceptions', empty: 'unknown' },
    exceptionsRead: { column: 'Exceptions read', values: yesNo },
    userControlsMapped: { column: 'CUECs mapped', values: yesNo },
    bridgeLetterTo: date('Bridge letter to'),
  },
} as const;

const REPORT = 'vendors.report-current';
const READ = 'vendors.report-evaluated';
const AGAIN = 'vendors.reviewed-in-time';
const BEFORE = 'vendors.assessed-before-use';

const day = (number: Day): string => germanDay(dayText(number));
/** The number of the first day of the month so many months after the first of the fourteen. */
const monthAt = ({ firstDay }: Company, month: number): Day => addMonths(firstDay, month);

/** The register of vendors, as a spreadsheet of somebody in Germany saves it. */
export const vendors: MakeSection = (company) => {
  const random = company.random(ID);
  const plants = new Plants(ID);
  const lines: Line[] = [];
  const add = (vendor: string, on: Day, over: Line = {}): string => {
    const id = `VR-${String(lines.length + 1).padStart(3, '0')}`;
    lines.push({ Review: id, Vendor: vendor, ...reviewed(company, random, on), ...over });
    return id;
  };
  for (const [place, name] of namesOf(company).entries()) {
    const isCritical = place % 4 === 0;
    const first = monthAt(company, (place * 5) % 11) + 4 + (place % 17);
    const used = { 'In use since': day(first - 400) };
    const tier = isCritical ? {} : { ...LIGHT, Critical: 'no', 'Subservice organization': 'no' };
    const begun = add(name, first - 405, { ...used, ...tier });
    if (place === 0) plants.trap(BEFORE, begun, 'pass', 'Reviewed five days before it was first used.');
    add(name, first - 60, { ...used, ...tier });
    if (isCritical && first + 280 <= company.lastDay) add(name, first + 280, { ...used, ...tier });
  }
  plantReports(company, plants, add);
  plantReadings(company, plants, add);
  plantTimes(company, plants, add);
  const bytes = () => csvOf(COLUMNS, lines, ';');
  const source = eventsOf(company, { id: ID, file: 'vendor-reviews.csv', mapping: MAPPING, bytes });
  return { name: 'vendor reviews', sources: [source], planted: plants.all, apart: plants.standing };
};

const LIGHT = {
  Report: 'Questionnaire',
  'Report from': null,
  'Report to': null,
  Opinion: null,
  Exceptions: null,
  'Exceptions read': 'no',
  'CUECs mapped': 'no',
} as const;

const FIRST_NAMES = [
  'Nimbus',
  'Harbor',
  'Quill',
  'Tandem',
  'Birch',
  'Cobalt',
  'Meridian',
  'Sparrow',
  'Juniper',
  'Anchor',
];
const LAST_NAMES = [
  'Cloud',
  'Mail',
  'Analytics',
  'Payroll',
  'Support',
  'Signing',
  'Monitoring',
  'Backup',
  'Chat',
  'Maps',
];

/** 12 vendors at scale 1, each with a name of its own. */
const namesOf = (company: Company): readonly string[] =>
  Array.from({ length: sized(company, 12) }, (_, place) => {
    const round = Math.floor(place / 100);
    const name = `${FIRST_NAMES[place % 10] ?? ''} ${LAST_NAMES[(place + Math.floor(place / 10)) % 10] ?? ''}`;
    return round === 0 ? name : `${name} ${round + 1}`;
  });

/** A critical vendor with a report of last year that was read as it should be. */
function reviewed(company: Company, random: Random, on: Day): Line {
  const to = on - random.int(90, 110); // so close that each begins before the one before it ends
  return {
    Critical: 'yes',
    'Subservice organization': random.chance(0.3) ? 'yes' : 'no',
    'In use since': day(on - 30),
    'Reviewed on': day(on),
    Reviewer: someoneOf(company, random, on, ['security', 'operations']).email,
    Report: 'SOC 2 Type II',
    'Report from': day(to - 364),
    'Report to': day(to),
    Opinion: random.chance(0.1) ? 'qualified' : 'unqualified',
    Exceptions: random.int(0, 3),
    'Exceptions read': 'yes',
    'CUECs mapped': 'yes',
    'Bridge letter to': null,
  };
}

type Add = (vendor: string, on: Day, over?: Line) => string;

/** Reviews whose vendors have no other one; in the last months, so that the next is not due yet. */
function plantReports(company: Company, plants: Plants, add: Add): void {
  const on = monthAt(company, 9) + 6;
  const once = { 'In use since': day(on + 10) };
  const old = { 'Report from': day(on - 800), 'Report to': day(on - 436) };
  const plain = { ...once, 'Subservice organization': 'no' };
  plants.deviation(
    REPORT,
    add('Outpost Hosting', on, { ...plain, ...old }),
    'Its report ended fourteen months before the review, and no letter bridges them.',
  );
  const typeOne = add('Granite Data Centers', on, {
    ...once,
    'Subservice organization': 'yes',
    Report: 'SOC 2 Type I',
    'Report from': null,
  });
  plants.deviation(
    REPORT,
    typeOne,
    'A subservice organization gave a report of Type I, which says nothing of a period.',
  );
  const bridged = add('Ferry Networks', on, { ...plain, ...old, 'Bridge letter to': day(on - 20) });
  plants.trap(REPORT, bridged, 'pass', 'An old report, and a letter of its management that reaches to last month.');
  const first = { ...plain, 'In use since': day(on - 110) };
  const [ended, begins] = [day(on - 470), day(on - 400)];
  const gap = (name: string, over: Line, before: Line = {}): string => {
    add(name, on - 120, { ...first, 'Report from': day(on - 834), 'Report to': ended, ...before });
    return add(name, on, { ...first, 'Report from': begins, 'Report to': day(on - 36), ...over });
  };
  plants.deviation(REPORT, gap('Isthmus Freight', {}), 'Two months lie between its last report and the one before.');
  const letter = { 'Bridge letter to': day(on - 401) };
  plants.trap(REPORT, gap('Causeway Freight', {}, letter), 'pass', 'A letter bridges the months between two reports.');
  plants.unknown(
    REPORT,
    gap('Shoal Freight', { 'Report from': UNSAID }),
    'The day on which its report begins is not written down, and there was one before.',
  );
  const light = add('Pebble Surveys', on, {
    ...once,
    ...LIGHT,
    Critical: 'no',
    'Subservice organization': 'no',
    Report: 'None',
  });
  plants.trap(REPORT, light, 'not-applicable', 'It gave nothing, and is not critical.');
  const silent = add('Lantern Messaging', on, { ...plain, ...old, 'Bridge letter to': UNSAID });
  plants.unknown(REPORT, silent, 'Whether a letter bridges the months after its old report is not written down.');
  plants.trap(AGAIN, bridged, 'pass', 'Its next review is not due yet.');
}

function plantReadings(company: Company, plants: Plants, add: Add): void {
  const on = monthAt(company, 9) + 6;
  const plain = { 'In use since': day(on + 10), 'Subservice organization': 'no' };
  plants.deviation(
    READ,
    add('Cinder Logs', on, { ...plain, Exceptions: 2, 'Exceptions read': 'no' }),
    'Two exceptions that nobody read.',
  );
  plants.deviation(
    READ,
    add('Wicker Tickets', on, { ...plain, 'CUECs mapped': 'no' }),
    'Its user entity controls were mapped to nothing.',
  );
  const public3 = add('Spruce Translation', on, {
    ...plain,
    Report: 'SOC 3',
    'Exceptions read': 'no',
    'CUECs mapped': 'no',
  });
  plants.trap(READ, public3, 'pass', 'A SOC 3 report prints neither exceptions nor user entity controls.');
  const clean = add('Copper Forms', on, { ...plain, Exceptions: 0, 'Exceptions read': 'no' });
  plants.trap(READ, clean, 'pass', 'Nobody read its exceptions, because it has none.');
  plants.unknown(
    READ,
    add('Heron Archive', on, { ...plain, 'CUECs mapped': UNSAID }),
    'Whether its user entity controls were mapped is not written down.',
  );
}

function plantTimes(company: Company, plants: Plants, add: Add): void {
  const on = monthAt(company, 9) + 6;
  const plain = { 'Subservice organization': 'no' };
  const early = monthAt(company, 0) + 9;
  const long = { 'In use since': day(early + 5), 'Subservice organization': 'no' };
  const alone = add('Tundra Identity', early, long);
  plants.deviation(AGAIN, alone, 'A critical vendor that nobody reviewed again within twelve months.');
  plants.apart('open-before-window', alone, 'its next review came due in the window, and never came');
  plants.trap(
    AGAIN,
    add('Marble Stock Photos', early, { ...long, ...LIGHT, Critical: 'no' }),
    'not-applicable',
    'Not reviewed again, and not critical.',
  );
  const unranked = add('Thistle Calendars', early, { ...long, Critical: UNSAID, 'Subservice organization': UNSAID });
  plants.apart('open-before-window', unranked, 'its next review came due in the window, if it is critical');
  plants.unknown(AGAIN, unranked, 'Not reviewed again, and nobody wrote down whether it is critical.');

  plants.deviation(
    BEFORE,
    add('Saffron Video', on, { ...plain, 'In use since': day(on - 21) }),
    'Used for three weeks before anybody reviewed it.',
  );
  plants.trap(
    BEFORE,
    add('Bramble Search', on, { ...plain, 'In use since': null }),
    'pass',
    'Reviewed, and not used yet.',
  );
  plants.unknown(
    BEFORE,
    add('Willow Faxes', on, { ...plain, 'In use since': day(on) }),
    'Reviewed on the day on which it was first used.',
  );
}
