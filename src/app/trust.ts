import type { TrustDeps } from '#/features/trust/index.ts';
import { addressesOf } from '#/platform/outbound/names.ts';
import type { Attestry } from './wire.ts';

/**
 * What the trust center is handed of other parts. Reports and documents have a place here: as long as no part of the
 * product keeps them there are none, and the page says so.
 */
export const trustDeps = (attestry: Attestry): TrustDeps => ({
  ...attestry,
  reportsOf: async () => [],
  documentsShown: async () => [],
  requestAddress: () => null,
  resolve: addressesOf,
});
