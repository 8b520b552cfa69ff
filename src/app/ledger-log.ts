import type { Handlers } from '#/contract/endpoint.ts';
import type { ledgerContract } from '#/features/ledger/contract.ts';
import { keeping, log } from '#/features/ledger/index.ts';
import { naming } from './naming.ts';
import { withholding } from './withholding.ts';
import type { Attestry } from './wire.ts';

/** A log as people see it, with the names of what its entries are about and without what is not theirs to see; and what keeps it. */
export const ledgerLog = (attestry: Attestry): Handlers<typeof ledgerContract> => ({
  ...log({ ...attestry, withholding: withholding(attestry.db), naming }),
  ...keeping(attestry),
});
