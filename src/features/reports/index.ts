export { briefPositions, type ToRead, toReadBefore } from './brief.service.ts';
export { othersIn } from './elsewhere.ts';
export type { ReportFacts } from './facts.contract.ts';
export { type Gap, gapsIn } from './gaps.ts';
export { confirmedSince, issuedReports } from './issued.service.ts';
export { isFollowed, spanOf } from './later.service.ts';
export { reportsMirrors } from './mirror.store.ts';
export { factsInForce, reportDocument, reportDocuments } from './reports.service.ts';
export {
  type Covered,
  coveredBy,
  decidedOf,
  type Decision,
  DECISIONS,
  NO_REVIEW,
  type Part,
  PARTS,
  Review,
} from './review.ts';
export { deleteReviews, reviewRow, type SavedReview, saveReview } from './review.store.ts';
export { reports, type ReportsDeps } from './service.ts';
export { isSamePerson, type ReportDocument } from './standing.ts';
export { sealedFrom } from './firm-account.contract.ts';
export { factsToConfirm, firmSealOf } from './store.ts';
export { titlesShown } from './titles.service.ts';
