import { offeredDocuments, todayIn } from '#/features/documents/index.ts';
import { issuedReports, titlesShown } from '#/features/reports/index.ts';
import type { TrustDeps } from '#/features/trust/index.ts';
import type { Attestry } from './wire.ts';

const LEVELS = { public: 'public', request: 'on request', nda: 'under NDA' } as const;

/** What the trust center is handed of other parts. */
export const trustDeps = (attestry: Attestry): TrustDeps => ({
  ...attestry,
  reportsOf: issuedReports,
  documentsShown: async (tx, { slug }) => {
    const [offered, shown] = [await offeredDocuments(tx, await todayIn(attestry, tx)), await titlesShown(tx)];
    return offered.map(({ id, title, level, validUntil }) => ({
      title: shown({ id, title }),
      until: validUntil,
      level: LEVELS[level],
      href:
        level === 'public'
          ? `${attestry.url}/t/${slug}/documents/${id}`
          : `${attestry.url}/t/${slug}/request?document=${id}`,
    }));
  },
  requestAddress: ({ slug }) => `${attestry.url}/t/${slug}/request`,
  subscribeAddress: ({ slug }) => (attestry.mailer === null ? null : `${attestry.url}/t/${slug}/subscribe`),
  resolve: (host) => attestry.resolve(host),
});
