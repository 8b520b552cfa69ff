export type { Sealed } from './append.service.ts';
export type { Sealable } from './batch.ts';
export { type Ledger, ledger, type Seal } from './service.ts';
export type { Damage, Verification, VerifiedEntry } from './verify.service.ts';
