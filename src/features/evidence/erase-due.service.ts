import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { eraseArtifact, type EraseDeps } from './erase.service.ts';
import { type Aged, agedOut } from './retention.service.ts';

/** What became of artifacts whose retention period is over. */
export interface ErasedDue {
  readonly erased: readonly Aged[];
  /** What a hold keeps, and why. */
  readonly held: readonly (Aged & { readonly because: string })[];
}

/** Erases what is due; what a hold keeps is left and named, and stops nothing. */
export async function eraseDue(deps: EraseDeps, caller: Caller): Promise<ErasedDue> {
  const [erased, held]: [Aged[], ErasedDue['held'][number][]] = [[], []];
  const gone = new Set<string>();
  for (const each of await agedOut(deps, caller.org)) {
    const because = gone.has(each.sha256) ? null : await heldBecause(deps, caller, each);
    gone.add(each.sha256);
    if (because === null) erased.push(each);
    else held.push({ ...each, because });
  }
  return { erased, held };
}

const GROUND = { reason: 'its retention period is over', basis: 'retention period', successor: null } as const;

/** Null when it was erased. */
async function heldBecause(deps: EraseDeps, caller: Caller, { id }: Aged): Promise<string | null> {
  try {
    await eraseArtifact(deps, caller, id, GROUND);
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'on_hold') return String(error.facts['reason'] ?? '');
    throw error;
  }
}
