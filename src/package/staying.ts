import { LOG_BEGUN, ROTATION } from '../ledger/rotation.ts';

export const ERASURE = 'erasure';

/**
 * Kinds whose payloads no erasure may destroy: without them it is not known by which key a log is signed, what was erased,
 * or by what a status was made.
 */
export const STAYING: ReadonlySet<string> = new Set([
  LOG_BEGUN,
  ROTATION,
  ERASURE,
  'clock-skew',
  'restored',
  'organization-created',
  'calendar-set',
  'engagement-opened',
  'engagement-changed',
  'control-adopted',
  'control-edited',
  'source-added',
  'source-changed',
  'source-disconnected',
  'source-reconnected',
  'run-finished',
  'segment',
  'coverage',
  'reconciliation',
  'aliases-declared',
  'check-run',
  'check-disabled',
  'check-enabled',
]);
