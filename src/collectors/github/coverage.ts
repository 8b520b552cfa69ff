import type { Accounted } from '#/collectors/collector.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Ended } from './changes.ts';
import type { Pass, Tally } from './cursor.ts';
import type { Settings } from './settings.ts';

const MOST_NAMED = 50;

/** Adds a sentence once, because a reading that goes on may say it again; of very many, only the first are kept. */
const withSentence = (sentences: readonly string[], sentence: string): string[] =>
  sentences.length < MOST_NAMED && !sentences.includes(sentence) ? [...sentences, sentence] : [...sentences];

export const withHole = (tally: Tally, hole: string): Tally => ({ ...tally, holes: withSentence(tally.holes, hole) });

export const withNote = (tally: Tally, note: string): Tally => ({ ...tally, notes: withSentence(tally.notes, note) });

/** What the changes of one more repository add. */
export function withChanges(tally: Tally, { interval, ours, source, pushed, hole, notes }: Ended): Tally {
  const added = {
    ...tally,
    from: Math.min(tally.from ?? interval.from, interval.from),
    ours: tally.ours + ours,
    source: source === null || tally.source === null ? null : tally.source + source,
    pushed: tally.pushed + pushed,
  };
  const noted = notes.reduce(withNote, added);
  return hole === null ? noted : withHole(noted, hole);
}

/**
 * What a pass accounts for, for all repositories together: one of them that could not be read leaves the whole open,
 * because what it would have told is a part of the population. The next pass that reads it goes back to where it was
 * left.
 */
export function accountForChanges({ to, changes }: Pass, settings: Settings): Accounted {
  const { source, ours, pushed, holes } = changes;
  return {
    population: 'change',
    kind: holes.length > 0 ? 'none' : source === null ? 'contiguous' : 'counted',
    from: changes.from ?? to,
    to,
    query: {
      ...scope(settings),
      pulls: 'merged into the default branch',
      commits: 'first parents',
      since: settings.since,
    },
    sourceCount: source,
    ourCount: ours,
    rejected: 0,
    note: noteOf(changes, [
      `the count is of pull requests; ${pushed} commits were pushed without one`,
      ...(source === null ? ['GitHub did not count all of them'] : []),
    ]),
  };
}

/** GitHub lists every alert that it ever raised. */
export function accountForAlerts({ alerts }: Pass, settings: Settings, at: Instant): Accounted {
  return {
    population: 'vulnerability',
    kind: alerts.holes.length > 0 ? 'none' : 'contiguous',
    from: 0,
    to: at,
    query: { ...scope(settings), alerts: 'dependabot, in every state' },
    sourceCount: null,
    ourCount: alerts.ours,
    rejected: 0,
    note: noteOf(alerts, []),
  };
}

interface Looked {
  readonly count: number;
  readonly at: Instant;
  readonly holes: readonly string[];
}

/** A look at states: all there are, at one instant. */
export const accountForLook = (
  population: 'repository' | 'account',
  settings: Settings,
  { count, at, holes }: Looked,
): Accounted => ({
  population,
  kind: holes.length > 0 ? 'none' : 'contiguous',
  from: at,
  to: at,
  query: scope(settings),
  sourceCount: null,
  ourCount: count,
  rejected: 0,
  note: [...holes, ...exceptions(settings)].join('; '),
});

const scope = ({ organization, repositories, except }: Settings) => ({
  organization,
  repositories: repositories === null ? null : [...repositories],
  except: [...except],
});

const exceptions = ({ except }: Settings): readonly string[] =>
  except.length === 0 ? [] : [`by the settings not read: ${except.join(', ')}`];

function noteOf({ holes, notes }: Tally, more: readonly string[]): string {
  const all = [...holes.map((hole) => `not read: ${hole}`), ...notes, ...more];
  return all.join('; ').slice(0, 8_000);
}
