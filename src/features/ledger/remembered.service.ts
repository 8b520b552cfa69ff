import type { Ledger } from './service.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';

/** For so long, in milliseconds, a reading is given again. It says its instant; what falls due meanwhile shows in the next. */
const HOLDS = 10_000;
/** So many are remembered, the ones asked for last. */
const MOST = 64;

interface Reading {
  readonly position: number;
  readonly instant: Instant;
  readonly given: Promise<object>;
}

export type Remember = <T extends object>(
  org: string,
  asked: { readonly [name: string]: Json | undefined },
  work: () => Promise<T>,
) => Promise<T>;

/**
 * Gives a reading again for as long as the log has not grown, to whoever asks meanwhile and a short while after: many
 * open the same page in the morning, and everything that a reading is made from is in the log. Readings are frozen, so
 * that they are put into words once.
 */
export function remembering({ ledger, chance }: { readonly ledger: Ledger; readonly chance: Chance }): Remember {
  const readings = new Map<string, Reading>();
  return async <T extends object>(org: string, asked: object, work: () => Promise<T>): Promise<T> => {
    const name = canonicalJson([org, asked] as unknown as Json);
    const position = await ledger.sizeNow(org);
    const known = readings.get(name);
    if (known !== undefined && holds(known, position, chance.now())) return known.given as Promise<T>;
    const given = work().then((made) => Object.freeze(made));
    readings.delete(name);
    readings.set(name, { position, instant: chance.now(), given });
    for (const other of [...readings.keys()].slice(0, -MOST)) readings.delete(other);
    for (const [other, { instant }] of readings) if (!isFresh(instant, chance.now())) readings.delete(other);
    given.catch(() => {
      if (readings.get(name)?.given === given) readings.delete(name); // whoever asks next tries again
    });
    return given;
  };
}

const holds = (reading: Reading, position: number, now: Instant): boolean =>
  reading.position === position && isFresh(reading.instant, now);

const isFresh = (instant: Instant, now: Instant): boolean => now >= instant && now - instant < HOLDS;
