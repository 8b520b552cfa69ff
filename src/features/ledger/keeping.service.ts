import type { Handlers } from '#/contract/endpoint.ts';
import type { ledgerContract } from './contract.ts';
import type { Ledger } from './service.ts';
import type { witness } from './witness.service.ts';

export interface KeepingDeps {
  readonly ledger: Ledger;
  readonly witness: ReturnType<typeof witness>;
}

type Keeping = 'keys' | 'rotateKey' | 'witness' | 'setWitness' | 'sendCheckpoint';

/** The keys that sign a log, and who outside is told of it. */
export const keeping = ({ ledger, witness }: KeepingDeps): Pick<Handlers<typeof ledgerContract>, Keeping> => ({
  keys: async ({ org }) => ({
    verifier: (await ledger.status(org)).verifier,
    keys: [...(await ledger.keys(org))],
  }),
  rotateKey: async ({ org }, { reason }) => ({ verifier: await ledger.rotateKey(org, reason) }),
  witness: async ({ org }) => {
    const { size } = await ledger.status(org);
    const { since, damages } = await witness.since(org, [1, size]);
    const setting = await witness.setting(org);
    return { setting, sent: await witness.sent(org), since: [...since], damages: [...damages] };
  },
  setWitness: async ({ org, person }, { setting }) => ({ position: await witness.set(org, person, setting) }),
  sendCheckpoint: ({ org }) => witness.publish(org),
});
