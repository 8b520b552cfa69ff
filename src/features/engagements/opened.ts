import type { Instant } from '#/core/time/instant.ts';
import { daysOf, type Engagement, parsedEngagement, zoneIn } from './definition.ts';

/** One version of an engagement, as it was sealed. */
export interface SealedEngagement {
  readonly position: number;
  readonly received: Instant;
  readonly definition: unknown;
}

/** An engagement as the log had it, and when it had it first and last. */
export interface Opened {
  readonly id: string;
  readonly engagement: Engagement;
  readonly opened: Instant;
  readonly changed: Instant;
  /** Itself as it was each time that it was sealed, oldest first. */
  readonly versions: readonly SealedEngagement[];
  readonly position: number;
}

/** What its versions make of it, oldest first. Throws `input_invalid` where one is no engagement. */
export const openedAs = (id: string, versions: readonly SealedEngagement[]): Opened => ({
  id,
  engagement: parsedEngagement(versions.at(-1)?.definition),
  opened: versions[0]?.received ?? 0,
  changed: versions.at(-1)?.received ?? 0,
  versions,
  position: versions.at(-1)?.position ?? -1,
});

/** An engagement as a reader of a status sees it. */
export const shownEngagement = ({ id, engagement, opened, changed, versions }: Opened) => ({
  id,
  name: engagement.name,
  type: engagement.examination.type,
  ...daysOf(engagement),
  zone: zoneIn(engagement),
  opened,
  changed,
  before: shownBefore(versions),
  categories: [...engagement.categories],
});

/** Days, categories and criteria left out that a later version replaced, where it differs in them, and when that was sealed. */
export function shownBefore(versions: Opened['versions']) {
  const scopes = versions.map(({ definition, received }) => ({ ...scopeOf(parsedEngagement(definition)), received }));
  return scopes.flatMap(({ received: _, ...was }, at) => {
    const next = scopes[at + 1];
    return next === undefined || isSameScope(was, next) ? [] : [{ ...was, until: next.received }];
  });
}

const scopeOf = (engagement: Engagement) => ({
  ...daysOf(engagement),
  categories: [...engagement.categories],
  notRelevant: Object.keys(engagement.notRelevant).sort(),
});
type Scope = ReturnType<typeof scopeOf>;
const isSameScope = (one: Scope, other: Scope): boolean =>
  one.first === other.first &&
  one.last === other.last &&
  one.notRelevant.join() === other.notRelevant.join() &&
  one.categories.toSorted().join() === other.categories.toSorted().join();
