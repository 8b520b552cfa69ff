import { samePerson } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { type Answer, type Moment, notAfter } from '#/core/time/moment.ts';

export type Change = Pick<
  Item<'change'>,
  'author' | 'coauthors' | 'approvals' | 'headRevision' | 'revision' | 'mergedAt'
>;
type Approval = NonNullable<Item<'change'>['approvals']>[number];

/** Whether somebody other than the author stands behind the revision that was merged. */
export type Approved =
  | { readonly kind: 'approved'; readonly at: Moment }
  | { readonly kind: 'not approved'; readonly because: string }
  | { readonly kind: 'unclear'; readonly because: string };

const notApproved = (because: string): Approved => ({ kind: 'not approved', because });
const unclear = (because: string): Approved => ({ kind: 'unclear', because });

/**
 * Approved means: a resolved person other than the author approved the merged revision by `limit`, and did not
 * withdraw by then. Of what one person said, the last word counts.
 */
export function approvedBy(change: Change, limit: Moment): Approved {
  const { approvals } = change;
  if (approvals === undefined) return unclear('the source does not say who approved it');
  let best: Approved = notApproved(
    approvals.length === 0 ? 'nobody approved it' : 'nobody approved it and stood by it',
  );
  for (let place = 0; place < approvals.length; place += 1) {
    const word = wordAt(change, place, limit);
    if (word === null) continue;
    if (word.kind === 'approved') return word;
    if (best.kind === 'not approved') best = word;
  }
  return best;
}

/** What one word of a reviewer amounts to; null where it is none in favor, or was taken back in time. */
function wordAt(change: Change, place: number, limit: Moment): Approved | null {
  const { approvals = [] } = change;
  const approval = approvals[place];
  if (approval === undefined || approval.state === 'changes-requested') return null;
  const back = takenBack(approvals, place, limit);
  if (back === 'yes') return null;
  if (approval.state === 'withdrawn') return withdrawn(change, place, limit);
  const word = weigh(change, approval, limit);
  return back === 'unclear' && word.kind === 'approved' ? unclear(WITHDRAWN) : word;
}

const WITHDRAWN = 'what was said for it was withdrawn, and the source does not say whether only afterwards';

/**
 * A source may show a review that was withdrawn in place of the approval that it was, as GitHub does: where that may
 * have been after the limit, nobody knows whether there was an approval at it.
 */
function withdrawn(change: Change, place: number, limit: Moment): Approved | null {
  const { approvals = [] } = change;
  const approval = approvals[place];
  if (approval === undefined || (approval.at !== undefined && notAfter(approval.at, limit) === 'yes')) return null;
  const { by } = approval;
  if (approvals.slice(0, place).some((earlier) => sameVoice(earlier.by, by))) return null;
  const against = doesNotCount(change, { ...approval, at: undefined }, limit);
  return against === null ? unclear(WITHDRAWN) : notApproved(against);
}

function takenBack(approvals: readonly Approval[], place: number, limit: Moment): Answer {
  const by = approvals[place]?.by;
  if (by === undefined) return 'no';
  const answers = approvals
    .slice(place + 1)
    .filter((later) => sameVoice(later.by, by) && later.state !== 'approved')
    .map((later) => (later.at === undefined ? 'unclear' : notAfter(later.at, limit)));
  return answers.includes('yes') ? 'yes' : answers.includes('unclear') ? 'unclear' : 'no';
}

/** Are both the same person, or the same handle of somebody unknown? */
export const sameVoice = (a: Approval['by'], b: Approval['by']): boolean =>
  samePerson(a, b) || (a.kind === 'unresolved' && b.kind === 'unresolved' && a.handle === b.handle);

function weigh(change: Change, approval: Approval, limit: Moment): Approved {
  const against = doesNotCount(change, approval, limit);
  if (against !== null) return notApproved(against);
  const open = cannotBeTold(change, approval, limit);
  return open !== null || approval.at === undefined ? unclear(open ?? NO_TIME) : { kind: 'approved', at: approval.at };
}

const NO_TIME = 'the source does not say exactly when it was approved';

function doesNotCount(change: Change, { by, at, revision: seen }: Approval, limit: Moment): string | null {
  const { author, coauthors, revision } = change;
  if (by.kind === 'bot') return 'only a machine approved it';
  if (samePerson(by, author)) return 'only its author approved it';
  if (coauthors?.some((coauthor) => samePerson(coauthor.by, by)) === true)
    return 'only people who wrote a part of it approved it';
  const merged = mergedRevision(change);
  if (seen !== undefined && merged !== undefined && seen !== merged && seen !== revision)
    return 'it changed after it was approved';
  return at !== undefined && notAfter(at, limit) === 'no' ? 'it was approved too late' : null;
}

function cannotBeTold(change: Change, { by, at, revision: seen }: Approval, limit: Moment): string | null {
  const { kind } = change.author;
  if (by.kind !== 'person') return 'it was approved by somebody who is not known to be a person of the company';
  if (kind === 'unresolved' || kind === 'unnamed') return 'its author is not known, and may be the one who approved it';
  if (seen === undefined || mergedRevision(change) === undefined)
    return 'the source does not say which revision was approved';
  return at === undefined || notAfter(at, limit) === 'unclear' ? NO_TIME : null;
}

/** What an approval must have seen: the head of the pull request, or the commit itself where there was none. */
const mergedRevision = ({ headRevision, revision }: Change): string | undefined =>
  headRevision === null ? revision : headRevision;
