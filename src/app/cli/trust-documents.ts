import { z } from 'zod';
import { analyticsContract } from '#/features/analytics/contract.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import { ndasContract } from '#/features/ndas/contract.ts';
import { readersContract } from '#/features/readers/contract.ts';
import { subscribersContract } from '#/features/subscribers/contract.ts';
import { briefContract } from '#/features/reports/brief.contract.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { trustContract } from '#/features/trust/contract.ts';

/** What the commands of the trust center print with --json. A part of the list in documents.ts. */
export const TRUST_DOCUMENTS = {
  'trust request list': grantsContract.requests.output,
  'trust request deny': grantsContract.deny.output,
  'trust grant': grantsContract.approve.output,
  'trust grant list': grantsContract.list.output,
  'trust revoke': grantsContract.revoke.output,
  'trust trace': grantsContract.trace.output,
  'trust customers': grantsContract.setCustomers.output,
  'trust deals': grantsContract.setDeals.output,
  'trust analytics': analyticsContract.show.output,
  'trust searches': analyticsContract.searches.output,
  'trust forget': readersContract.forget.output,
  'trust retention': readersContract.retention.output,
  'trust subscriber list': subscribersContract.list.output,
  'trust subscriber bounce': subscribersContract.bounce.output,
  'trust subscriber remove': subscribersContract.remove.output,
  'trust news': subscribersContract.news.output,
  'trust objections': subscribersContract.objections.output,
  'trust document list': documentsContract.list.output,
  'trust document add': documentsContract.add.output,
  'trust document replace': documentsContract.replace.output,
  'trust document retire': documentsContract.retire.output,
  'trust report list': reportsContract.list.output,
  'trust report draft': reportsContract.draft.output,
  'trust report read': reportsContract.read.output,
  'trust report record': reportsContract.record.output.extend({
    /** What is missing; then nothing was recorded, and the version is 0. */
    faults: reportsContract.draft.output.shape.faults,
  }),
  'trust report show': reportsContract.show.output,
  'trust report confirm': reportsContract.confirm.output,
  'trust report withdraw': reportsContract.withdraw.output,
  'trust report brief': briefContract.briefs.output.shape.briefs.element,
  'trust report seal': reportsContract.seal.output,
  'trust nda publish': ndasContract.publish.output,
  'trust nda list': ndasContract.list.output,
  'trust status': trustContract.status.output,
  'trust publish': trustContract.publish.output,
  'trust draft': trustContract.draft.output,
  'trust history': trustContract.history.output,
  'trust withdraw': trustContract.withdraw.output,
  'trust export': z.strictObject({ asOf: z.string(), until: z.string(), files: z.array(z.string()) }),
};
