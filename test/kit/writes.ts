import path from 'node:path';
import { localClient } from '#/contract/local-client.ts';
import { auditContract } from '#/features/audit/contract.ts';
import { audit } from '#/features/audit/index.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks, runChecks } from '#/features/checks/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { eraseArtifact, eraseRecord, evidence, setHold, setRetention } from '#/features/evidence/index.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import { grants, sealViews } from '#/features/grants/index.ts';
import { ndasContract } from '#/features/ndas/contract.ts';
import { ndas } from '#/features/ndas/index.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { createOrganization, organization } from '#/features/organization/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { people } from '#/features/people/index.ts';
import { policiesContract } from '#/features/policies/contract.ts';
import { policies } from '#/features/policies/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { deviations } from '#/features/deviations/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { readersContract } from '#/features/readers/contract.ts';
import { readers } from '#/features/readers/index.ts';
import { objectTo } from '#/features/subscribers/index.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { workContract } from '#/features/work/contract.ts';
import { work } from '#/features/work/index.ts';
import { testPdf } from './pdf.ts';
import { briefLine, reportFacts } from './report.ts';
import { trustDeps } from '#/app/trust.ts';
import { testAttestry, type TestAttestry } from './attestry.ts';
import type { Database } from '#/platform/db/database.ts';

/** A write of a service: `prepare` makes it possible, and is not disturbed; `n` makes each one another. */
export interface Write {
  readonly prepare?: (company: TestAttestry, n: number) => Promise<unknown>;
  readonly run: (company: TestAttestry, n: number) => Promise<unknown>;
  /** What a second try may answer when the first was done and could not be told from one that was not. */
  readonly known?: readonly string[];
  /** Every run makes something of its own, so that a second try would show nothing. */
  readonly once?: true;
}

export const ofControls = ({ attestry, caller }: TestAttestry) =>
  localClient(controlsContract, controls(attestry), caller);
const ofChecks = ({ attestry, caller }: TestAttestry) => localClient(checksContract, checks(attestry), caller);
const ofDeviations = ({ attestry, caller }: TestAttestry) =>
  localClient(deviationsContract, deviations(attestry), caller);
const ofEvidence = ({ attestry, caller }: TestAttestry) => localClient(evidenceContract, evidence(attestry), caller);
const ofWork = ({ attestry, caller }: TestAttestry) =>
  localClient(workContract, work({ ...attestry, attach: evidence(attestry).add }), caller);
const ofPolicies = ({ attestry, caller }: TestAttestry) => localClient(policiesContract, policies(attestry), caller);
const ofDocuments = ({ attestry, caller }: TestAttestry) =>
  localClient(documentsContract, documentsService(attestry), caller);
const addDocument = async (company: TestAttestry, n: number) =>
  ofDocuments(company).add({
    title: `A document, number ${n}`,
    kind: 'other',
    level: 'nda',
    name: `document-${n}.pdf`,
    bytes: await testPdf(1, `number ${n}`),
  });
const latestDocument = async (company: TestAttestry): Promise<string> =>
  (await ofDocuments(company).list({})).documents.find(({ state }) => state === 'given')?.id ?? '';
const ofReports = ({ attestry, caller }: TestAttestry) => localClient(reportsContract, reports(attestry), caller);
const addReport = async (company: TestAttestry, n: number) =>
  ofDocuments(company).add({
    title: `A report, number ${n}`,
    kind: 'soc2-report',
    level: 'nda',
    name: `report-${n}.pdf`,
    bytes: await testPdf(12, `report ${n}`),
  });
const recordReport = async (company: TestAttestry, n: number) =>
  ofReports(company).record({ document: (await addReport(company, n)).id, facts: reportFacts() });
