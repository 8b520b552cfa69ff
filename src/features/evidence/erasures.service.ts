import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { destroyUnneeded } from '#/features/populations/index.ts';
import { eraseDue } from './erase-due.service.ts';
import { eraseArtifact, type EraseDeps, eraseRecord } from './erase.service.ts';
import type { erasureContract } from './erasure.contract.ts';
import { readFrom } from './read-from.service.ts';
import { agedOut, setHold, setRetention } from './retention.service.ts';
import type { Successor } from './successor.ts';

export const erasures = (deps: EraseDeps): Handlers<typeof erasureContract> => ({
  artifact: async (caller, { artifact, successor, successorName, ...ground }) => {
    const instead = successorIn(successor, successorName);
    const erased = await eraseArtifact(deps, caller, artifact, { ...ground, successor: instead });
    const left = await readFrom(deps, caller.org, new Set(erased.what));
    return {
      positions: [...erased.positions],
      what: [...erased.what],
      left: left.map(({ keys, ...each }) => ({ ...each, keys: [...keys] })),
    };
  },
  record: async (caller, { population, key, ...ground }) => {
    const { positions, what } = await eraseRecord(deps, caller, { population, key }, ground);
    return { positions: [...positions], what: [...what] };
  },
  listDue: async ({ org }) => ({ artifacts: [...(await agedOut(deps, org))] }),
  due: async (caller) => {
    await destroyUnneeded(deps, caller.org); // of an erasure that was sealed and then cut short
    const { erased, held } = await eraseDue(deps, caller);
    return { erased: [...erased], held: [...held] };
  },
  retention: async (caller, input) => ({ position: await setRetention(deps, caller, input) }),
  hold: async (caller, input) => ({ position: await setHold(deps, caller, { ...input, lift: false }) }),
  'hold-lifted': async (caller, input) => ({ position: await setHold(deps, caller, { ...input, lift: true }) }),
});

/** A file without a name, or a name without a file, is half of something. */
function successorIn(bytes: Uint8Array | undefined, name: string | undefined): Successor | null {
  if (bytes === undefined && name === undefined) return null;
  if (bytes === undefined || name === undefined)
    throw new DomainError('input_invalid', { where: 'successor', because: 'a file and its name go together' });
  return { name, media: 'application/octet-stream', bytes };
}
