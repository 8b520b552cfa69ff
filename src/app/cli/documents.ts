import { z } from 'zod';
import { assessmentContract } from '#/features/assessment/contract.ts';
import { auditContract } from '#/features/audit/contract.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { directoryContract } from '#/features/directory/contract.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { identityContract } from '#/features/identity/contract.ts';
import { jobsContract } from '#/features/jobs/contract.ts';
import { ledgerContract } from '#/features/ledger/contract.ts';
import { mailContract } from '#/features/mail/contract.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { policiesContract } from '#/features/policies/contract.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { ssoContract } from '#/features/sso/contract.ts';
import { webhooksContract } from '#/features/webhooks/contract.ts';
import { workContract } from '#/features/work/contract.ts';
import { CollectedDocument, ImportDocument } from './import/document.ts';
import { Reperformed, Verified } from './package-documents.ts';
import { TRUST_DOCUMENTS } from './trust-documents.ts';

/** What any command prints with --json when it fails. */
export const FailureDocument = z.strictObject({
  error: z.strictObject({
    /** A word for programs; it does not change. */
    code: z.string(),
    message: z.string(),
    fix: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});

const Sealed = z.strictObject({ position: z.number() });
const DueArtifact = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  name: z.string(),
  source: z.string(),
  received: z.number(),
});
const Damage = z.strictObject({ position: z.number().nullable(), what: z.string() });
const Outcomes = z.record(z.string(), z.number());
const Found = z.strictObject({ where: z.string(), what: z.string() });