const ofTrust = ({ attestry, caller }: TestAttestry) => localClient(trustContract, trust(trustDeps(attestry)), caller);
async function publishTrust(company: TestAttestry, n: number) {
  const { content, revision } = await ofTrust(company).draft({});
  const saved = await ofTrust(company).save({ revision, content: { ...content, overview: `This is edition ${n}.` } });
  return ofTrust(company).publish({ revision: saved.revision });
}
const ofNdas = ({ attestry, caller }: TestAttestry) => localClient(ndasContract, ndas(attestry), caller);
const ofGrants = ({ attestry, caller }: TestAttestry) => localClient(grantsContract, grants(attestry), caller);
const give = async (company: TestAttestry, n: number) => {
  const { id } = await addDocument(company, n);
  return ofGrants(company).give({ email: `r${n}@buyer.example`, name: 'Rita', company: 'Buyer', documents: [id] });
};
const latestGrant = async (company: TestAttestry): Promise<string> =>
  (await ofGrants(company).list({})).grants.find(({ state }) => state === 'in force')?.id ?? '';
const recordNda = async (company: TestAttestry, n: number) =>
  ofNdas(company).record({
    domain: `buyer-${n}.example`,
    company: 'Buyer',
    signed: '2026-01-01',
    name: 'nda.pdf',
    bytes: await testPdf(1, `agreement ${n}`),
  });
/** An account of the firm that examines. */
const letInFirm = ({ attestry, caller: { org }, chance }: TestAttestry, n: number) =>
  attestry.db.transaction(org, (tx) =>
    tx
      .insertInto('member')
      .values({
        org,
        account: chance.newId(),
        email: `cpa${n}@firm.example`,
        name: 'Clara',
        role: 'auditor',
        firm: 'Firm LLP',
        engagements: ['soc2'],
        added: new Date(chance.at).toISOString(),
      })
      .execute(),
  );
const toldPlace = (n: number) => ({
  wayOut: Buffer.alloc(32, n).toString('base64url'),
  news: `00000000-0000-4000-8000-${`${n}`.padStart(12, '0')}`,
});
/** Somebody who was told of a new subprocessor, with the link to object. */
const toldOfSubprocessor = ({ attestry, caller: { org }, chance }: TestAttestry, n: number) =>
  attestry.db.transaction(org, async (tx) => {
    const made = new Date(chance.at).toISOString();
    const subscriber = { org, id: chance.newId(), email: `s${n}@buyer.example`, topics: ['subprocessors'], made };
    await tx
      .insertInto('subscriber')
      .values({ ...subscriber, way_out: Buffer.alloc(32, n), confirmed: made })
      .execute();
    const cirrus = { what: 'added', name: 'Cirrus', role: 'Hosting', data: '', place: '', since: '', hurry: '' };
    const says = JSON.stringify({ kind: 'subprocessors', changes: [cirrus], noticeDays: 30 });
    const told = { org, id: toldPlace(n).news, position: n, topic: 'subprocessors', says, made };
    await tx.insertInto('subscriber_news').values(told).execute();
  });
const watching = { signal: new AbortController().signal, progress: () => undefined };

const own = (n: number) => ({
  id: `own-control-${n}`,
  title: `A control of our own, number ${n}`,
  statement: `We do what we say, and this is how we do it for number ${n}.`,
  criteria: ['CC1.1'],
  ownerFunction: 'leadership' as const,
  frequency: 'annual' as const,
});
const attached = (n: number) => ({
  control: 'mfa-enforced',
  occurred: '2026-01-01',
  name: `minutes-${n}.txt`,
  bytes: Buffer.from(`minutes number ${n}`),
});
const ofSources = ({ attestry, caller }: TestAttestry) =>
  localClient(sourcesContract, sources(attestry.sources), caller);
const addSource = (company: TestAttestry, n: number, id = `source-${n}`) =>
  ofSources(company).add({
    id,
    collector: 'made-up',
    settings: {},
    secrets: { token: 'a secret' },
  });
export const account = (login: string, mfa: boolean) => ({
  system: 'okta',
  login,
  status: 'active' as const,
  kind: 'person' as const,
  password: true,
  mfa,
});
export const gather = (company: TestAttestry, id: string) =>
  collect(company.attestry.sources, company.caller.org, id, watching);
