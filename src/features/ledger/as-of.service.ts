import { DomainError } from '#/core/errors.ts';
import { grouped } from '#/core/grouped.ts';
import { HOUR, type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import type { Tx } from '#/platform/db/database.ts';
import { entriesFrom } from './entries.store.ts';
import type { Ledger } from './service.ts';

/** A moment of a log: what it held is what stands before the position, and what was in force is of the instant. */
export interface Moment {
  readonly instant: Instant;
  readonly position: number;
}

export interface Timing {
  readonly ledger: Ledger;
  readonly chance: Pick<Chance, 'now'>;
  /** In which days are meant. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

/**
 * As of means as of a log position: a day maps to the last position received on it, an instant to the last at or before
 * it, and a position says itself how long the log was.
 */
export async function momentIn(
  tx: Tx,
  { ledger, chance, zoneOf }: Timing,
  wanted: string | undefined,
): Promise<Moment> {
  const now = chance.now();
  if (wanted === undefined) return { instant: now, position: await ledger.size(tx) };
  if (/^\d{1,15}$/.test(wanted)) return atPosition(tx, { ledger, now }, Number(wanted));
  const meant = await meantBy(tx, zoneOf, wanted);
  if (meant === undefined)
    throw refused('not a day (2026-03-03), an instant (2026-03-03T10:00:00Z) or a position of the log (1204)');
  // what lasts until later, as today does, is as of now
  if (meant.first > now) throw refused('it has not come yet, and the log can say nothing of it; left out, it is now');
  if (meant.last >= now) return { instant: now, position: await ledger.size(tx) };
  const then = Math.max(0, meant.last); // no log is older than 1970, and the database knows no year 0
  return { instant: then, position: await ledger.sizeAt(tx, then) };
}

/** No day is longer: those on which a clock of Antarctica goes back by two hours. */
const LONGEST_DAY = 26 * HOUR;
/** In all zones of these decades days begin on a quarter of an hour. */
const BETWEEN_DAYS = 15 * MINUTE;

/** The first and the last instant of what is meant: a day, or a moment with the day that it may end. */
async function meantBy(tx: Tx, zoneOf: Timing['zoneOf'], wanted: string) {
  const day = parseDay(wanted);
  if (day !== null) {
    const zone = zoneNamed(await zoneOf(tx));
    return { first: zone.startOf(day), last: zone.startOf(day + 1) - 1 };
  }
  const moment = parseMoment(wanted);
  if (moment === null) return undefined;
  const { earliest, latest } = moment;
  return { first: earliest === latest && endsDay(latest) ? latest + 1 - LONGEST_DAY : earliest, last: latest };
}

/**
 * May an instant be the last one of a day somewhere? So does the console name today, in the zone of an examination.
 * Any other that is ahead has not come: nobody's clock is asked but ours.
 */
const endsDay = (instant: Instant): boolean => (instant + 1) % BETWEEN_DAYS === 0;

const refused = (because: string): DomainError => new DomainError('input_invalid', { where: 'asOf', because });

/** The same for a list: of now it takes everything, and need not ask how long the log is. */
export const listedMoment = (tx: Tx, timing: Timing, wanted: string | undefined): Promise<Moment> =>
  wanted === undefined
    ? Promise.resolve({ instant: timing.chance.now(), position: Number.MAX_SAFE_INTEGER })
    : momentIn(tx, timing, wanted);

async function atPosition(
  tx: Tx,
  { ledger, now }: { readonly ledger: Ledger; readonly now: Instant },
  wanted: number,
): Promise<Moment> {
  const size = await ledger.size(tx);
  if (wanted > size) throw refused(`the log has no more than ${grouped(size)} entries; left out, it is now`);
  if (wanted === size) return { instant: now, position: size };
  const [last] = wanted === 0 ? [] : await entriesFrom(tx, wanted - 1, 1); // when the log became so long
  return { instant: Math.min(now, last?.received ?? 0), position: wanted };
}
