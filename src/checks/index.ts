import type { Check } from './check.ts';
import grantApproved from './access/grant-approved.ts';
import keysRotated from './access/keys-rotated.ts';
import noDormantAccount from './access/no-dormant-account.ts';
import noOrphanAccount from './access/no-orphan-account.ts';
import noSharedAccount from './access/no-shared-account.ts';
import privilegedAccessApproved from './access/privileged-access-approved.ts';
import reviewCompleted from './access/review-completed.ts';
import reviewedAgain from './access/reviewed-again.ts';
import secondFactor from './access/second-factor.ts';
import acknowledged from './alerts/acknowledged.ts';
import capacityForecast from './availability/capacity-forecast.ts';
import uptimeKept from './availability/uptime-kept.ts';
import daily from './backups/daily.ts';
import encrypted from './backups/encrypted.ts';
import succeeded from './backups/succeeded.ts';
import approvedByAnother from './changes/approved-by-another.ts';
import branchRulesBindAdministrators from './changes/branch-rules-bind-administrators.ts';
import branchRulesRequireReview from './changes/branch-rules-require-review.ts';
import checksSucceeded from './changes/checks-succeeded.ts';
import deploymentTracesToChange from './changes/deployment-traces-to-change.ts';
import emergencyReviewed from './changes/emergency-reviewed.ts';
import noDirectPush from './changes/no-direct-push.ts';
import notMergedByItsAuthorAlone from './changes/not-merged-by-its-author-alone.ts';
import ticketLinked from './changes/ticket-linked.ts';
import backedUp from './configuration/backed-up.ts';
import encryptedAtRest from './configuration/encrypted-at-rest.ts';
import encryptedInTransit from './configuration/encrypted-in-transit.ts';
import loggingOn from './configuration/logging-on.ts';
import notExposed from './configuration/not-exposed.ts';
import passwordRulesSet from './configuration/password-rules-set.ts';
import secondFactorOn from './configuration/second-factor-on.ts';
import antimalwareRunning from './devices/antimalware-running.ts';
import diskEncrypted from './devices/disk-encrypted.ts';
import othersPatched from './devices/others-patched.ts';
import patched from './devices/patched.ts';
import screenLocks from './devices/screen-locks.ts';
import customersTold from './incidents/customers-told.ts';
import lessonsLearned from './incidents/lessons-learned.ts';
import resolved from './incidents/resolved.ts';
import triaged from './incidents/triaged.ts';
import boardMinutesKept from './meetings/board-minutes-kept.ts';
import minutesKept from './meetings/minutes-kept.ts';
import backgroundChecked from './people/background-checked.ts';
import codeOfConductAcknowledged from './people/code-of-conduct-acknowledged.ts';
import confidentialityAgreementSigned from './people/confidentiality-agreement-signed.ts';
import devicesReturned from './people/devices-returned.ts';
import leaverAccessRemoved from './people/leaver-access-removed.ts';
import moverAccessAdjusted from './people/mover-access-adjusted.ts';
import trainedAgain from './people/trained-again.ts';
import trainedOnHire from './people/trained-on-hire.ts';
import trainedYearly from './people/trained-yearly.ts';
import dataDeleted from './privacy/data-deleted.ts';
import mediumDestroyed from './privacy/medium-destroyed.ts';
import personDeleted from './privacy/person-deleted.ts';
import requestsAnswered from './privacy/requests-answered.ts';
import retentionKept from './privacy/retention-kept.ts';
import differencesResolved from './processing/differences-resolved.ts';
import failuresCorrected from './processing/failures-corrected.ts';
import restoreTested from './restores/restore-tested.ts';
import assessedBeforeUse from './vendors/assessed-before-use.ts';
import reportCurrent from './vendors/report-current.ts';
import reportEvaluated from './vendors/report-evaluated.ts';
import reviewedInTime from './vendors/reviewed-in-time.ts';
import fixedInTime from './vulnerabilities/fixed-in-time.ts';

/** Every check there is, in the order in which they are listed. A test compares it with the folders. */
export const CHECKS: readonly Check[] = [
  approvedByAnother,
  branchRulesRequireReview,
  branchRulesBindAdministrators,
  checksSucceeded,
  deploymentTracesToChange,
  emergencyReviewed,
  noDirectPush,
  notMergedByItsAuthorAlone,
  ticketLinked,
  backgroundChecked,
  codeOfConductAcknowledged,
  confidentialityAgreementSigned,
  devicesReturned,
  leaverAccessRemoved,
  moverAccessAdjusted,
  trainedAgain,
  trainedOnHire,
  trainedYearly,
  grantApproved,
  keysRotated,
  noDormantAccount,
  noOrphanAccount,
  noSharedAccount,
  privilegedAccessApproved,
  reviewCompleted,
  reviewedAgain,
  secondFactor,
  fixedInTime,
  customersTold,
  lessonsLearned,
  resolved,
  triaged,
  acknowledged,
  encrypted,
  daily,
  succeeded,
  restoreTested,
  antimalwareRunning,
  diskEncrypted,
  othersPatched,
  patched,
  screenLocks,
  assessedBeforeUse,
  reportCurrent,
  reportEvaluated,
  reviewedInTime,
  backedUp,
  encryptedAtRest,
  encryptedInTransit,
  loggingOn,
  notExposed,
  passwordRulesSet,
  secondFactorOn,
  boardMinutesKept,
  minutesKept,
  differencesResolved,
  failuresCorrected,
  dataDeleted,
  mediumDestroyed,
  personDeleted,
  requestsAnswered,
  retentionKept,
  capacityForecast,
  uptimeKept,
];

const byId = new Map(CHECKS.map((check) => [check.id, check]));

export const checkWithId = (id: string): Check | undefined => byId.get(id);
