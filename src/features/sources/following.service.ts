import { DomainError } from '#/core/errors.ts';
import { mappedIn } from '#/core/handed-in.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { SourcesDeps } from './collect.service.ts';
import { followerOf, sourceRow } from './store.ts';

/** What a source brings: a file one kind, which its mapping names; any other all that its collector can. */
export function populationsBy(settings: unknown, all: readonly PopulationName[]): PopulationName[] {
  const mapped = all.filter((each) => each === mappedIn(settings));
  return mapped.length > 0 ? mapped : [...all];
}

interface Following {
  readonly follows: string;
  readonly reference: boolean;
  readonly populations: readonly PopulationName[];
}

/** Throws where a new source cannot take up from another one. That this one is new makes a circle impossible. */
export async function mustBeFollowed(
  { collectors }: Pick<SourcesDeps, 'collectors'>,
  tx: Tx,
  { follows, reference, populations }: Following,
): Promise<void> {
  const before = await sourceRow(tx, follows);
  if (before === undefined) throw new DomainError('not_found', { what: 'source', id: follows });
  const refuse = (because: string): never => {
    throw new DomainError('source_not_followed', { id: follows, because });
  };
  if (reference || before.reference) refuse('what is kept for comparison only is in no line of sources');
  const other = await followerOf(tx, follows);
  if (other !== undefined) refuse(`"${other.id}" follows it already`);
  const known = populationsBy(before.settings, (await collectors()).get(before.collector)?.populations ?? []);
  if (!populations.some((each) => known.includes(each)))
    refuse(`it tells of ${known.join(', ')}, and the new one of ${populations.join(', ')}`);
}
