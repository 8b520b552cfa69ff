export type { Sealed } from './append.service.ts';
export type { Sealable } from './batch.ts';
export type { Mirror } from './mirror.ts';
export { type Ledger, ledger, type Seal } from './service.ts';
export type { Damage, VerifiedEntry } from './log-reader.ts';
export type { Verification } from './verify.service.ts';
export { witness, type WitnessDeps } from './witness.service.ts';
export type { Outside } from './witness-send.service.ts';
export { type Published, type Since, WitnessSetting } from './witness.ts';
