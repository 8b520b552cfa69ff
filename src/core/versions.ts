import type { Instant } from './time/instant.ts';

/** One version of something that the log seals, and the instant from which it is in force. */
export interface Dated {
  readonly position: number;
  readonly effectiveFrom: Instant;
}

/**
 * Versions ascending by the instant from which each is in force. A version sealed later takes the place of all that
 * would have been in force from its own instant on.
 */
export function timeline<V extends Dated>(versions: readonly V[]): readonly V[] {
  const sealed = versions.toSorted((a, b) => a.position - b.position);
  return sealed.reduce<readonly V[]>(
    (line, version) => [...line.filter(({ effectiveFrom }) => effectiveFrom < version.effectiveFrom), version],
    [],
  );
}
