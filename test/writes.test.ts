import assert from 'node:assert/strict';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks, runChecks } from '#/features/checks/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { eraseArtifact, eraseRecord, evidence, setHold, setRetention } from '#/features/evidence/index.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { createOrganization, organization } from '#/features/organization/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { people } from '#/features/people/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { verifyPackage } from '#/package/verify.ts';
import { testAttestry, type TestAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { InjectedFault } from '#test/kit/faults.ts';
import { Oracle } from '#test/kit/oracle.ts';

const db = await testDatabase();

/** A write of a service: `prepare` makes it possible, and is not disturbed; `n` makes each one another. */
interface Write {
  readonly prepare?: (company: TestAttestry, n: number) => Promise<unknown>;
  readonly run: (company: TestAttestry, n: number) => Promise<unknown>;
  /** What a second try may answer when the first was done and could not be told from one that was not. */
  readonly known?: readonly string[];
  /** Every run makes something of its own, so that a second try would show nothing. */
  readonly once?: true;
}

const ofControls = ({ attestry, caller }: TestAttestry) => localClient(controlsContract, controls(attestry), caller);
const ofChecks = ({ attestry, caller }: TestAttestry) => localClient(checksContract, checks(attestry), caller);
const ofEvidence = ({ attestry, caller }: TestAttestry) => localClient(evidenceContract, evidence(attestry), caller);
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
const addSource = ({ attestry, caller }: TestAttestry, n: number) =>
  localClient(sourcesContract, sources(attestry.sources), caller).add({
    id: `source-${n}`,
    collector: 'made-up',
    settings: {},
    secrets: { token: 'a secret' },
  });
const account = (login: string, mfa: boolean) => ({
  system: 'okta',
  login,
  status: 'active' as const,
  kind: 'person' as const,
  password: true,
  mfa,
});
const gather = (company: TestAttestry, id: string) =>
  collect(company.attestry.sources, company.caller.org, id, watching);
const packageFile = ({ folder }: TestAttestry, n: number): string => path.join(folder, `package-${n}.tar`);

const WRITES: Readonly<Record<string, Write>> = {
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
    prepare: async (company, n) => {
      if (n > 1) await ofControls(company).edit({ id: 'background-checks', state: 'retired' });
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
  'a source is added': { run: addSource, known: ['source_exists'] },
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
  'a package is sealed': {
    run: (company, n) =>
      createPackage({ ...company.attestry, software: 'attestry test' }, company.caller, company.organization, {
        out: packageFile(company, n),
        progress: () => undefined,
      }),
    once: true,
  },
};

async function company(): Promise<TestAttestry> {
  const made = await testAttestry(db);
  await ofControls(made).adopt({ controls: [{ id: 'mfa-enforced' }] });
  await localClient(engagementsContract, engagements(made.attestry), made.caller).create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
  });
  await localClient(sourcesContract, sources(made.attestry.sources), made.caller).add({
    id: 'accounts',
    collector: 'made-up',
    settings: {},
    secrets: { token: 'a secret' },
  });
  made.accounts = [account('ada', false), account('bo', true)];
  await gather(made, 'accounts');
  await runChecks(made.attestry, made.caller.org, null, () => undefined);
  return made;
}

/** Tries a write once more, as a person would who was not told whether it was done. */
async function again(write: Write, made: TestAttestry, n: number): Promise<void> {
  await write.run(made, n).catch((error: unknown) => {
    const code = error instanceof DomainError ? error.code : null;
    if (code === null || !(write.known ?? []).includes(code)) throw error;
  });
}

for (const [what, write] of Object.entries(WRITES)) {
  test(`${what}: whichever effect fails, before it or after it, state and seal agree`, async () => {
    const made = await company();
    const oracle = new Oracle(made.attestry, made.caller.org);
    await oracle.look('the beginning');
    let n = 0;
    let effects: readonly string[] = [];
    // each look also sees what the try before it left, and the last one what the last left
    for (const when of ['before', 'after'] as const) {
      for (let at = 0; ; at += 1) {
        // after a statement, and before the next one, the transaction ends in the same way
        if (when === 'after' && /Node|insert|update|delete/.test(effects[at] ?? '')) continue;
        n += 1;
        made.chance.at += 60_000;
        await write.prepare?.(made, n);
        made.faults.strike(at, when);
        const error = await write.run(made, n).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        made.faults.rest();
        const where = `${when} ${made.faults.seen[at]}, effect ${at}`;
        if (!made.faults.struck) {
          assert.equal(error, null, `${what}: ${String(error)}`);
          assert.ok(at >= 2, `${what} has ${at} effects only: ${made.faults.seen.join(', ')}`);
          effects = made.faults.seen;
          break;
        }
        if (error !== null && !(error instanceof InjectedFault || hasFault(error))) throw error;
        await oracle.look(where);
        made.chance.at += 60_000;
        if (write.once !== true) await again(write, made, n);
      }
    }
    await oracle.look('the end');
    for (let each = 1; each <= n; each += 1) {
      const file = packageFile(made, each);
      if (existsSync(file)) assert.deepEqual(verifyPackage(file, NOBODY).faults, []);
    }
  });
}

const NOBODY = { key: null, since: null, believed: { anchors: '', witnesses: [] } };

const hasFault = (error: unknown): boolean =>
  error instanceof Error && (error.cause instanceof InjectedFault || error.message.includes('effect'));
