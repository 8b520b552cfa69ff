import type { DerivedKey } from './keeping.ts';

/** One kept thing that nobody can believe. */
export interface Unbelieved extends DerivedKey {
  readonly what: string;
  /** Somebody changed it; else the key by which it was marked is gone, and nothing can be said of it. */
  readonly changed: boolean;
}

/** Thrown by a reading that met what it cannot believe: that is to be forgotten first, and the reading begun anew. */
export class KeptChanged extends Error {
  readonly found: readonly Unbelieved[];

  constructor(found: readonly Unbelieved[]) {
    super('what is kept for readings is not as it was written');
    this.name = 'KeptChanged';
    this.found = found;
  }
}
