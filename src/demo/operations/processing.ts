import { DAY, HOUR, type Instant, MINUTE } from '#/core/time/instant.ts';
import { type Company, dayText, isoOf } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { type Line, ndjsonOf, tsvOf } from './bytes.ts';
import { eventsOf, Plants, sized } from './export.ts';

const RUNS = 'billing-runs';
const RECONCILED = 'reconciliations';
const CORRECTED = 'processing.failures-corrected';
const RESOLVED = 'processing.differences-resolved';
/** The company's target, which the library leaves open. */
const HOURS = 8;

const RUN_MAPPING = {
  population: 'processing-run',
  format: 'ndjson',
  fields: {
    id: { column: 'run' },
    job: { column: 'job' },
    startedAt: { column: 'started', dates: { format: 'epoch-milliseconds' } },
    endedAt: { column: 'ended', dates: { format: 'epoch-milliseconds' }, empty: 'none' },
    result: { column: 'state', values: { done: 'success', failed: 'failure', active: 'running' } },
    received: { column: '/counts/in' },
    processed: { column: '/counts/out' },
    rejected: { column: '/counts/rejected' },
    correctedAt: { column: 'corrected', dates: { format: 'epoch-milliseconds' }, empty: 'none' },
  },
} as const;

interface Run {
  readonly run: string;
  readonly job: string;
  readonly started: Instant;
  /** Null where the runner itself died. */
  readonly ended: Instant | null;
  /** Null where the runner does not know. */
  readonly state: string | null;
  readonly counts: { readonly in: number; readonly out: number; readonly rejected: number };
  readonly corrected: Instant | null;
}

/** What the runner of jobs wrote of each run, a line each. */
function runsOf(company: Company, plants: Plants): readonly Run[] {
  const random = company.random(RUNS);
  const jobs = [
    'invoices',
    'usage-import',
    ...Array.from({ length: sized(company, 1) - 1 }, (_, place) => `region-${place + 1}`),
  ];
  const runs: Run[] = [];
  const add = (job: string, started: Instant, over: Partial<Run> = {}): string => {
    const run = `${job}/${dayText(company.dayOf(started))}-${runs.length + 1}`;
    const received = random.int(800, 9_000);
    const rejected = random.int(0, 4);
    const counts = { in: received, out: received - rejected, rejected };
    runs.push({
      run,
      job,
      started,
      ended: started + random.int(3, 50) * MINUTE,
      state: 'done',
      counts,
      corrected: null,
      ...over,
    });
    return run;
  };
  for (let day = company.firstDay; day <= company.lastDay; day += 1)
    for (const job of jobs) add(job, company.at(day, 4, random.int(0, 20)));
  plantRuns(company, plants, (run) => add('invoices', run.started, run));
  return runs.toSorted((a, b) => a.started - b.started);
}

type Begun = Partial<Run> & { readonly started: Instant };

function plantRuns(company: Company, plants: Plants, plant: (run: Begun) => string): void {
  const days = company.lastDay - company.firstDay;
  const failed = (share: number, took: number, afterwards: number | null): Begun => {
    const started = company.at(company.firstDay + Math.floor(share * days), 5, 0);
    const ended = started + took * MINUTE;
    return { started, ended, state: 'failed', corrected: afterwards === null ? null : ended + afterwards };
  };
  plants.deviation(CORRECTED, plant(failed(0.35, 9, 12 * HOUR)), 'Corrected twelve hours after it failed.');
  plants.deviation(CORRECTED, plant(failed(0.52, 4, null)), 'It failed, and nobody corrected it.');
  plants.trap(
    CORRECTED,
    plant(failed(0.6, 7, HOURS * HOUR)),
    'pass',
    'Corrected at the last instant of the eight hours.',
  );
  plants.trap(
    CORRECTED,
    plant({ ...failed(0.66, 31, null), state: 'done' }),
    'not-applicable',
    'It succeeded, so that there was nothing to correct.',
  );
  const dead = failed(0.71, 0, 10 * HOUR);
  plants.unknown(
    CORRECTED,
    plant({ ...dead, ended: null }),
    'The runner died, so that nobody knows when within ten hours it failed.',
  );
  const lost = failed(0.8, 14, null);
  plants.unknown(CORRECTED, plant({ ...lost, state: null }), 'The runner does not know how it ended.');
}

