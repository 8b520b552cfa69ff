import type { Day } from '#/core/time/zone.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '#/core/time/instant.ts';
import { type Company, dayText, type Random } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { jsonOf } from './bytes.ts';
import { Plants, sized } from './export.ts';

const ID = 'pgbackrest';
/** A catalogue lists what is kept: the last so many days. */
const KEPT_DAYS = 45;
const AES = 'aes-256-cbc';

interface Backup {
  readonly system: string;
  readonly type: 'full' | 'diff';
  readonly label: string;
  readonly start: Instant;
  readonly stop: Instant;
  readonly bytes: number;
  readonly repository: 1 | 2;
  /** Null: the version that wrote it does not say. */
  readonly error: boolean | null;
}

/** `20260303-020000F`, and for what builds on it `20260301-020000F_20260303-020000D`. */
const labelOf = (company: Company, start: Instant): string => {
  const day = company.dayOf(start);
  const minutes = Math.round((start - company.at(day, 0)) / MINUTE);
  const clock = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
  return `${dayText(day).replaceAll('-', '')}-${clock}00`;
};

interface Run {
  readonly system: string;
  readonly start: Instant;
  /** The full backup on which it builds; without one it is full itself. */
  readonly on?: string;
  readonly bytes: number;
  readonly over?: Partial<Backup>;
}

function run(company: Company, random: Random, { system, start, on, bytes, over }: Run): Backup {
  const label = labelOf(company, start);
  return {
    system,
    type: on === undefined ? 'full' : 'diff',
    label: on === undefined ? `${label}F` : `${on}_${label}D`,
    start,
    stop: start + random.int(20, 55) * MINUTE,
    bytes,
    repository: 1,
    error: false,
    ...over,
  };
}

/** What is not as in any other night: what a backup was instead, or that there was none. */
type Nights = ReadonlyMap<Day, Partial<Backup> | 'none'>;

/** Every night at two; in full on Sundays, on the first day, and after a full one that failed. */
function nightly(company: Company, system: string, odd: Nights): readonly Backup[] {
  const random = company.random(`${ID} ${system}`);
  const backups: Backup[] = [];
  let size = random.int(40, 90) * 1_000_000_000;
  let full: string | undefined;
  for (let day = company.firstDay; day <= company.lastDay + 1; day += 1) {
    const isSunday = (day + 3) % 7 === 6;
    size += random.int(10, 90) * 1_000_000;
    const on = isSunday ? undefined : full;
    const over = odd.get(day);
    if (over === 'none') continue;
    const backup = run(company, random, {
      system,
      start: company.at(day, 2),
      bytes: size,
      ...(on === undefined ? {} : { on }),
      ...(over === undefined ? {} : { over }),
    });
    if (backup.type === 'full') full = backup.label;
    backups.push(backup);
  }
  return backups;
}

const factOf = ({ type, label, start, stop, bytes, repository, error }: Backup) => ({
  archive: { start: null, stop: null },
  backrest: { format: 5, version: '2.54' },
  database: { id: 1, 'repo-key': repository },
  ...(error === null ? {} : { error, ...(error ? { 'error-list': [{ name: 'base/16384/2619' }] } : {}) }),
  info: { delta: bytes, repository: { delta: Math.round(bytes / 8), size: Math.round(bytes / 8) }, size: bytes },
  label,
  prior: null,
  reference: null,
  timestamp: { start: start / SECOND, stop: stop / SECOND },
  type,
});

/** One database, and what its repositories are encrypted with; what an old version wrote does not say. */
const stanzaOf = (name: string, backups: readonly Backup[]) => {
  const second = backups.some(({ repository }) => repository === 2);
  const silent = backups.some(({ error }) => error === null);
  const ciphers = {
    cipher: second ? 'mixed' : AES,
    repo: [
      { key: 1, cipher: AES, status: { code: 0, message: 'ok' } },
      ...(second ? [{ key: 2, cipher: 'none', status: { code: 0, message: 'ok' } }] : []),
    ],
  };
  return {
    backup: backups.map(factOf),
    ...(silent ? {} : ciphers),
    db: [{ id: 1, 'repo-key': 1, 'system-id': 6_970_977_677_138_971, version: '17' }],
    name,
    status: { code: 0, lock: { backup: { held: false } }, message: 'ok' },
  };
};