/** What each command prints with --json, by its name. The shapes are kept: members may be added, none changes or goes. */
export const DOCUMENTS = {
  demo: readinessContract.status.output,
  init: z.strictObject({
    organization: organizationContract.show.output.omit({ origin: true, calendar: true }),
    origin: z.string(),
    adopted: z.array(z.strictObject({ control: z.string(), because: z.string() })),
  }),
  doctor: z.strictObject({
    findings: z.array(z.strictObject({ what: z.string(), fine: z.boolean(), says: z.string() })),
  }),
  start: z.strictObject({ url: z.string().nullable(), setup: z.string().nullable(), trust: z.array(z.string()) }),
  /** `trust`: where what is published is seen by anybody. */
  serve: z.strictObject({ url: z.string(), setup: z.string().nullable(), trust: z.array(z.string()) }),
  backup: z.strictObject({
    file: z.string(),
    organizations: z.number(),
    rows: z.number(),
    files: z.number(),
    entries: z.number(),
    withSecretKey: z.boolean(),
  }),
  restore: z.strictObject({
    restored: z.array(
      z.strictObject({
        organization: z.string(),
        origin: z.string(),
        entries: z.number(),
        epoch: z.number(),
        position: z.number(),
        known: z.number(),
        files: z.number(),
        rows: z.number(),
        damages: z.array(Found),
      }),
    ),
  }),
  'secret rotate': z.strictObject({ renewed: z.number() }),
  'secret forget': z.strictObject({ renewed: z.number(), dropped: z.number() }),
  'password-link': z.strictObject({ link: z.string() }),
  'mail list': mailContract.list.output,
  'mail open': mailContract.open.output,
  'mail send': mailContract.send.output,
  'audit-log list': identityContract.actions.output,
  'audit-log export': z.strictObject({ file: z.string(), lines: z.number() }),
  'single-sign-on show': ssoContract.show.output,
  'single-sign-on set': ssoContract.set.output,
  'single-sign-on saml': ssoContract.setSaml.output,
  'single-sign-on require': ssoContract.require.output,
  'single-sign-on remove': ssoContract.remove.output,
  'directory show': directoryContract.show.output,
  'directory people': directoryContract.people.output,
  'directory connect': directoryContract.connect.output,
  'directory disconnect': directoryContract.disconnect.output,
  'directory roles': directoryContract.setRoles.output,
  'webhook list': webhooksContract.list.output,
  'webhook add': webhooksContract.add.output,
  'webhook change': webhooksContract.change.output,
  'webhook remove': webhooksContract.remove.output,
  'webhook log': webhooksContract.deliveries.output,
  'webhook redeliver': webhooksContract.redeliver.output,
  assess: assessmentContract.show.output,
  'policy list': policiesContract.list.output,
  'policy draft': policiesContract.draft.output,
  'policy show': policiesContract.show.output,
  'policy edit': policiesContract.edit.output,
  'policy approve': policiesContract.approve.output,
  'policy retire': policiesContract.retire.output,
  'source add': sourcesContract.add.output,
  'source list': sourcesContract.list.output,
  'source collectors': sourcesContract.collectors.output,
  'source test': sourcesContract.test.output,
  'source secret': sourcesContract.giveSecrets.output,
  'source change': sourcesContract.changeSettings.output,
  'source disconnect': sourcesContract.disconnect.output,
  'source reconnect': sourcesContract.reconnect.output,
  'source changes': sourcesContract.changes.output,
  'source log': sourcesContract.runs.output,
  collect: z.strictObject({ collected: z.array(CollectedDocument.extend({ source: z.string() })) }),
  import: ImportDocument,
  'population list': z.union([populationsContract.list.output, populationsContract.records.output]),
  'population show': populationsContract.record.output,
  'population export': z.strictObject({ file: z.string(), items: z.number() }),
  'population coverage': populationsContract.coverage.output,
  'population reconcile': populationsContract.reconcile.output,
  'person alias': peopleContract.declare.output,
  'person aliases': peopleContract.aliases.output,
  'person unresolved': peopleContract.unresolved.output,
  'control list': z.union([controlsContract.list.output, controlsContract.library.output]),
  'control show': controlsContract.show.output,
  'control adopt': controlsContract.adopt.output,
  'control owner': controlsContract.own.output,
  'control edit': controlsContract.edit.output,
  'control add': controlsContract.add.output,
  ...TRUST_DOCUMENTS,
  'audit guide': auditContract.guide.output,
  'audit quotes': auditContract.quotes.output,
  'audit quote': auditContract.record.output,
  'audit engage': auditContract.engage.output,
  'audit firm': auditContract.firm.output,
  'engagement create': engagementsContract.create.output,
  'engagement change': engagementsContract.change.output,
  'engagement list': engagementsContract.list.output,
  'evidence add': evidenceContract.add.output,
  'evidence missed': evidenceContract.add.output,
  'evidence complete': evidenceContract.add.output,
  'evidence list': evidenceContract.list.output,
  'check list': checksContract.list.output,
  'check run': z.strictObject({
    runs: z.array(
      z.strictObject({
        check: z.string(),
        population: z.number(),
        counts: Outcomes,
        judged: z.number(),
        position: z.number(),
      }),
    ),
  }),
  'check show': checksContract.show.output,
  exclude: checksContract.exclude.output,
  include: checksContract.include.output,
  disable: checksContract.switch.output,
  enable: checksContract.switch.output,
  status: readinessContract.status.output,
  apart: readinessContract.apart.output,
  explain: readinessContract.explain.output,
  lint: readinessContract.lint.output,
  outlook: readinessContract.outlook.output,
  'deviation explain': deviationsContract.explain.output,
  'deviation list': deviationsContract.list.output.pick({ explanations: true }),
  'work list': z.strictObject({
    tasks: workContract.list.output.shape.tasks,
    closed: workContract.refresh.output.shape.closed,
    waiting: workContract.refresh.output.shape.waiting,
  }),
  'work add': workContract.add.output,
  'work done': workContract.finish.output,
  'work assign': workContract.assign.output,
  'work drop': workContract.drop.output,
  'work reopen': workContract.reopen.output,
  'work reminders': workContract.reminders.output,
  'package create': z.strictObject({
    file: z.string(),
    engagement: z.string(),
    position: z.number(),
    entries: z.number(),
    segments: z.number(),
    artifacts: z.number(),
    members: z.number(),
    bytes: z.number(),
    sha256: z.string(),
  }),
  'package list': jobsContract.packages.output,
  'package fetch': z.strictObject({ file: z.string(), job: z.string(), bytes: z.number() }),
  'package verify': Verified,
  'package reperform': Reperformed,
  'ledger status': z.strictObject({
    origin: z.string(),
    size: z.number(),
    received: z.number(),
    epoch: z.number(),
    restored: z.strictObject({ position: z.number(), received: z.number(), reason: z.string() }).nullable(),
    verifier: z.string(),
    checkpoint: z.string(),
  }),
  'ledger show': z.strictObject({
    position: z.number(),
    entry: z.record(z.string(), z.unknown()),
    payload: z.unknown(),
    proof: z.array(z.string()),
    size: z.number(),
    checkpoint: z.string(),
  }),
  'ledger verify': z.strictObject({
    origin: z.string(),
    size: z.number(),
    erased: z.number(),
    /** The first thousand. */
    damages: z.array(Damage),
    /** How many there are. */
    damaged: z.number(),
  }),
  'ledger fsck': z.strictObject({
    entries: z.number(),
    files: z.number(),
    rows: z.number(),
    /** The first thousand, as of each list below. */
    damages: z.array(Found),
    unfinished: z.array(z.string()),
    /** Files of segments that were laid together anew, which the next time takes away. */
    replaced: z.array(z.string()),
    loose: z.array(z.string()),
    /** How many there are of each. */
    counts: z.strictObject({
      damages: z.number(),
      unfinished: z.number(),
      replaced: z.number(),
      loose: z.number(),
    }),
    /** Results kept for readings that nobody can repeat, and that were not compared. */
    keptUnasked: z.number(),
    /** How many rows of merged segments --mend put there; null: it was not asked for, or nothing was done. */
    mended: z.number().nullable(),
    /** Tables that nothing seals, and why. */
    notCompared: z.array(z.strictObject({ table: z.string(), why: z.string() })),
  }),
  'ledger key': ledgerContract.keys.output,
  'ledger witness': ledgerContract.witness.output.extend({ setting: z.record(z.string(), z.unknown()) }),
  'ledger witness set': z.strictObject({ position: z.number(), setting: z.record(z.string(), z.unknown()) }),
  'ledger witness send': z.strictObject({
    kind: z.enum(['off', 'sent', 'known']),
    size: z.number().optional(),
    place: z.string().optional(),
  }),
  'ledger restored': z.strictObject({ epoch: z.number(), position: z.number() }),
  'erase artifact': z.strictObject({
    positions: z.array(z.number()),
    what: z.array(z.string()),
    /** Records that were read from it, which stay: how many of each kind, and the keys of the first. */
    left: z.array(z.strictObject({ population: z.string(), items: z.number(), keys: z.array(z.string()) })),
  }),
  'erase record': z.strictObject({ positions: z.array(z.number()), what: z.array(z.string()) }),
  'erase due': z.strictObject({
    artifacts: z.array(DueArtifact),
    /** What a hold keeps. */
    held: z.array(DueArtifact.extend({ because: z.string() })),
    erased: z.boolean(),
  }),
  'erase retention': Sealed,
  'erase hold': Sealed,
} as const satisfies Readonly<Record<string, z.ZodType>>;
