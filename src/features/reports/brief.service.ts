import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { claimsIn } from '#/features/trust/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { briefContract, BriefLine } from './brief.contract.ts';
import { exceptionsOf, knownFactsOf, unmatched } from './brief.ts';
import { insertBrief, latestBriefs } from './brief.store.ts';
import type { ReportException, ReportFacts } from './facts.contract.ts';
import { reportDocument, reportDocuments } from './reports.service.ts';
import type { ReportsDeps } from './service.ts';
import type { ReportDocument } from './standing.ts';

type Handling<N extends keyof typeof briefContract> = (
  deps: ReportsDeps,
  ...given: Parameters<Handlers<typeof briefContract>[N]>
) => ReturnType<Handlers<typeof briefContract>[N]>;

const digestOf = (exceptions: readonly ReportException[]): string => sha256Hex(canonicalJson([...exceptions]));

/** A report with exceptions, and the brief on them that can be read and ticked. */
export interface BriefNeeded {
  readonly document: string;
  readonly title: string;
  /** Null: nobody wrote one about the exceptions as they are. */
  readonly position: number | null;
}

/** What whoever gives documents has to know of the reports among them. */
export interface ToRead {
  /** Of those with exceptions. */
  readonly briefs: readonly BriefNeeded[];
  /** Those of which nobody confirmed whether they have any. */
  readonly unknown: readonly UnknownReport[];
}

export interface UnknownReport {
  readonly document: string;
  readonly title: string;
}

export async function toReadBefore(tx: Tx, documents: readonly string[]): Promise<ToRead> {
  const wanted = (await reportDocuments(tx)).filter(({ version }) => documents.includes(version.id));
  return { briefs: await neededFor(tx, wanted), unknown: unknownOf(wanted) };
}

const unknownOf = (reports: readonly ReportDocument[]): UnknownReport[] =>
  reports.flatMap((each) =>
    exceptionsOf(each) === null ? [{ document: each.version.id, title: each.version.definition.title }] : [],
  );

async function neededFor(tx: Tx, reports: readonly ReportDocument[]): Promise<readonly BriefNeeded[]> {
  if (reports.every((each) => (exceptionsOf(each) ?? []).length === 0)) return [];
  const written = new Map((await latestBriefs(tx)).map((each) => [each.document, each]));
  return reports.flatMap((each) => shown(each, written.get(each.version.id)) ?? []);
}

/** Where the briefs are sealed that are about the exceptions as they are. */
export async function briefPositions(tx: Tx): Promise<readonly number[]> {
  const needed = await neededFor(tx, await reportDocuments(tx));
  return needed.flatMap(({ position }) => position ?? []);
}

export const briefs: Handling<'briefs'> = ({ db }, { org }) =>
  db.transaction(org, async (tx) => {
    const all = (await reportDocuments(tx)).filter(({ version }) => version.definition.retired === null);
    const written = new Map((await latestBriefs(tx)).map((each) => [each.document, each]));
    return {
      briefs: all.flatMap((each) => shown(each, written.get(each.version.id)) ?? []),
      unknown: unknownOf(all),
    };
  });

function shown(of: ReportDocument, brief: Awaited<ReturnType<typeof latestBriefs>>[number] | undefined) {
  const exceptions = exceptionsOf(of) ?? [];
  if (exceptions.length === 0) return null;
  const isOf = brief?.exceptions === digestOf(exceptions);
  return {
    document: of.version.id,
    title: of.version.definition.title,
    state: brief === undefined ? ('missing' as const) : isOf ? ('written' as const) : ('outdated' as const),
    position: brief !== undefined && isOf ? brief.position : null,
    person: brief?.person ?? null,
    at: brief?.received ?? null,
    exceptions: exceptions.map(({ number, control, nature, severity, response, page }) => ({
      number,
      control,
      nature,
      severity,
      response,
      page,
    })),
    lines: (brief?.lines ?? []).map((line) => ({ ...line })),
  };
}

export const writeBrief: Handling<'writeBrief'> = (deps, { org, person }: Caller, { document, lines }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const of = await reportDocument(tx, document);
    const exceptions = exceptionsOf(of);
    if (exceptions === null || exceptions.length === 0)
      throw new DomainError('input_invalid', { where: 'document', because: 'no exceptions of it are recorded' });
    const because = unmatched(exceptions, lines);
    if (because !== null) throw new DomainError('input_invalid', { where: 'lines', because });
    mustClaimNothing(lines, knownFactsOf(of)?.opinion.kind ?? undefined);
    const said = { document, exceptions: digestOf(exceptions), lines, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'report-brief-written', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertBrief(tx, org, { ...said, position });
    return { position };
  });

/**
 * What is said to buyers goes by the same rules as what the public page says, but that they are given the report, in
 * which stand the firm and the kind of its opinion. It holds exceptions, or there would be no brief.
 */
function mustClaimNothing(lines: readonly BriefLine[], opinion: ReportFacts['opinion']['kind'] | undefined): void {
  const ground = { hasReport: true, hasFirm: true, ...(opinion == null ? {} : { opinion }) };
  for (const [at, line] of lines.entries())
    for (const name of ['happened', 'bounded', 'done', 'say'] as const) {
      const [claim] = claimsIn(`lines.${at}.${name}`, line[name], ground);
      if (claim !== undefined) throw new DomainError('brief_claims', { ...claim });
    }
}