/** The catalogue of pgBackRest, exported once a month: what it still keeps, by database. */
export const backups: MakeSection = (company) => {
  const systems = [
    'orders',
    'accounts',
    ...Array.from({ length: sized(company, 1) }, (_, place) => `tenants-${place + 1}`),
  ];
  const plants = new Plants(ID);
  const day = (share: number): Day =>
    company.businessDayFrom(company.firstDay + Math.floor(share * (company.lastDay - company.firstDay)));
  const odd = new Map<string, Nights>([
    ['orders', new Map([[day(0.4), { error: true }]])],
    ['accounts', new Map([[day(0.57), { error: true }]])],
    ['tenants-1', new Map([[day(0.73), 'none']])],
  ]);
  const all = systems.flatMap((system) => nightly(company, system, odd.get(system) ?? new Map()));
  leftOut(company, plants, { day, all });
  const more = planted(company, plants, { day, all });
  const files = company.looks.map((at) => {
    const kept = [...all, ...more].filter(
      ({ stop, start }) => stop < at && start >= company.at(company.dayOf(at) - KEPT_DAYS, 0),
    );
    const bySystem = Map.groupBy(kept, ({ system }) => system);
    return {
      at,
      bytes: () =>
        jsonOf(
          [...bySystem].map(([name, its]) =>
            stanzaOf(
              name,
              its.toSorted((a, b) => a.start - b.start),
            ),
          ),
        ),
    };
  });
  const source = {
    id: ID,
    file: 'pgbackrest-info.json',
    collector: 'pgbackrest',
    settings: {},
    deliveries: files,
  } as const;
  return { name: 'backups', sources: [source], planted: plants.all };
};

interface Planting {
  readonly day: (share: number) => Day;
  readonly all: readonly Backup[];
}

const keyOf = ({ system, label, repository }: Backup): string =>
  `${system}/${label}${repository === 2 ? '@repo2' : ''}`;

/** Of one system a night is left out, while all others have theirs. */
function leftOut(company: Company, plants: Plants, { day, all }: Planting): void {
  const before = all.find(({ system, start }) => system === 'tenants-1' && start === company.at(day(0.73) - 1, 2));
  if (before !== undefined)
    plants.deviation('backups.daily', keyOf(before), 'The night after it was left out, of this system alone.');
}

/** Backups beside the nightly ones: those that make a failure good, and those that nobody should have made so. */
function planted(company: Company, plants: Plants, { day, all }: Planting): readonly Backup[] {
  const random = company.random(`${ID} planted`);
  const failedOn = (system: string): Backup | undefined =>
    all.find((each) => each.system === system && each.error === true);
  const lost = failedOn('orders');
  const mended = failedOn('accounts');
  if (lost !== undefined)
    plants.deviation(
      'backups.succeeded',
      keyOf(lost),
      'Its pages failed their checksums, and no other was made that day.',
    );
  if (mended !== undefined)
    plants.trap('backups.succeeded', keyOf(mended), 'pass', 'It failed, and another was made before noon.');
  const again = run(company, random, {
    system: 'accounts',
    start: (mended?.start ?? 0) + 8 * HOUR,
    bytes: 61_000_000_000,
  });

  plants.trap('backups.daily', keyOf(again), 'pass', 'The second of its day, and the next night has one.');

  const copied = run(company, random, {
    system: 'orders',
    start: company.at(day(0.66), 15),
    bytes: 58_000_000_000,
    over: { repository: 2 },
  });
  plants.deviation('backups.encrypted', keyOf(copied), 'A copy for a migration, in a repository without encryption.');
  const broken = run(company, random, {
    system: 'orders',
    start: company.at(day(0.66) + 1, 15),
    bytes: 58_000_000_000,
    over: { repository: 2, error: true },
  });
  plants.trap(
    'backups.encrypted',
    keyOf(broken),
    'not-applicable',
    'It failed, so that there is no copy that could be read.',
  );
  plants.trap('backups.succeeded', keyOf(broken), 'pass', 'It failed, and the nightly one of that day had succeeded.');

  const legacy = run(company, random, {
    system: 'legacy-reports',
    start: company.at(company.firstDay + 20, 3),
    bytes: 9_000_000_000,
    over: { error: null },
  });
  plants.unknown(
    'backups.succeeded',
    keyOf(legacy),
    'An old version wrote it, which does not say whether its pages are whole.',
  );
  plants.unknown('backups.encrypted', keyOf(legacy), 'Nor does it say how it is encrypted.');
  plants.unknown('backups.daily', keyOf(legacy), 'Nothing later was read of it, and nobody said that it is gone.');
  return [again, copied, broken, legacy];
}
