import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '#/core/time/instant.ts';

/** Time and chance, handed to whoever needs them. */
export interface Chance {
  now(): Instant;
  /** A UUID that nobody can guess. */
  newId(): string;
  /** Bytes that nobody can guess. */
  random(length: number): Uint8Array;
}

export const systemChance: Chance = {
  now: () => Date.now(),
  newId: () => randomUUID(),
  random: (length) => randomBytes(length),
};
