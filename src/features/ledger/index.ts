export type { Sealed } from './append.service.ts';
export type { Sealable } from './batch.ts';
export { type Ledger, ledger, type Seal } from './service.ts';
export type { Damage, VerifiedEntry } from './log-reader.ts';
export type { Verification } from './verify.service.ts';
