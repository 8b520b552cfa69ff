import { addMonths, type Day } from '#/core/time/zone.ts';
import { type Company, isoOf } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { ndjsonOf } from './bytes.ts';
import { eventsOf, Plants, sized, someoneOf } from './export.ts';

const ID = 'restore-tests';
const CHECK = 'restores.restore-tested';
/** The limit of the library: at least every six months. */
const MONTHS = 6;

const MAPPING = {
  population: 'restore-test',
  format: 'ndjson',
  fields: {
    id: { column: 'id' },
    system: { column: 'system' },
    performedBy: { column: 'by', scheme: 'email' },
    performedAt: { column: 'performed', dates: { format: 'iso' } },
    result: { column: 'outcome', values: { ok: 'success', failed: 'failure' } },
    integrityVerified: { column: 'compared' },
    minutes: { column: 'minutes' },
  },
} as const;

interface Test {
  readonly id: string;
  readonly system: string;
  readonly by: string;
  readonly performed: string;
  readonly outcome: 'ok' | 'failed';
  /** Null where the script that wrote the line did not know it. */
  readonly compared: boolean | null;
  readonly minutes: number;
}

/** Lines that the script of the restore drill writes, one for each database that it restored. */
export const restores: MakeSection = (company) => {
  const random = company.random(ID);
  const plants = new Plants(ID);
  const tests: Test[] = [];
  const add = (system: string, day: Day, over: Partial<Test> = {}): string => {
    const id = `drill-${String(tests.length + 1).padStart(4, '0')}`;
    tests.push({
      id,
      system,
      by: someoneOf(company, random, day, ['operations']).email,
      performed: isoOf(company.at(day, random.int(9, 15), random.int(0, 59))),
      outcome: 'ok',
      compared: true,
      minutes: random.int(12, 140),
      ...over,
    });
    return id;
  };
  const regular = [
    'orders',
    'accounts',
    ...Array.from({ length: sized(company, 1) }, (_, place) => `tenants-${place + 1}`),
  ];
  for (const system of regular) for (let month = 0; month < 14; month += 3) add(system, drillDay(company, month));
  plant(company, plants, add);
  const bytes = () => ndjsonOf(tests.toSorted((a, b) => (a.performed < b.performed ? -1 : 1)));
  const source = eventsOf(company, { id: ID, file: 'restore-drills.ndjson', mapping: MAPPING, bytes });
  return { name: 'restore tests', sources: [source], planted: plants.all, apart: plants.standing };
};

/** In the second week of a month, on a business day. */
const drillDay = (company: Company, month: number): Day =>
  company.businessDayFrom((company.months[month]?.first ?? company.firstDay) + 8);

function plant(
  company: Company,
  plants: Plants,
  add: (system: string, day: Day, over?: Partial<Test>) => string,
): void {
  const failed = add('search', drillDay(company, 4), { outcome: 'failed' });
  plants.deviation(CHECK, failed, 'The restore failed; the next one was due in six months and came in two.');
  add('search', drillDay(company, 6));
  plants.trap(CHECK, add('search', drillDay(company, 11)), 'pass', 'The last of its system: the next is not due yet.');
  const blind = add('billing', drillDay(company, 3), { compared: false });
  plants.deviation(CHECK, blind, 'Nobody compared the restored data with what it should be.');
  const first = drillDay(company, 5);
  const exact = add('billing', first);
  const last = addMonths(first, MONTHS);
  add('billing', last, { performed: isoOf(company.at(last, 23, 40)) });
  plants.trap(CHECK, exact, 'pass', 'The next came in the last hour of the last day of the six months.');
  const late = add('files', drillDay(company, 1));
  plants.deviation(CHECK, late, 'The next restore of the same system came more than six months later.');
  plants.apart('open-before-window', late, 'the next restore came due in the window, and came later');
  add('files', drillDay(company, 9));
  const unsaid = add('ledger', drillDay(company, 10), { compared: null });
  plants.unknown(CHECK, unsaid, 'The script was changed, and did not write whether the data was compared.');
}
