import { type Actor, BOT_SCHEME, bot, person, UNNAMED } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';

type Change = Item<'change'>;

/**
 * Does what a rule says of a change hang on approvals that somebody stated, and nobody recorded? Who is who is taken
 * from the handles: of one record they are of one kind, and an approver nobody knows has not made it pass.
 */
export function hangsOnStated(recorded: Fact, says: (change: Change) => string): boolean {
  const change = changeOf(recorded);
  const proven = provenIn(change);
  return proven !== change.approvals && says(change) !== says({ ...change, approvals: proven });
}

/**
 * The same of a rule that looks at who merged it, too. Only where a change was proposed somewhere does anybody record
 * who merged it there; of a commit alone it is its committer, whose name is what somebody typed.
 */
export function hangsOnStatedMerge(recorded: Fact, says: (change: Change) => string): boolean {
  const change = changeOf(recorded);
  const isTyped = (recorded['openedAt'] ?? null) === null;
  const proven = { ...change, approvals: provenIn(change), ...(isTyped ? { mergedBy: UNNAMED } : {}) };
  return says(change) !== says(proven);
}

type Fact = Readonly<Record<string, unknown>>;

function provenIn({ approvals }: Change): Change['approvals'] {
  const isStated = approvals?.some(({ grade }) => grade === 'stated') === true;
  return isStated ? approvals.filter(({ grade }) => grade === 'platform') : approvals;
}

function changeOf(recorded: Fact): Change {
  const lists = { approvals: recorded['approvals'], coauthors: recorded['coauthors'] };
  const { approvals, coauthors } = lists as { readonly [N in keyof typeof lists]?: readonly Recorded[] | null };
  return {
    ...recorded,
    author: actorOf(recorded['author']),
    mergedBy: actorOf(recorded['mergedBy']),
    coauthors: coauthors?.map(named),
    approvals: approvals?.map(named),
  } as unknown as Change;
}

interface Recorded {
  readonly by?: string;
  readonly grade?: string;
}

const named = ({ by, ...rest }: Recorded) => ({ ...rest, by: actorOf(by) });

function actorOf(handle: unknown): Actor {
  if (typeof handle !== 'string') return UNNAMED;
  return handle.startsWith(BOT_SCHEME) ? bot(handle) : person(handle);
}
