import type { Item, PopulationName } from '#/core/populations/index.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { at, earliestOf, type Moment, notAfter } from '#/core/time/moment.ts';
import { deviation, pass, pending, stillOpen, unknown, type Verdict } from '#/core/verdict.ts';
import { companion } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { ALL_EMPLOYMENTS, type Employment, OF_THE_PERSON, OWNED } from './employment.ts';

/** What is looked at beside a person to find when their access began. */
export const ACCESS = {
  accounts: companion('account', ['kind', 'createdAt'], OWNED),
  grants: companion('access-grant', ['grantedAt'], OF_THE_PERSON),
  employments: companion('person', ['startedOn', 'endedOn'], ALL_EMPLOYMENTS),
};

export interface Access {
  readonly accounts: readonly Pick<Item<'account'>, 'kind' | 'createdAt'>[];
  readonly grants: readonly Pick<Item<'access-grant'>, 'grantedAt'>[];
  readonly employments: readonly Employment[];
}

/** Something that must be done before somebody is given access. */
export interface Before {
  readonly what: string;
  readonly done: Moment | null | undefined;
  readonly startedOn: Moment;
  readonly asOf: Instant;
  /** Whose records tell of it, where not only those of the person do. */
  readonly population?: PopulationName;
}

/** When the access of an employment began. */
interface FirstAccess {
  readonly dated: Moment | null;
  /** There are accounts besides of which the source does not say since when. */
  readonly undated: boolean;
  /** There is access besides that an earlier employment left behind; whether and when it was given back is not said. */
  readonly inherited: boolean;
}

/**
 * Access begins with the first account that a person uses alone, or the first grant. Where a source does not say when
 * an account was made, or no access is known, what was done by the end of the first day was done before: nobody works
 * before their first day. What was done after it is unknown then.
 */
export function doneBeforeAccess(before: Before, access: Access): Verdict {
  const verdict = judged(before, firstAccess(access, null));
  if (verdict.outcome === 'pass' || before.done === undefined) return verdict;
  const earlier = access.employments.filter(({ startedOn }) => startedOn.latest < before.startedOn.earliest);
  return earlier.length === 0 ? verdict : judged(before, firstAccess(access, { startedOn: before.startedOn, earlier }));
}

function judged(
  { what, done, startedOn, asOf, population }: Before,
  { dated, undated, inherited }: FirstAccess,
): Verdict {
  if (done === undefined) return unknown(`the source does not say when ${what} was done`);
  if (dated !== null) {
    const from = earliestOf([startedOn, dated]) ?? startedOn;
    const recorded = population === undefined ? {} : { recorded: { population, from } };
    const verdict = doneBy({ what, done, deadline: dated, asOf, ...recorded });
    if (verdict.outcome !== 'pass' || !(undated || inherited)) return verdict;
  }
  if (done !== null && done.earliest <= asOf) {
    if (notAfter(done, at(startedOn.latest)) === 'yes') return pass();
    return unknown(
      undated || inherited
        ? `the source does not say whether access began before ${what} was done`
        : `no access is known to be theirs, so nothing shows that ${what} was done before it`,
    );
  }
  const until = done === null ? NEVER : done.earliest;
  if (undated) return stillOpen(deviation(`there is access, and ${what} was not done`, until));
  return inherited
    ? unknown(`they have been here before, and the source does not say whether they have access again`, until)
    : pending(`${what} is due before they are given access, and none is known`, until);
}

interface Return {
  readonly startedOn: Moment;
  readonly earlier: readonly Employment[];
}

function firstAccess({ accounts, grants }: Access, returned: Return | null): FirstAccess {
  const own = accounts.filter(({ kind }) => kind !== 'service' && kind !== 'shared');
  const dates = [...own.map(({ createdAt }) => createdAt), ...grants.map(({ grantedAt }) => grantedAt)];
  const known = dates.filter((date) => date !== undefined);
  const ofThis = known.filter((date) => returned === null || !isOfEarlier(date, returned));
  return {
    dated: earliestOf(ofThis),
    undated: known.length < dates.length && returned === null,
    inherited: ofThis.length < known.length || (known.length < dates.length && returned !== null),
  };
}

function isOfEarlier(date: Moment, { startedOn, earlier }: Return): boolean {
  return (
    date.earliest < startedOn.earliest &&
    earlier.some(({ endedOn }) => endedOn === null || endedOn === undefined || date.earliest <= endedOn.latest)
  );
}
