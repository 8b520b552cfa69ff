import { log } from '#/features/ledger/index.ts';
import { naming } from './naming.ts';
import { withholding } from './withholding.ts';
import type { Attestry } from './wire.ts';

/** What people see of a log, with the names of what its entries are about, and without what is not theirs to see. */
export const ledgerLog = (attestry: Attestry) => log({ ...attestry, withholding: withholding(attestry.db), naming });
