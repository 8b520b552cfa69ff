import { offeredDocuments, todayIn } from '#/features/documents/index.ts';
import type { TrustDeps } from '#/features/trust/index.ts';
import { addressesOf } from '#/platform/outbound/names.ts';
import type { Attestry } from './wire.ts';

const LEVELS = { public: 'public', request: 'on request', nda: 'under NDA' } as const;

/**
 * What the trust center is handed of other parts. Reports have a place here: as long as no part of the product keeps
 * their facts there are none, and the page says so.
 */
export const trustDeps = (attestry: Attestry): TrustDeps => ({
  ...attestry,
  reportsOf: async () => [],
  documentsShown: async (tx, { slug }) =>
    (await offeredDocuments(tx, await todayIn(attestry, tx))).map(({ id, title, level }) => ({
      title,
      level: LEVELS[level],
      href:
        level === 'public'
          ? `${attestry.url}/t/${slug}/documents/${id}`
          : `${attestry.url}/t/${slug}/request?document=${id}`,
    })),
  requestAddress: ({ slug }) => `${attestry.url}/t/${slug}/request`,
  subscribeAddress: ({ slug }) => (attestry.mailer === null ? null : `${attestry.url}/t/${slug}/subscribe`),
  resolve: addressesOf,
});
