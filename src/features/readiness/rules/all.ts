import approvalsStated from './approvals-stated.ts';
import boundaryMissing from './boundary-missing.ts';
import checkDisabled from './check-disabled.ts';
import completenessDeclaredOnly from './completeness-declared-only.ts';
import criterionNotServed from './criterion-not-served.ts';
import criterionWithoutControl from './criterion-without-control.ts';
import designAfterFirstDay from './design-after-first-day.ts';
import evidenceOutsideWindow from './evidence-outside-window.ts';
import evidenceRecordedLate from './evidence-recorded-late.ts';
import exclusionsAfterTheFact from './exclusions-after-the-fact.ts';
import frequencyApart from './frequency-apart.ts';
import limitsChangedInWindow from './limits-changed-in-window.ts';
import oneEngineer from './one-engineer.ts';
import ownedByOneFunction from './owned-by-one-function.ts';
import ownedByOnePerson from './owned-by-one-person.ts';
import ownerMissing from './owner-missing.ts';
import peopleUnresolved from './people-unresolved.ts';
import performanceAboutToBeMissed from './performance-about-to-be-missed.ts';
import performanceMissed from './performance-missed.ts';
import policyApprovedByWriter from './policy-approved-by-writer.ts';
import policyWithoutFollowers from './policy-without-followers.ts';
import privilegedWithoutGovernance from './privileged-without-governance.ts';
import screenshotForPopulation from './screenshot-for-population.ts';
import sourceGoneQuiet from './source-gone-quiet.ts';
import statementAsInLibrary from './statement-as-in-library.ts';
import statementUnsaid from './statement-unsaid.ts';
import statementVague from './statement-vague.ts';
import subserviceWithoutExpectations from './subservice-without-expectations.ts';
import windowOpenedLate from './window-opened-late.ts';
import windowShort from './window-short.ts';
import categoryWithoutPromise from './category-without-promise.ts';
import promiseWithoutCategory from './promise-without-category.ts';
import subserviceWithoutReliance from './subservice-without-reliance.ts';
import type { Rule } from './rule.ts';

/** Every rule of the programme lint. A test compares the list with the folder. */
export const RULES: readonly Rule[] = [
  approvalsStated,
  boundaryMissing,
  subserviceWithoutReliance,
  promiseWithoutCategory,
  categoryWithoutPromise,
  checkDisabled,
  completenessDeclaredOnly,
  criterionNotServed,
  criterionWithoutControl,
  designAfterFirstDay,
  evidenceOutsideWindow,
  evidenceRecordedLate,
  exclusionsAfterTheFact,
  frequencyApart,
  limitsChangedInWindow,
  oneEngineer,
  ownedByOneFunction,
  ownedByOnePerson,
  ownerMissing,
  peopleUnresolved,
  performanceAboutToBeMissed,
  performanceMissed,
  policyApprovedByWriter,
  policyWithoutFollowers,
  privilegedWithoutGovernance,
  screenshotForPopulation,
  sourceGoneQuiet,
  statementAsInLibrary,
  statementUnsaid,
  statementVague,
  subserviceWithoutExpectations,
  windowOpenedLate,
  windowShort,
];
