import { type Actor, BOT_SCHEME, bot, person, UNNAMED } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';

type Change = Item<'change'>;

/**
 * Does what a rule says of a change hang on approvals that somebody stated, and nobody recorded? Who is who is taken
 * from the handles: of one record they are of one kind, and an approver nobody knows has not made it pass.
 */
export function hangsOnStated(recorded: Readonly<Record<string, unknown>>, says: (change: Change) => string): boolean {
  const approvals = recorded['approvals'] as readonly Recorded[] | null | undefined;
  if (approvals?.some(({ grade }) => grade === 'stated') !== true) return false;
  const coauthors = recorded['coauthors'] as readonly Recorded[] | null | undefined;
  const change = {
    ...recorded,
    author: actorOf(recorded['author']),
    mergedBy: actorOf(recorded['mergedBy']),
    coauthors: coauthors?.map(named),
    approvals: approvals.map(named),
  } as unknown as Change;
  const proven = change.approvals?.filter(({ grade }) => grade === 'platform');
  return says(change) !== says({ ...change, approvals: proven });
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
