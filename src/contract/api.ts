import { accountContract } from '#/features/account/contract.ts';
import { analyticsContract } from '#/features/analytics/contract.ts';
import { assessmentContract } from '#/features/assessment/contract.ts';
import { auditContract } from '#/features/audit/contract.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { directoryContract } from '#/features/directory/contract.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { erasureContract } from '#/features/evidence/erasure.contract.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import { identityContract } from '#/features/identity/contract.ts';
import { jobsContract } from '#/features/jobs/contract.ts';
import { ledgerContract } from '#/features/ledger/contract.ts';
import { mailContract } from '#/features/mail/contract.ts';
import { ndasContract } from '#/features/ndas/contract.ts';
import { notificationsContract } from '#/features/notifications/contract.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { policiesContract } from '#/features/policies/contract.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { readersContract } from '#/features/readers/contract.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { ssoContract } from '#/features/sso/contract.ts';
import { subscribersContract } from '#/features/subscribers/contract.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { viewsContract } from '#/features/views/contract.ts';
import { webhooksContract } from '#/features/webhooks/contract.ts';
import { workContract } from '#/features/work/contract.ts';
import type { Client, Contract, Endpoint } from './endpoint.ts';

/** Everything that can be asked of Attestry, by noun. */
export const API = {
  account: accountContract,
  identity: identityContract,
  organization: organizationContract,
  engagements: engagementsContract,
  assessment: assessmentContract,
  audit: auditContract,
  controls: controlsContract,
  sources: sourcesContract,
  populations: populationsContract,
  people: peopleContract,
  evidence: evidenceContract,
  erasure: erasureContract,
  checks: checksContract,
  deviations: deviationsContract,
  readiness: readinessContract,
  jobs: jobsContract,
  ledger: ledgerContract,
  work: workContract,
  notifications: notificationsContract,
  views: viewsContract,
  policies: policiesContract,
  documents: documentsContract,
  reports: reportsContract,
  trust: trustContract,
  ndas: ndasContract,
  grants: grantsContract,
  readers: readersContract,
  subscribers: subscribersContract,
  analytics: analyticsContract,
  mail: mailContract,
  webhooks: webhooksContract,
  sso: ssoContract,
  directory: directoryContract,
} as const satisfies { readonly [noun: string]: Contract };

export type Api = typeof API;
export type Noun = keyof Api;

/** Clients of all of it. */
export type ApiClient = { readonly [N in Noun]: Client<Api[N]> };

export interface Operation {
  /** `controls.adopt`: how the audit log and the description name it. */
  readonly name: string;
  readonly noun: Noun;
  readonly endpoint: Endpoint;
}

/** All endpoints, in the order of the list. */
export const OPERATIONS: readonly Operation[] = Object.entries(API).flatMap(([noun, contract]) =>
  Object.entries(contract).map(([name, endpoint]) => ({ name: `${noun}.${name}`, noun: noun as Noun, endpoint })),
);
