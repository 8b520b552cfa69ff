import { type Company, dayText, isoOf } from '#/demo/company.ts';
import type { FileSource, MakeSection } from '#/demo/section.ts';
import { jsonOf, type Line, xlsxOf } from './bytes.ts';
import { eventsOf, Plants, sized, someoneOf } from './export.ts';

const UPTIME = 'status-page';
const CAPACITY = 'capacity-reviews';
const KEPT = 'availability.uptime-kept';
/** The month in which nobody measured imports. */
const UNMEASURED = 7;
const FORECAST = 'availability.capacity-forecast';
const PROMISED = 99.9;

const UPTIME_MAPPING = {
  population: 'uptime',
  format: 'json',
  items: '/data/uptimes',
  fields: {
    service: { column: '/component/name' },
    from: { column: 'range_start', dates: { format: 'iso' } },
    to: { column: 'range_end', dates: { format: 'iso' } },
    percent: { column: 'uptime_percentage' },
    promisedPercent: { column: '/component/target' },
  },
} as const;

/** The share of each month for which the status page saw each service answer. */
function uptimeOf(company: Company, plants: Plants): FileSource {
  const random = company.random(UPTIME);
  const services = [
    'API',
    'Web console',
    'Imports',
    ...Array.from({ length: sized(company, 1) - 1 }, (_, place) => `Region ${place + 2}`),
  ];
  const percents = new Map<string, number | null>([
    ['API 6', 99.71],
    ['Imports 9', PROMISED],
    ['Web console 4', null],
  ]);
  const measured = company.months.flatMap(({ first, last }, month) =>
    services.flatMap((service) => {
      if (service === 'Imports' && month === UNMEASURED) return [];
      const told = percents.get(`${service} ${month}`);
      const percent = told === undefined ? random.int(99_905, 100_000) / 1_000 : told;
      const from = isoOf(company.at(first, 0));
      const key = `${service}@${from}`;
      if (percent === null) plants.unknown(KEPT, key, 'The status page moved that month, and measured nothing.');
      else if (percent < PROMISED)
        plants.deviation(KEPT, key, `Available for ${percent} % of the month; ${PROMISED} % was promised.`);
      else if (percent === PROMISED) plants.trap(KEPT, key, 'pass', 'Available for exactly as much as was promised.');
      if (service === 'Imports' && month === UNMEASURED - 1)
        plants.deviation(KEPT, key, 'Nobody measured the month after it.');
      return [
        {
          range_start: from,
          range_end: isoOf(company.at(last + 1, 0) - 1),
          uptime_percentage: percent,
          component: { name: service, target: PROMISED },
        },
      ];
    }),
  );
  const bytes = () => jsonOf({ data: { uptimes: measured } });
  return eventsOf(company, { id: UPTIME, file: 'status-page-uptime.json', mapping: UPTIME_MAPPING, bytes });
}

const COLUMNS = ['Review', 'Date', 'By', 'System', 'Forecast made', 'Thresholds exceeded', 'Changes started'] as const;
const CAPACITY_MAPPING = {
  population: 'capacity-review',
  format: 'xlsx',
  fields: {
    id: { column: 'Review' },
    performedBy: { column: 'By', scheme: 'email' },
    performedAt: { column: 'Date', dates: { format: 'yyyy-MM-dd', zone: 'Europe/Berlin' } },
    forecast: { column: 'Forecast made' },
    thresholdsExceeded: { column: 'Thresholds exceeded' },
    actions: { column: 'Changes started' },
  },
} as const;

/** A workbook that operations fills in each quarter. */
function capacityOf(company: Company, plants: Plants): FileSource {
  const random = company.random(CAPACITY);
  const lines: Line[] = [];
  const add = (month: number, system: string, over: Line = {}): string => {
    const day = company.businessDayFrom((company.months[month]?.first ?? company.firstDay) + 13);
    const id = `CR-${dayText(day)}-${lines.length + 1}`;
    const exceeded = random.int(0, 2);
    lines.push({
      Review: id,
      Date: dayText(day),
      By: someoneOf(company, random, day, ['operations', 'engineering']).email,
      System: system,
      'Forecast made': true,
      'Thresholds exceeded': exceeded,
      'Changes started': exceeded === 0 ? 0 : exceeded + random.int(0, 2),
      ...over,
    });
    return id;
  };
  const systems = [
    'database',
    'workers',
    'storage',
    ...Array.from({ length: sized(company, 1) - 1 }, (_, place) => `cluster ${place + 1}`),
  ];
  for (let month = 1; month < 14; month += 3) for (const system of systems) add(month, system);
  plants.deviation(FORECAST, add(4, 'search', { 'Forecast made': false }), 'It looked back, and forecast nothing.');
  plants.deviation(
    FORECAST,
    add(7, 'search', { 'Thresholds exceeded': 2, 'Changes started': 0 }),
    'Two thresholds were exceeded, and nothing was started.',
  );
  const calm = add(10, 'search', { 'Thresholds exceeded': 0, 'Changes started': null });
  plants.trap(FORECAST, calm, 'pass', 'Nothing was exceeded, so that nothing had to be started.');
  plants.unknown(
    FORECAST,
    add(13, 'search', { 'Thresholds exceeded': 1, 'Changes started': null }),
    'A threshold was exceeded, and the cell for what was started is empty.',
  );
  const bytes = () => xlsxOf('Capacity', COLUMNS, lines);
  return eventsOf(company, { id: CAPACITY, file: 'capacity-reviews.xlsx', mapping: CAPACITY_MAPPING, bytes });
}

/** How much the services were there, and whether they will be. */
export const availability: MakeSection = (company) => {
  const plants = [new Plants(UPTIME), new Plants(CAPACITY)] as const;
  const sources = [uptimeOf(company, plants[0]), capacityOf(company, plants[1])];
  return { name: 'availability', sources, planted: plants.flatMap(({ all }) => all) };
};
