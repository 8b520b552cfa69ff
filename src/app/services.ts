import { API, type Api, type Noun } from '#/contract/api.ts';
import type { Contract, Handlers, Visitor } from '#/contract/endpoint.ts';
import { account } from '#/features/account/index.ts';
import { analytics } from '#/features/analytics/index.ts';
import { assessment } from '#/features/assessment/index.ts';
import { audit } from '#/features/audit/index.ts';
import { checks } from '#/features/checks/index.ts';
import { controls } from '#/features/controls/index.ts';
import { deviations } from '#/features/deviations/index.ts';
import { directory, listedAs } from '#/features/directory/index.ts';
import { documentsService } from '#/features/documents/index.ts';
import { engagements } from '#/features/engagements/index.ts';
import { erasures, evidence } from '#/features/evidence/index.ts';
import { grants } from '#/features/grants/index.ts';
import { identity } from '#/features/identity/index.ts';
import { jobs } from '#/features/jobs/index.ts';
import { mail } from '#/features/mail/index.ts';
import { ndas } from '#/features/ndas/index.ts';
import { notifications } from '#/features/notifications/index.ts';
import { organization } from '#/features/organization/index.ts';
import { aliasesOf, aliasRows, people } from '#/features/people/index.ts';
import { policies } from '#/features/policies/index.ts';
import { populationsService } from '#/features/populations/index.ts';
import { readers } from '#/features/readers/index.ts';
import { readiness } from '#/features/readiness/index.ts';
import { reports } from '#/features/reports/index.ts';
import { sources } from '#/features/sources/index.ts';
import { sso } from '#/features/sso/index.ts';
import { subscribers } from '#/features/subscribers/index.ts';
import { trust } from '#/features/trust/index.ts';
import { views } from '#/features/views/index.ts';
import { webhooks } from '#/features/webhooks/index.ts';
import { work } from '#/features/work/index.ts';
import type { Auth } from '#/platform/auth/auth.ts';
import { ledgerLog } from './ledger-log.ts';
import { settling } from './settling.ts';
import { trustDeps } from './trust.ts';
import { VERSION } from './version.ts';
import type { Attestry } from './wire.ts';

/** What is asked about an account and no organization is handled apart. */
export type OrganizationNoun = Exclude<Noun, 'account'>;
export type Services = { readonly [N in OrganizationNoun]: Handlers<Api[N]> };

/** The services of organizations, by noun. What settles tasks has them worked out anew. */
export function servicesOf(attestry: Attestry): Services {
  const services: Services = {
    identity: identity(attestry),
    organization: organization(attestry),
    engagements: engagements(attestry),
    assessment: assessment(attestry),
    audit: audit(attestry),
    controls: controls(attestry),
    sources: sources(attestry.sources),
    populations: populationsService({
      ...attestry,
      aliasesOf: async (tx) => aliasesOf(await aliasRows(tx, Number.MAX_SAFE_INTEGER)),
    }),
    people: people(attestry),
    evidence: evidence(attestry),
    erasure: erasures(attestry),
    checks: checks(attestry),
    deviations: deviations(attestry),
    readiness: readiness(attestry),
    jobs: jobs(attestry),
    ledger: ledgerLog(attestry),
    work: work({ ...attestry, attach: evidence(attestry).add }),
    notifications: notifications(attestry),
    views: views(attestry),
    policies: policies(attestry),
    documents: documentsService(attestry),
    reports: reports(attestry),
    trust: trust(trustDeps(attestry)),
    ndas: ndas(attestry),
    grants: grants(attestry),
    readers: readers(attestry),
    subscribers: subscribers(attestry),
    analytics: analytics(attestry),
    mail: mail(attestry),
    webhooks: webhooks(attestry),
    sso: sso(attestry),
    directory: directory(attestry),
  };
  return Object.fromEntries(
    Object.entries(services).map(([noun, handlers]) => [
      noun,
      settling<Contract>(attestry, API[noun as OrganizationNoun], handlers as unknown as Handlers<Contract>),
    ]),
  ) as unknown as Services;
}

export const accountService = (attestry: Attestry, auth: Auth): Handlers<Api['account'], Visitor> =>
  account({ ...attestry, auth, listedAs, version: VERSION });
