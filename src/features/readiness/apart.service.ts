import { DAY } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { ApartList } from './apart.contract.ts';
import type { Listed, Page } from './apart.ts';
import { dueAfterWindow } from './due-after.service.ts';
import type { Facts, Ground } from './facts.service.ts';
import { lateArrivals } from './late-arrivals.service.ts';

/** Attached later than this after it occurred is said so. */
const LONG_AFTER_DAYS = 30;

/** A page of what belongs to a window and yet stands apart from it. What is kept is the page, however long the list is. */
export async function apartOf(
  ground: Ground,
  facts: Facts,
  ledger: Ledger,
  { list, ...page }: Page & { readonly list: ApartList },
): Promise<Listed> {
  switch (list) {
    case 'due-after-window':
      return dueAfterWindow(ground, facts, page);
    case 'late-arrivals':
      return lateArrivals(ground, facts, { ledger, page });
    case 'recorded-late':
      return recordedLate(ground, facts, page);
  }
}

/** What people attached long after it occurred. */
function recordedLate({ opened }: Ground, { attached }: Facts, { after, limit }: Page): Listed {
  const window = windowIn(opened.engagement);
  const late = attached.filter(({ occurred, received }) => {
    const at = parseMoment(occurred);
    const inWindow = at !== null && at.latest >= window.start && at.earliest < window.end;
    return inWindow && received - at.latest > LONG_AFTER_DAYS * DAY;
  });
  const items = late.slice(after, after + limit).map(({ id, control, purpose, occurred, received, person }) => ({
    item: id,
    population: null,
    check: null,
    controls: [control],
    occurred,
    due: null,
    received,
    because: `${person} attached it as ${purpose} more than ${LONG_AFTER_DAYS} days after it occurred`,
  }));
  return { count: late.length, items };
}

/** All lists, each with its first items. */
export async function apartFrom(ground: Ground, facts: Facts, ledger: Ledger, limit: number) {
  const first = (list: ApartList) => apartOf(ground, facts, ledger, { list, after: 0, limit });
  return {
    dueAfterWindow: copied(await first('due-after-window')),
    lateArrivals: copied(await first('late-arrivals')),
    recordedLate: copied(await first('recorded-late')),
  };
}

/** As an endpoint gives it. */
export const copied = ({ count, items }: Listed) => ({
  count,
  items: items.map(({ controls, ...item }) => ({ ...item, controls: [...controls] })),
});
