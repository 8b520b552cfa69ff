import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { allDocuments } from '#/features/documents/index.ts';
import { engagementWithId } from '#/features/engagements/index.ts';
import { isMailed, membersWhoMay } from '#/features/identity/index.ts';
import type { ReadinessDeps } from '#/features/readiness/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Documents } from '#/platform/documents/documents.ts';
import { briefs, writeBrief } from './brief.service.ts';
import type { reportsContract } from './contract.ts';
import { deviatingIn } from './deviating.service.ts';
import { faultsElsewhere, type Other, othersIn } from './elsewhere.ts';
import { ReportFacts } from './facts.contract.ts';
import { type Fault, faultsOf } from './faults.ts';
import { begunExceptions } from './ours.contract.ts';
import { placeInWords } from './place-words.contract.ts';
import { prefilled } from './prefill.service.ts';
import { readReport } from './reading.service.ts';
import { reportDocument, reportDocuments } from './reports.service.ts';
import { historyOf, standingShown } from './shown.ts';
import { isSamePerson, type Recorded, type ReportDocument } from './standing.ts';
import {
  draftRow,
  firmSealOf,
  forgetDraft,
  insertDecided,
  insertRecorded,
  insertSeal,
  saveDraft,
  sealsIn,
} from './store.ts';

export interface ReportsDeps extends ReadinessDeps {
  readonly documents: Documents;
}

type Handling<N extends keyof typeof reportsContract> = (
  deps: ReportsDeps,
  ...given: Parameters<Handlers<typeof reportsContract>[N]>
) => ReturnType<Handlers<typeof reportsContract>[N]>;

export const reports = (deps: ReportsDeps): Handlers<typeof reportsContract> => ({
  list: ({ org }) =>
    deps.db.transaction(org, async (tx) => {
      const shown = [];
      for (const each of await reportDocuments(tx)) shown.push(await standing(tx, each));
      return { reports: shown };
    }),
  show: ({ org }, { document }) =>
    deps.db.transaction(org, async (tx) => {
      const found = await reportDocument(tx, document);
      const facts = found.report?.latest.facts ?? null;
      return {
        report: await standing(tx, found),
        facts,
        digest: facts === null ? '' : digestOf(facts),
        history: historyOf(found.report).map((each) => ({ ...each })),
      };
    }),
  draft: (caller, input) => draft(deps, caller, input),
  read: (caller, input) => readReport(deps, caller, input),
  save: (caller, input) => save(deps, caller, input),
  record: (caller, input) => record(deps, caller, input),
  confirm: (caller, input) => confirm(deps, caller, input),
  withdraw: (caller, input) => withdraw(deps, caller, input),
  briefs: (caller, input) => briefs(deps, caller, input),
  writeBrief: (caller, input) => writeBrief(deps, caller, input),
  seal: (caller, input) => seal(deps, caller, input),
  seals: ({ org }, { engagement }) =>
    deps.db.transaction(org, async (tx) => {
      await engagementWithId(tx, engagement, Number.MAX_SAFE_INTEGER);
      const rows = await sealsIn(tx, engagement);
      return {
        seals: rows.map(({ sha256, firm, person, address, received, position }) => ({
          sha256,
          firm,
          person,
          address,
          at: received,
          position,
        })),
      };
    }),
});

/** The digest by which facts are confirmed: of these and of no others. */
const digestOf = (facts: ReportFacts): string => sha256Hex(canonicalJson(facts));

const standing = async (tx: Tx, found: ReportDocument) =>
  standingShown(found, await firmSealOf(tx, found.version.definition.file.sha256));

async function faultsIn(tx: Tx, facts: ReportFacts, { version: { id, definition } }: ReportDocument): Promise<Fault[]> {
  const { first, last, file } = definition;
  const { pages } = file;
  const others = othersIn(facts).length === 0 ? [] : (await allDocuments(tx)).map(otherOf);
  return [...faultsOf(facts, { pages, first, last }), ...faultsElsewhere(facts, { id, pages, others })];
}

const otherOf = ({ id, definition: { kind, file, retired } }: ReportDocument['version']): Other => ({
  id,
  kind,
  pages: file.pages,
  isRetired: retired !== null,
});

const draft: Handling<'draft'> = async (deps, { org }, { document, engagement }) => {
  const { found, lives, ...begins } = await deps.db.transaction(org, async (tx) => {
    const of = await reportDocument(tx, document);
    return { found: of, ...(await begun(tx, of, { engagement, now: deps.chance.now() })) };
  });
  const deviating = lives === null ? [] : await deviatingIn(deps, org, lives);
  const exceptions = { says: 'these' as const, list: [...begunExceptions(deviating)] };
  const facts = deviating.length === 0 ? begins.facts : { ...begins.facts, exceptions };
  return deps.db.transaction(org, async (tx) => ({ ...begins, facts, faults: await faultsIn(tx, facts, found) }));
};