export const packageFile = ({ folder }: TestAttestry, n: number): string => path.join(folder, `package-${n}.tar`);

export const WRITES: Readonly<Record<string, Write>> = {
  'an organization is made': {
    run: ({ attestry, caller }, n) =>
      createOrganization(
        attestry,
        { slug: `${caller.org.slice(0, 8)}-${n}`, name: 'Other', zone: 'UTC', demo: false },
        'ada',
      ),
    known: ['organization_exists'],
  },
  'a calendar is set': {
    run: ({ attestry, caller }, n) =>
      localClient(organizationContract, organization(attestry), caller).setCalendar({
        zone: 'UTC',
        holidays: [`2026-0${1 + (n % 9)}-01`],
      }),
  },
  'a control is added': { run: (company, n) => ofControls(company).add(own(n)), known: ['control_exists'] },
  'a control is adopted': {
    prepare: async (company) => {
      const { controls: adopted } = await ofControls(company).list({});
      if (adopted.some(({ id }) => id === 'background-checks'))
        await ofControls(company).edit({ id: 'background-checks', state: 'retired' });
    },
    run: (company) => ofControls(company).adopt({ controls: [{ id: 'background-checks' }, { id: 'mfa-enforced' }] }),
  },
  'a control is edited': {
    run: (company, n) => ofControls(company).edit({ id: 'mfa-enforced', owner: `person-${n}@acme.example` }),
  },
  'an engagement is opened': {
    run: ({ attestry, caller }, n) =>
      localClient(engagementsContract, engagements(attestry), caller).create({
        id: `soc2-${n}`,
        name: 'SOC 2',
        type: 'type-2',
        first: '2026-01-01',
        last: '2026-12-31',
      }),
    known: ['engagement_exists'],
  },
  'an engagement is changed': {
    run: ({ attestry, caller }, n) =>
      localClient(engagementsContract, engagements(attestry), caller).change({ id: 'soc2', name: `SOC 2, ${n}` }),
  },
  'an auditor is engaged': {
    run: ({ attestry, caller }, n) =>
      localClient(auditContract, audit(attestry), caller).engage({
        engagement: 'soc2',
        firm: `Example CPAs ${n}`,
        licence: '12345, Oregon',
        signed: '2026-01-01',
        name: `letter-${n}.txt`,
        bytes: Buffer.from(`We will examine, ${n}.`),
      }),
  },
  'a source is added': { run: (company, n) => addSource(company, n), known: ['source_exists'] },
  'settings of a source are changed': {
    run: (company, n) =>
      ofSources(company).changeSettings({ id: 'accounts', settings: { n }, reason: 'it was written wrongly' }),
    known: ['input_invalid'],
  },
  'a source is disconnected': {
    prepare: async (company, n) => {
      const { sources: known } = await ofSources(company).list({});
      if (!known.some(({ id }) => id === `gone-${n}`)) await addSource(company, n, `gone-${n}`);
    },
    run: (company, n) => ofSources(company).disconnect({ id: `gone-${n}`, reason: 'it was given up' }),
    known: ['source_disconnected'],
  },
  'a source is collected': {
    prepare: async (company, n) => {
      company.accounts = [account('ada', n % 2 === 0), account('bo', true), account(`new-${n}`, n % 3 === 0)];
    },
    run: (company) => gather(company, 'accounts'),
  },
  'a handle is declared': {
    run: ({ attestry, caller }, n) =>
      localClient(peopleContract, people(attestry), caller).declare({
        aliases: [{ handle: `github:bot-${n}`, is: 'bot' }],
      }),
  },
  'a count is confirmed': {
    run: ({ attestry, caller }, n) =>
      localClient(
        populationsContract,
        populationsService({ ...attestry, aliasesOf: async () => new Map() }),
        caller,
      ).reconcile({ kind: 'count', population: 'account', source: 'accounts', count: n, note: 'seen in the console' }),
  },
  'evidence is attached': { run: (company, n) => ofEvidence(company).add(attached(n)) },
  'an item is excluded': {
    run: (company, n) =>
      ofChecks(company).exclude({
        id: 'access.second-factor',
        item: 'accounts/okta/bo',
        reason: `a good reason, number ${n}`,
      }),
  },
  'an exclusion ends': {
    prepare: (company, n) =>
      ofChecks(company).exclude({
        id: 'access.second-factor',
        item: 'accounts/okta/bo',
        reason: `a good reason, number ${n}`,
      }),
    run: (company) =>
      ofChecks(company).include({ id: 'access.second-factor', item: 'accounts/okta/bo', reason: 'it no longer holds' }),
    known: ['not_found'],
  },
  'something is said of a deviation': {
    prepare: async (company) => {
      company.accounts = [account('ada', false), account('bo', true), account('cy', false)];
      await gather(company, 'accounts');
      await runChecks(company.attestry, company.caller.org, ['access.second-factor'], () => undefined);
    },
    run: (company, n) =>
      ofDeviations(company).explain({
        id: 'access.second-factor',
        items: ['accounts/okta/ada', 'accounts/okta/cy'],
        happened: `Ada had none, number ${n}.`,
        cause: 'Nothing asked her for one.',
        follows: 'Everybody is asked for one.',
      }),
  },
  'a check is turned off': {
    run: (company, n) =>
      ofChecks(company).switch({ id: 'access.no-shared-account', enabled: n % 2 === 0, reason: 'a good reason' }),
  },
  'checks are run': {
    prepare: async (company, n) => {
      company.accounts = [account('ada', n % 2 === 1), account('bo', true), account(`other-${n}`, false)];
      await gather(company, 'accounts');
    },
    run: ({ attestry, caller }) => runChecks(attestry, caller.org, null, () => undefined),
  },
  'a task is put aside': {
    prepare: async (company) => {
      const { tasks } = await ofWork(company).list({ state: 'dropped' });
      for (const { key } of tasks) await ofWork(company).reopen({ key });
      await ofWork(company).refresh({});
    },
    run: async (company, n) => {
      const [task] = (await ofWork(company).list({})).tasks;
      return ofWork(company).drop({ key: task?.key ?? 'none', reason: `a good reason, number ${n}` });
    },
    once: true,
  },
  'a task is made': {
    run: (company, n) => ofWork(company).add({ title: `Ask the landlord, ${n}`, due: '2030-01-31' }),
  },
  'a policy is edited': {
    prepare: async (company) => {
      const { policies: all } = await ofPolicies(company).list({});
      if (all.length === 0) await ofPolicies(company).draft({ template: 'access-control' });
    },
    run: (company, n) => ofPolicies(company).edit({ id: 'access-control', title: `Access control policy, ${n}` }),
  },
  'a policy is approved': {
    prepare: async (company, n) => {
      const { policies: all } = await ofPolicies(company).list({});
      if (all.length === 0) await ofPolicies(company).draft({ template: 'access-control' });
      await ofPolicies(company).edit({ id: 'access-control', owner: company.caller.person, title: `Access, ${n}` });
    },
    run: async (company) => {
      const { policy } = await ofPolicies(company).show({ id: 'access-control' });
      return ofPolicies(company).approve({ id: 'access-control', version: policy.version });
    },
  },
  'a policy is retired': {
    prepare: async (company, n) => {
      const { policies: all } = await ofPolicies(company).list({});
      if (all.length === 0) await ofPolicies(company).draft({ template: 'access-control' });
      await ofPolicies(company).edit({ id: 'access-control', title: `Access control, ${n}` });
    },
    run: (company) => ofPolicies(company).retire({ id: 'access-control', reason: 'It is in another policy now.' }),
    known: ['input_invalid'],
  },
  'a document is added': { run: addDocument },
  'a document is replaced': {
    prepare: addDocument,
    run: async (company, n) =>
      ofDocuments(company).replace({
        id: await latestDocument(company),
        name: `again-${n}.pdf`,
        bytes: await testPdf(2, `again ${n}`),
      }),
  },
  'a document is retired': {
    prepare: addDocument,
    run: async (company) =>
      ofDocuments(company).retire({ id: await latestDocument(company), reason: 'There is another one.' }),
    known: ['input_invalid', 'not_found'],
  },
  'facts of a report are recorded': {
    prepare: addReport,
    run: async (company) =>
      ofReports(company).record({ document: await latestDocument(company), facts: reportFacts() }),
  },
  'facts of a report are confirmed': {
    prepare: recordReport,
    run: async (company) => {
      const document = await latestDocument(company);
      const { report, digest } = await ofReports(company).show({ document });
      const second = { ...company, caller: { ...company.caller, person: 'bo@acme.example' } };
      return ofReports(second).confirm({ document, version: report.version, digest });
    },
    known: ['report_changed'],
  },
  'a brief on the exceptions of a report is written': {
    prepare: recordReport,
    run: async (company, n) =>
      ofReports(company).writeBrief({
        document: await latestDocument(company),
        lines: [briefLine('1', { done: `Removal is automatic since week ${n}.` })],
      }),
  },
  'a trust center is published': { run: publishTrust },
  'a trust center is taken down': {
    prepare: publishTrust,
    run: (company) => ofTrust(company).withdraw({ reason: 'it is to be written anew' }),
    known: ['trust_unpublished'],
  },
  'an agreement is published': {
    run: (company, n) =>
      ofNdas(company).publish({ title: `An agreement, ${n}`, body: 'Both sides keep it. '.repeat(20), material: true }),
    known: ['input_invalid'],
  },
  'an agreement is recorded': { run: recordNda },
  'an agreement is ended': {
    prepare: recordNda,
    run: async (company) => {
      const [latest] = (await ofNdas(company).list({})).ndas.filter(({ state }) => state === 'in force');
      return ofNdas(company).end({ id: latest?.id ?? '', reason: 'It was terminated.' });
    },
    known: ['not_found', 'request_state', 'input_invalid'],
  },
  'access is given': {
    prepare: addDocument,
    run: async (company, n) =>
      ofGrants(company).give({
        email: `g${n}@buyer.example`,
        name: 'Rita',
        company: 'Buyer',
        documents: [await latestDocument(company)],
      }),
  },
  'access is taken back': {
    prepare: give,
    run: async (company) => ofGrants(company).revoke({ id: await latestGrant(company), reason: 'They left.' }),
    known: ['not_found', 'request_state', 'input_invalid'],
  },
  'rules of access are set': {
    run: (company, n) => ofGrants(company).setRules({ domains: [`partner-${n}.example`] }),
  },
  'a day of readings is sealed': {
    prepare: async (company, n) => {
      const { grant } = await give(company, n);
      await company.attestry.db.transaction(company.caller.org, (tx) =>
        tx
          .insertInto('access_view')
          .values({
            org: company.caller.org,
            id: company.chance.newId(),
            grant_id: grant,
            document: grant,
            original: 'a',
            copy: `${n}`,
            download: false,
            at: new Date(company.chance.at).toISOString(),
          })
          .execute(),
      );
      company.chance.at += 2 * 86_400_000;
    },
    run: ({ attestry, caller }) => sealViews(attestry, caller.org),
  },
  'an objection is recorded': {
    prepare: toldOfSubprocessor,
    run: ({ attestry, caller }, n) =>
      objectTo(attestry, caller.org, toldPlace(n), {
        subprocessor: 'Cirrus',
        company: 'Customer',
        reason: 'It is outside of the EU.',
      }),
    known: ['input_invalid'],
  },
  'a reader is forgotten': {
    prepare: give,
    run: ({ attestry, caller }, n) =>
      localClient(readersContract, readers(attestry), caller).forget({
        address: `r${n}@buyer.example`,
        reason: 'a person asked for it',
        basis: 'article 17',
      }),
    known: ['not_found'],
  },
  'a retention period is set': {
    run: ({ attestry, caller }, n) => setRetention(attestry, caller, { source: 'attached', days: 100 + n }),
  },
  'a hold is set': {
    run: ({ attestry, caller }, n) =>
      setHold(attestry, caller, { artifact: `${n}`.padStart(64, '0'), reason: 'a court asks for it', lift: false }),
  },
  'an artifact is erased': {
    prepare: (company, n) => ofEvidence(company).add(attached(1_000 + n)),
    run: async ({ attestry, caller, ...company }, n) => {
      const all = await ofEvidence({ attestry, caller, ...company }).list({});
      const wanted = all.evidence.find(({ artifact }) => artifact?.name === attached(1_000 + n).name)?.artifact;
      return eraseArtifact(attestry, caller, wanted?.id ?? 'erased already', {
        reason: 'a person asked for it',
        basis: 'article 17',
        successor: { name: 'redacted.txt', media: 'text/plain', bytes: Buffer.from(`redacted ${n}`) },
      });
    },
    known: ['not_found'],
  },
  'a record is erased': {
    prepare: async (company, n) => {
      company.accounts = [account('ada', true), account('bo', true), account(`leaver-${n}`, true)];
      await gather(company, 'accounts');
      await runChecks(company.attestry, company.caller.org, null, () => undefined);
    },
    run: ({ attestry, caller }, n) =>
      eraseRecord(
        attestry,
        caller,
        { population: 'account', key: `accounts/okta/leaver-${n}` },
        { reason: 'a person asked for it', basis: 'article 17' },
      ),
    known: ['not_found'],
  },
  'the key is replaced': { run: ({ attestry, caller }, n) => attestry.ledger.rotateKey(caller.org, `yearly, ${n}`) },
  'a witness is set': {
    run: ({ attestry, caller, folder }, n) =>
      attestry.witness.set(caller.org, caller.person, { kind: 'file', path: path.join(folder, `witness-${n}`) }),
  },
  'a checkpoint is published': {
    prepare: ({ attestry, caller, folder }, n) =>
      attestry.witness.set(caller.org, caller.person, { kind: 'file', path: path.join(folder, `published-${n}`) }),
    run: ({ attestry, caller }) => attestry.witness.publish(caller.org),
  },
  'a firm seals the hash of a report': {
    prepare: (company, n) => letInFirm(company, n),
    run: ({ attestry, caller }, n) =>
      localClient(reportsContract, reports(attestry), {
        org: caller.org,
        person: `cpa${n}@firm.example`,
        standing: { role: 'auditor', may: ['audit:write'], account: null, strong: true, engagements: ['soc2'] },
      }).seal({ engagement: 'soc2', sha256: `${n}`.padStart(64, '0') }),
  },
  'a package is sealed': {
    run: (company, n) =>
      createPackage({ ...company.attestry, software: 'attestry test' }, company.caller, {
        out: packageFile(company, n),
        progress: () => undefined,
      }),
    once: true,
  },
};

/** A company with a control, an engagement, a source that was collected and checks that were run. */
export async function company(db: Database): Promise<TestAttestry> {
  const made = await testAttestry(db);
  await ofControls(made).adopt({ controls: [{ id: 'mfa-enforced' }] });
  await localClient(engagementsContract, engagements(made.attestry), made.caller).create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
  });
  await addSource(made, 0, 'accounts');
  made.accounts = [account('ada', false), account('bo', true)];
  await gather(made, 'accounts');
  await runChecks(made.attestry, made.caller.org, null, () => undefined);
  return made;
}

/** Every kind of thing that is sealed, once, a minute apart. */
export async function writeEverything(made: TestAttestry): Promise<void> {
  for (const [at, write] of Object.values(WRITES).entries()) {
    made.chance.at += 60_000;
    await write.prepare?.(made, at + 1);
    await write.run(made, at + 1);
  }
}
