import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { CHECKS, checkWithId } from '#/checks/index.ts';
import { exclusionRows, limitsInForce } from '#/features/checks/index.ts';
import { statementIn, type Version } from '#/features/controls/index.ts';
import { criteriaIn } from '#/features/engagements/index.ts';
import type { Attached } from '#/features/evidence/index.ts';
import { coverageOf } from '#/features/populations/index.ts';
import { criterionWithId } from '#/library/library.ts';
import { evidenceOf } from '#/library/evidence.ts';
import type { readinessContract } from './contract.ts';
import type { Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import { itemsOf, type JudgedItem, shownItems } from './items.service.ts';
import type { Occurrence } from './occurrences.ts';
import { countStatuses, shownEngagement, shownOccurrence } from './shown.service.ts';
import type { Standing } from './standing.service.ts';

type Explained = Awaited<ReturnType<Handlers<typeof readinessContract>['explain']>>;
type JudgedItems = Awaited<ReturnType<typeof itemsOf>>;
type ExplainedControl = Explained['controls'][number];

/** Everything below a criterion or a control: statuses, rules, runs, items, records, bytes, and where the log has each. */
export async function explained(
  standing: Standing,
  ground: Ground,
  { subject, items }: { readonly subject: string; readonly items: number },
): Promise<Explained> {
  const { opened, asOf, ranked } = standing;
  const criterion = criterionWithId(subject);
  const wanted = ranked.filter(({ id, criteria }) => id === subject || criteria.includes(subject));
  if (criterion === undefined && wanted.length === 0)
    throw new DomainError('not_found', { what: 'control', id: subject });
  if (criterion !== undefined && !criteriaIn(opened.engagement).some(({ id }) => id === subject))
    throw new DomainError('criterion_outside', { criterion: subject, engagement: opened.id });
  const controls: ExplainedControl[] = [];
  const checks = CHECKS.filter(({ id }) => wanted.some(({ facts: own }) => own.checks.some((each) => each.id === id)));
  const judged = await itemsOf(ground, standing.facts, { checks, limit: items });
  for (const each of wanted) controls.push(await explainedControl(standing, ground, each, judged));
  return {
    engagement: shownEngagement(opened),
    asOf: { ...asOf },
    criterion:
      criterion === undefined
        ? null
        : {
            id: criterion.id,
            title: criterion.title,
            notRelevant: opened.engagement.notRelevant[criterion.id] ?? null,
            counts: countStatuses(wanted),
          },
    controls,
  };
}

async function explainedControl(
  { facts }: Standing,
  ground: Ground,
  { id, title, criteria, of, facts: own }: Ranked,
  judged: JudgedItems,
): Promise<ExplainedControl> {
  const version = facts.controls.find((each) => each.version.id === id)?.version;
  if (version === undefined) throw new TypeError(`${id} has a status and no version`);
  const { definition, position, effectiveFrom, received } = version;
  const checks: ExplainedControl['checks'] = [];
  for (const { id: check, enabled } of own.checks)
    checks.push(await explainedCheck(facts, ground, { check, enabled, items: judged.get(check) ?? [] }));
  const attached = facts.attached.filter(({ control }) => control === id);
  return {
    id,
    title,
    statement: statementIn(definition),
    owner: definition.owner,
    ownerFunction: definition.ownerFunction,
    criteria: [...criteria],
    status: of.status,
    asOf: of.asOf,
    reasons: [...of.reasons],
    position,
    effectiveFrom,
    received,
    checks,
    coverage: await explainedCoverage(ground, own.coverage),
    occurrences: await Promise.all(
      own.occurrences.map((each) => provenOccurrence(ground, facts, { version, attached }, each)),
    ),
    attached: attached.map(({ control: _, ...each }) => ({
      ...each,
      purpose: each.purpose as 'design',
      artifact: each.artifact === null ? null : { ...each.artifact },
    })),
  };
}

async function explainedCheck(
  facts: Standing['facts'],
  ground: Ground,
  {
    check: id,
    enabled,
    items,
  }: { readonly check: string; readonly enabled: boolean; readonly items: readonly JudgedItem[] },
): Promise<ExplainedControl['checks'][number]> {
  const { tx, asOf } = ground;
  const check = checkWithId(id);
  if (check === undefined) throw new TypeError(`there is no check ${id}`);
  const limits = await limitsInForce(tx, check, asOf.position);
  const run = facts.runs.get(id);
  const counts = facts.controls.flatMap(({ facts: own }) => own.checks).find((each) => each.id === id)?.run?.counts;
  const exclusions = new Map(
    (await exclusionRows(tx, asOf.position)).filter(({ checkId }) => checkId === id).map((row) => [row.item, row]),
  );
  const known = run !== undefined && counts !== undefined;
  return {
    id,
    title: check.title,
    population: check.population,
    enabled,
    sentences: limits.map(({ from, values }, at) => ({
      from: at === 0 ? null : from,
      sentence: check.sentence(values),
    })),
    run: known
      ? {
          position: run.position,
          asOf: run.asOf,
          asOfPosition: run.asOfPosition,
          outcomes: run.outcomes,
          population: counts.population,
          shown: { ...counts.shown },
          rule: { ...counts.rule },
        }
      : null,
    items: known ? [...(await shownItems(tx, run, items, exclusions))] : [],
  };
}

async function explainedCoverage(
  { tx, asOf }: Ground,
  needed: Ranked['facts']['coverage'],
): Promise<ExplainedControl['coverage']> {
  const all: ExplainedControl['coverage'] = [];
  for (const { population, holes } of needed) {
    const rows = await coverageOf(tx, population, asOf.position);
    all.push({
      population,
      holes: holes.map((hole) => ({ ...hole })),
      readings: rows.map(({ source, kind, from, to, sourceCount, ourCount, rejected, note, position }) => ({
        source,
        kind,
        from,
        to,
        sourceCount,
        ourCount,
        rejected,
        note,
        position,
      })),
    });
  }
  return all;
}

/** An occurrence with where the log has what proves it: a record, a reading, or what a person attached. */
async function provenOccurrence(
  { tx, asOf }: Ground,
  { recorded }: Pick<Standing['facts'], 'recorded'>,
  {
    version: { id: control, definition },
    attached,
  }: { readonly version: Version; readonly attached: readonly Attached[] },
  occurrence: Occurrence,
): Promise<ExplainedControl['occurrences'][number]> {
  const shown = shownOccurrence(occurrence);
  if (shown.proof === null) return { ...shown, shownBy: null, positions: [] };
  const byHand = attached.find(({ id }) => id === shown.proof);
  if (byHand !== undefined)
    return {
      ...shown,
      shownBy: byHand.artifact?.name ?? 'what was attached, and erased since',
      positions: [byHand.position],
    };
  const { occurrences } = evidenceOf(definition.origin);
  if (occurrences.kind === 'attached') return { ...shown, shownBy: null, positions: [] };
  const { population } = occurrences;
  if (occurrences.kind !== 'covered')
    return {
      ...shown,
      shownBy: `${population} ${shown.proof}`,
      positions: [...new Set(recorded.performances(control).find(({ proof }) => proof === shown.proof)?.positions)],
    };
  const reading = (await coverageOf(tx, population, asOf.position)).find(({ run }) => run === shown.proof);
  return {
    ...shown,
    shownBy: `a reading of ${reading?.source ?? population}`,
    positions: reading === undefined ? [] : [reading.position],
  };
}
