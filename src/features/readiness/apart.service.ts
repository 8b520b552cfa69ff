import { canBeOpen, canBePending } from '#/checks/carried.ts';
import { CHECKS } from '#/checks/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { ApartList } from './apart.contract.ts';
import { type Found, type Listed, movedSince, type Page } from './apart.ts';
import { dueAfterWindow } from './due-after.service.ts';
import type { Facts, Ground } from './facts.service.ts';
import { listed } from './kept-lists.service.ts';
import { lateArrivals } from './late-arrivals.service.ts';
import { noLongerDeviating } from './no-longer.service.ts';
import { openBeforeWindow } from './open-before.service.ts';

/** Attached later than this after it occurred is said so. */
const LONG_AFTER_DAYS = 30;

/** Where an engagement stands, and how it is asked what stands apart from it. */
export interface Asking {
  readonly ground: Ground;
  readonly facts: Facts;
  readonly ledger: Ledger;
  /** Does whoever asks wait until everything is worked out, however long that takes? */
  readonly patient: boolean;
}

/** A Type I is as of a day: there is no window from which anything could stand apart. */
const NO_WINDOW: Listed = { count: 0, known: 0, neverRun: [], items: [], end: null };

/** A page of what belongs to a window and yet stands apart from it. */
export async function apartOf(asking: Asking, { list, ...page }: Page & { readonly list: ApartList }): Promise<Listed> {
  if (asking.ground.opened.engagement.examination.type === 'type-1') return NO_WINDOW;
  const found = await foundIn(asking, list, page);
  const neverRun = neverRunOf(asking, list, page);
  return { ...found, count: neverRun.length > 0 ? null : found.known, neverRun };
}

/** Checks that could put something in a list if they had run: what one says that is turned off nobody asks. */
function neverRunOf({ ground, facts }: Asking, list: ApartList, { control }: Page): readonly string[] {
  const isOfRuns =
    list === 'due-after-window' ||
    (list === 'open-before-window' && ground.asOf.instant >= windowIn(ground.opened.engagement).start);
  if (!isOfRuns) return [];
  const meant = facts.controls.filter(({ version: { id } }) => control === undefined || id === control);
  const never = new Set(
    meant.flatMap(({ facts: { checks } }) => checks.flatMap(({ id, enabled, run }) => (enabled && !run ? [id] : []))),
  );
  return CHECKS.filter(
    (check) => never.has(check.id) && (list === 'due-after-window' ? canBePending : canBeOpen)(check),
  ).map(({ id }) => id);
}

async function foundIn({ ground, facts, ledger, patient }: Asking, list: ApartList, page: Page): Promise<Found> {
  switch (list) {
    case 'open-before-window':
      return listed(ground, await openBeforeWindow(ground, facts), page, patient);
    case 'due-after-window':
      return listed(ground, await dueAfterWindow(ground, facts), page, patient);
    case 'late-arrivals':
      return listed(ground, await lateArrivals(ground, facts, ledger), page, patient);
    case 'no-longer-deviating':
      return listed(ground, await noLongerDeviating(ground, facts), page, patient);
    case 'recorded-late':
      return recordedLate(ground, facts, page);
  }
}

/** What people attached long after it occurred. */
function recordedLate({ opened }: Ground, { attached }: Facts, { after, limit, control: only }: Page): Found {
  const window = windowIn(opened.engagement);
  const late = attached.filter(({ control, occurred, received }) => {
    if (only !== undefined && control !== only) return false;
    const at = parseMoment(occurred);
    const inWindow = at !== null && at.latest >= window.start && at.earliest < window.end;
    return inWindow && received - at.latest > LONG_AFTER_DAYS * DAY;
  });
  const start = after?.of ?? 0;
  if (after !== null && late[start - 1]?.id !== after.item) throw movedSince();
  const items = late
    .slice(start, start + limit)
    .map(({ id, control, purpose, occurred, received, person, artifact }) => ({
      item: id,
      population: null,
      check: null,
      controls: [control],
      occurred,
      due: null,
      received,
      outcome: null,
      because: `${person} attached ${artifact?.name ?? 'it, which was erased since,'} as ${purpose} more than ${LONG_AFTER_DAYS} days after it occurred`,
    }));
  const of = start + items.length;
  const item = items.at(-1)?.item;
  return { known: late.length, items, end: item !== undefined && of < late.length ? { part: '', of, item } : null };
}

/** All lists, each with its first items. */
export async function apartFrom(asking: Asking, limit: number) {
  const first = (list: ApartList) => apartOf(asking, { list, after: null, limit });
  return {
    openBeforeWindow: copied(await first('open-before-window')),
    dueAfterWindow: copied(await first('due-after-window')),
    lateArrivals: copied(await first('late-arrivals')),
    recordedLate: copied(await first('recorded-late')),
    noLongerDeviating: copied(await first('no-longer-deviating')),
  };
}

/** As an endpoint gives it. */
export const copied = ({ neverRun, items, end: _, ...rest }: Listed) => ({
  ...rest,
  neverRun: [...neverRun],
  items: items.map(({ controls, ...item }) => ({ ...item, controls: [...controls] })),
});
