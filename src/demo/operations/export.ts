import type { MappingInput } from '#/collectors/file/mapping.ts';
import type { Check } from '#/checks/check.ts';
import { dayMoment, type Company, type Person, type Random } from '#/demo/company.ts';
import type { FileSource, Planted, StandsApart } from '#/demo/section.ts';
import type { Team } from '#/demo/staff.ts';
import type { Day } from '#/core/time/zone.ts';

interface Export {
  readonly id: string;
  readonly file: string;
  readonly mapping: MappingInput;
  readonly bytes: () => Uint8Array;
}

/** Who says that an export is whole; a role and not a name, because the ledger keeps it. */
const BY = 'operations lead';

/** A list of what happened in the fourteen months, exported on the morning after the last of them. */
export const eventsOf = (company: Company, { id, file, mapping, bytes }: Export): FileSource => ({
  id,
  file,
  collector: 'file',
  mapping,
  settings: {
    declared: { from: dayMoment(company, company.firstDay), to: dayMoment(company, company.lastDay), by: BY },
  },
  deliveries: [{ at: company.looks.at(-1) ?? company.end, bytes }],
});

/** Notes what is put in, as it is put in. */
export class Plants {
  readonly all: Planted[] = [];
  readonly standing: StandsApart[] = [];
  readonly #source: string;

  /** `source` is the id of the source whose items are planted. */
  constructor(source: string) {
    this.#source = source;
  }

  deviation(check: Check['id'], key: string, because: string): void {
    this.#add({ check, kind: 'deviation', outcome: 'deviation', because }, key);
  }

  unknown(check: Check['id'], key: string, because: string): void {
    this.#add({ check, kind: 'unknown', outcome: 'unknown', because }, key);
  }

  /** What looks like a deviation, and is none. */
  trap(check: Check['id'], key: string, outcome: 'pass' | 'pending' | 'not-applicable', because: string): void {
    this.#add({ check, kind: 'trap', outcome, because }, key);
  }

  /** It stands apart from the window, whatever else is planted with it. */
  apart(list: StandsApart['list'], key: string, because: string): void {
    this.standing.push({ list, item: `${this.#source}/${key}`, because });
  }

  #add(planted: Omit<Planted, 'item'>, key: string): void {
    this.all.push({ ...planted, item: `${this.#source}/${key}` });
  }
}

/** Somebody of a team who is there on a day; of any team where nobody of it is. */
export function someoneOf(company: Company, random: Random, day: Day, teams: readonly Team[]): Person {
  const there = company.staffOn(day);
  const able = there.filter(({ team }) => teams.includes(team));
  return random.pick(able.length === 0 ? there : able);
}

/** So many at scale 1; more, the larger the company is. */
export const sized = ({ scale }: Company, count: number): number => Math.max(1, Math.round(count * scale));

/** `2026-03-03 14:05`, as the clock on the wall shows it. */
export const wallTime = (day: string, hour: number, minute: number): string =>
  `${day} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** `03.03.2026`, as Germans write a day. */
export const germanDay = (day: string): string => day.split('-').toReversed().join('.');

/** A list of how things are, exported at each look. `made` makes the bytes of the look of a number. */
export const looksOf = (
  { looks }: Company,
  { id, file, mapping }: Omit<Export, 'bytes'>,
  made: (look: number) => Uint8Array,
): FileSource => ({
  id,
  file,
  collector: 'file',
  mapping,
  settings: { declared: { by: BY }, complete: true },
  deliveries: looks.map((at, look) => ({ at, bytes: () => made(look) })),
});