/** What a draft begins with, and the examination that it is taken from; null: from none. */
async function begun(
  tx: Tx,
  { version, report }: ReportDocument,
  { engagement, now }: { readonly engagement: string | undefined; readonly now: Instant },
) {
  const saved = await draftRow(tx, version.id);
  const lives = null;
  if (engagement === undefined) {
    if (saved !== undefined) return { facts: saved.facts, revision: saved.revision, from: 'draft' as const, lives };
    if (report !== undefined) return { facts: report.latest.facts, revision: 0, from: 'recorded' as const, lives };
  } else await engagementWithId(tx, engagement, Number.MAX_SAFE_INTEGER);
  const { first, last } = version.definition;
  const revision = saved?.revision ?? 0;
  const found = await prefilled(tx, { document: version.id, engagement, first, last, now });
  if (found !== null) return { facts: found.facts, revision, from: 'engagement' as const, lives: found.engagement };
  return { facts: ReportFacts.parse({ period: { first, last } }), revision, from: 'nothing' as const, lives };
}

const save: Handling<'save'> = (deps, { org, person }, { document, revision: read, facts }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx); // so that of two who save at once the second one is told
    const found = await reportDocument(tx, document);
    mustBeGiven(found);
    const revision = (await draftRow(tx, document))?.revision ?? 0;
    if (revision !== read) throw new DomainError('report_changed', { id: document });
    await saveDraft(tx, org, { document, facts, revision: revision + 1, person, saved: deps.chance.now() });
    return { revision: revision + 1, faults: await faultsIn(tx, facts, found) };
  });

const record: Handling<'record'> = (deps, { org, person }, { document, facts }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const found = await reportDocument(tx, document);
    mustBeGiven(found);
    const faults = await faultsIn(tx, facts, found);
    const [first] = faults;
    if (first !== undefined) {
      const where = placeInWords(first.where, facts);
      throw new DomainError('report_incomplete', { where, because: first.because, places: faults.length });
    }
    const version = (found.report?.latest.version ?? 0) + 1;
    const said = { document, version, original: found.version.definition.file.sha256, facts, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'report-recorded', payload: { v: 2, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertRecorded(tx, org, { ...said, position });
    await forgetDraft(tx, document);
    return { version, digest: digestOf(facts), position };
  });

function mustBeGiven({ version: { definition } }: ReportDocument): void {
  if (definition.retired !== null)
    throw new DomainError('input_invalid', { where: 'document', because: 'it is retired' });
}

const confirm: Handling<'confirm'> = (deps, { org, person }, { document, version, digest }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const { version: paper, report } = await reportDocument(tx, document);
    const waits = report?.state === 'waiting' ? report.latest : null;
    if (waits === null || waits.version !== version || digestOf(waits.facts) !== digest || !isOf(waits, paper))
      throw new DomainError('report_changed', { id: document });
    if (isSamePerson(waits.person, person)) throw new DomainError('report_second_person', { person });
    const said = { document, version, reason: '', person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'report-confirmed', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertDecided(tx, org, { ...said, decision: 'confirmed', position });
    return { position };
  });

const isOf = ({ original }: Recorded, { definition }: ReportDocument['version']): boolean =>
  original === definition.file.sha256 && definition.retired === null;

const withdraw: Handling<'withdraw'> = (deps, { org, person }, { document, reason }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const { report } = await reportDocument(tx, document);
    if (report === undefined || report.state === 'withdrawn') throw new DomainError('report_changed', { id: document });
    const said = { document, version: report.latest.version, reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'report-withdrawn', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertDecided(tx, org, { ...said, decision: 'withdrawn', position });
    return { position };
  });

/**
 * Only from the firm's own account: nobody else says for a firm what it issued. Where management had the link to that
 * account it could be theirs, so that this is sealed with it.
 */
const seal: Handling<'seal'> = (deps, { org, person, standing: who }, { engagement, sha256 }) =>
  deps.db.transaction(org, async (tx) => {
    await engagementWithId(tx, engagement, Number.MAX_SAFE_INTEGER);
    const members = await membersWhoMay(tx, 'audit:write', deps.chance.now());
    const member = members.find(({ email, engagements }) => email === person && engagements.includes(engagement));
    if (who === undefined || member === undefined || member.firm === null)
      throw new DomainError('report_firm_only', { engagement });
    const address = (await isMailed(tx, member)) ? ('mailed' as const) : ('handed' as const);
    const said = { engagement, sha256, firm: member.firm, person, address };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'report-sealed', payload: { v: 2, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertSeal(tx, org, { ...said, position });
    return { position };
  });
