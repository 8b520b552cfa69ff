import { DAY, HOUR, type Instant } from '#/core/time/instant.ts';
import { formatDay, parseDay } from '#/core/time/zone.ts';
import { grantsEnding, markReminded } from './grant.store.ts';
import { companyIn } from '#/features/organization/index.ts';
import { dayOf, type GrantsDeps } from './ground.service.ts';
import { endingLetter } from './letters.ts';
import { AHEAD, isEnding } from './reading.ts';
import { firstViewSince, insertDay, lastDay, viewsBetween } from './view.store.ts';
import { digestOfViews } from './view.ts';
import { forgetVisits } from './visitor.store.ts';

/** After a day is over, so long may a view that began in it take until it is recorded. */
const GRACE = HOUR;
/** What was asked and never confirmed is kept so long. */
const UNCONFIRMED = 7 * DAY;

/** Seals what was read on each day (UTC) that is over. How many days. */
export async function sealViews(deps: GrantsDeps, org: string): Promise<number> {
  let days = 0;
  while (await sealNextDay(deps, org)) days += 1;
  return days;
}

const sealNextDay = (deps: GrantsDeps, org: string): Promise<boolean> =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const last = await lastDay(tx);
    const first = await firstViewSince(tx, last === null ? 0 : startOf(last) + DAY);
    if (first === null) return false;
    const from = Math.floor(first / DAY) * DAY;
    if (from + DAY + GRACE > deps.chance.now()) return false;
    const views = await viewsBetween(tx, from, from + DAY);
    const said = { day: formatDay(from / DAY), views: views.length, sha256: digestOfViews(views) };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'access-views', payload: { v: 1, ...said } }]);
    await insertDay(tx, org, { ...said, position: sealed?.position ?? -1 });
    return true;
  });

const startOf = (day: string): Instant => (parseDay(day) ?? 0) * DAY;

/** Tells readers, once, that their access ends soon. How many. */
export const remindOfEnds = (deps: GrantsDeps, org: string): Promise<number> =>
  deps.db.transaction(org, async (tx) => {
    const now = deps.chance.now();
    const ending = (await grantsEnding(tx, now, now + AHEAD)).filter((grant) => isEnding(grant, now));
    const { name, home } = await companyIn(deps, tx, org);
    for (const { id, email, expires } of ending) {
      await markReminded(tx, id);
      await deps.post(
        tx,
        org,
        endingLetter({ to: email, company: name, link: `${home}/access`, until: await dayOf(deps, tx, expires) }),
      );
    }
    return ending.length;
  });

/** What nobody needs any more. */
export const forgetOldVisits = ({ db, chance }: GrantsDeps, org: string): Promise<void> =>
  db.transaction(org, (tx) => forgetVisits(tx, chance.now(), chance.now() - UNCONFIRMED));
