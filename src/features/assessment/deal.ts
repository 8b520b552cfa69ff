import type { z } from 'zod';
import { addMonths, type Day, formatDay } from '#/core/time/zone.ts';
import type { Deal } from './contract.ts';
import { MONTHS, TIMELINE } from './ranges.ts';

type Read = z.output<typeof Deal>;
type Type = Read['type'];

/** When a type has to be begun for a day, by the longer end of its range and by the shorter. */
interface Start {
  readonly type: Type;
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly safe: Day;
  readonly latest: Day;
}

/** What to do for a report that is wanted by a day, by the ranges of one source. Never how an examination will end. */
export function dealOf(deal: Day, today: Day): Read {
  const starts = MONTHS.map((range) => ({
    ...range,
    safe: addMonths(deal, -range.most),
    latest: addMonths(deal, -range.least),
  }));
  return {
    ...verdictOf(starts, deal, today),
    types: starts.map((start) => ({
      type: start.type,
      safe: formatDay(start.safe),
      latest: formatDay(start.latest),
      says: rangeSays(start, today),
    })),
  };
}

function verdictOf([first, second]: readonly Start[], deal: Day, today: Day): Pick<Read, 'says' | 'type' | 'why'> {
  if (first === undefined || second === undefined) throw new Error('there is a range for each type');
  const by = formatDay(deal);
  if (today <= second.safe)
    return { type: second.type, says: safely(second, by, today), why: `a ${second.name} can be there by ${by}` };
  if (today <= second.latest)
    return {
      type: second.type,
      says: `For a ${second.name} report by ${by}, begin today, with a window of three months: it comes in time only by the shorter end of the range, and not where it is begun after ${onDay(second.latest, today)}. A ${first.name} is surer: start it by ${onDay(first.safe, today)}.`,
      why: `a ${second.name} can still be there by ${by}, by the shorter end of the range`,
    };
  const why = `a ${second.name} cannot be ready by ${by}`;
  const tooLong = `A ${second.name} cannot be ready by then: it takes ${second.least} months at the least.`;
  if (today <= first.safe) return { type: first.type, says: `${safely(first, by, today)} ${tooLong}`, why };
  if (today <= first.latest)
    return {
      type: first.type,
      says: `For a ${first.name} report by ${by}, begin today, and tell the customer that it may come later: it is in time only by the shorter end of the range, and not where it is begun after ${onDay(first.latest, today)}. ${tooLong}`,
      why,
    };
  const [soonest, longest] = [first.least, first.most].map((months) => formatDay(addMonths(today, months)));
  return {
    type: first.type,
    says: `No report can be ready by ${by}: a ${first.name}, which is the sooner, takes ${first.least} months at the least. Agree on another day (begun today, a ${first.name} is likely between ${soonest} and ${longest}), and until then offer what is true: an examination in preparation.`,
    why: `no report can be ready by ${by}, and a ${first.name} is the sooner`,
  };
}

const safely = ({ name, safe }: Start, by: string, today: Day): string =>
  `For a ${name} report by ${by}, start by ${onDay(safe, today)}.`;

const NEAR = 31;

/** A day, and how far away it is where that is soon. */
function onDay(day: Day, today: Day): string {
  const left = day - today;
  if (left > NEAR) return formatDay(day);
  const away = left < 0 ? 'gone by' : left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`;
  return `${formatDay(day)} (${away})`;
}

const rangeSays = ({ name, least, most, safe, latest }: Start, today: Day): string =>
  `${name} takes ${least} to ${most} months, says ${TIMELINE}: begun by ${onDay(safe, today)} by the longer end, by ${onDay(latest, today)} by the shorter.`;