const COLUMNS = ['reconciliation', 'what', 'done by', 'performed', 'differences', 'resolved'] as const;
const RECONCILIATION_MAPPING = {
  population: 'reconciliation',
  format: 'tsv',
  fields: {
    id: { column: 'reconciliation' },
    function: { column: 'what' },
    performedBy: { column: 'done by', scheme: 'bot' },
    performedAt: { column: 'performed', dates: { format: 'iso' } },
    differences: { column: 'differences' },
    resolvedAt: { column: 'resolved', dates: { format: 'iso' }, empty: 'none' },
  },
} as const;

/** Usage against invoices, each Monday. */
function reconciliationsOf(company: Company, plants: Plants): readonly Line[] {
  const random = company.random(RECONCILED);
  const lines: Line[] = [];
  const add = (what: string, at: Instant, over: Line = {}): string => {
    const id = `rec-${String(lines.length + 1).padStart(4, '0')}`;
    const differences = random.chance(0.3) ? random.int(1, 9) : 0;
    const resolved = differences === 0 ? null : isoOf(at + random.int(2, 60) * HOUR);
    lines.push({
      reconciliation: id,
      what,
      'done by': 'ledger-compare',
      performed: isoOf(at),
      differences,
      resolved,
      ...over,
    });
    return id;
  };
  const mondays = company.businessDays(company.firstDay, company.lastDay - 4).filter((day) => (day + 3) % 7 === 0);
  for (const day of mondays)
    for (let place = 0; place < sized(company, 2); place += 1)
      add(
        place === 0 ? 'usage against invoices' : `invoices against payments ${place}`,
        company.at(day, 7, place % 60),
      );
  const at = (share: number): Instant =>
    company.at(company.firstDay + Math.floor(share * (company.lastDay - company.firstDay - 80)), 11);
  plants.deviation(
    RESOLVED,
    add('usage against invoices', at(0.4), { differences: 3, resolved: null }),
    'Three differences that nobody resolved.',
  );
  const slow = add('usage against invoices', at(0.6), { differences: 7, resolved: isoOf(at(0.6) + 63 * DAY) });
  plants.trap(RESOLVED, slow, 'pass', 'Resolved after nine weeks; the control gives no time for it.');
  const none = add('usage against invoices', at(0.7), { differences: 0, resolved: null });
  plants.trap(RESOLVED, none, 'pass', 'Nothing was resolved, because nothing differed.');
  plants.unknown(
    RESOLVED,
    add('usage against invoices', at(0.8), { differences: null, resolved: null }),
    'The comparison broke off, and did not say what it had found.',
  );
  return lines.toSorted((a, b) => (String(a['performed']) < String(b['performed']) ? -1 : 1));
}

/** What processes the data of customers, and what compares its results. */
export const processing: MakeSection = (company) => {
  const plants = [new Plants(RUNS), new Plants(RECONCILED)] as const;
  const runs = runsOf(company, plants[0]);
  const reconciliations = reconciliationsOf(company, plants[1]);
  return {
    name: 'processing',
    sources: [
      eventsOf(company, { id: RUNS, file: 'billing-runs.ndjson', mapping: RUN_MAPPING, bytes: () => ndjsonOf(runs) }),
      eventsOf(company, {
        id: RECONCILED,
        file: 'reconciliations.tsv',
        mapping: RECONCILIATION_MAPPING,
        bytes: () => tsvOf(COLUMNS, reconciliations),
      }),
    ],
    planted: plants.flatMap(({ all }) => all),
    limits: [{ control: 'processing-error-handling', parameters: { hours: HOURS } }],
  };
};
