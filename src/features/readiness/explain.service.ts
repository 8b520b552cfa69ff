import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { CHECKS, checkWithId } from '#/checks/index.ts';
import { sentencesOf } from '#/features/checks/index.ts';
import { defaultsIn, everyVersion, statementIn, unsaidOf, type Version } from '#/features/controls/index.ts';
import { criteriaIn, shownEngagement } from '#/features/engagements/index.ts';
import type { Attached } from '#/features/evidence/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { judgedCoverage } from '#/features/populations/index.ts';
import { criterionWithId } from '#/library/library.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { apartOf } from './apart.service.ts';
import type { readinessContract } from './contract.ts';
import type { Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import { itemsOf, shownItems } from './items.service.ts';
import { type Occurrence, shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { countStatuses } from './view.ts';
import type { Standing } from './standing.service.ts';

type Explained = Awaited<ReturnType<Handlers<typeof readinessContract>['explain']>>;
type ExplainedControl = Explained['controls'][number];

/** Everything below a criterion or a control: statuses, rules, runs, items, records, bytes, and where the log has each. */
export async function explained(
  standing: Standing,
  ground: Ground,
  { subject, items, ledger }: { readonly subject: string; readonly items: number; readonly ledger: Ledger },
): Promise<Explained> {
  const { opened, asOf, ranked } = standing;
  const criterion = criterionWithId(subject);
  const wanted = ranked.filter(({ id, criteria }) => id === subject || criteria.includes(subject));
  const versions = await everyVersion(ground.tx, asOf.position);
  if (criterion === undefined && wanted.length === 0)
    throw versions.some(({ id }) => id === subject)
      ? new DomainError('control_outside', { control: subject, engagement: opened.id })
      : new DomainError('not_found', { what: 'control', id: subject });
  if (criterion !== undefined && !criteriaIn(opened.engagement).some(({ id }) => id === subject))
    throw new DomainError('criterion_outside', { criterion: subject, engagement: opened.id });
  const checks = CHECKS.filter(({ id }) => wanted.some(({ facts: own }) => own.checks.some((each) => each.id === id)));
  const { tx } = ground;
  const read: Read = {
    items: await shownItems(ground, standing.facts, await itemsOf(ground, standing.facts, { checks, limit: items })),
    versions,
    coverage: await judgedCoverage(tx, asOf.position),
  };
  const controls: ExplainedControl[] = [];
  for (const each of wanted) {
    const asking = { ground, facts: standing.facts, ledger, patient: false };
    const { known } = await apartOf(asking, { list: 'no-longer-deviating', after: null, limit: 0, control: each.id });
    controls.push({ ...explainedControl(standing, read, each), noLongerDeviating: known });
  }
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

/** What the parts of an explanation have in common; each is read once. */
interface Read {
  readonly items: Awaited<ReturnType<typeof shownItems>>;
  readonly versions: readonly Version[];
  readonly coverage: Awaited<ReturnType<typeof judgedCoverage>>;
}

function explainedControl(
  { facts }: Standing,
  read: Read,
  { id, title, criteria, of, facts: own }: Ranked,
): Omit<ExplainedControl, 'noLongerDeviating'> {
  const version = facts.controls.find((each) => each.version.id === id)?.version;
  if (version === undefined) throw new TypeError(`${id} has a status and no version`);
  const { definition, position, effectiveFrom, received } = version;
  const attached = facts.attached.filter(({ control }) => control === id);
  return {
    id,
    title,
    statement: statementIn(definition),
    defaults: defaultsIn(definition),
    unsaid: unsaidOf(definition).filter(({ check }) => own.checks.some((each) => each.id === check && each.enabled)),
    owner: definition.owner,
    ownerFunction: definition.ownerFunction,
    criteria: [...criteria],
    status: of.status,
    asOf: of.asOf,
    reasons: [...of.reasons],
    position,
    effectiveFrom,
    received,
    checks: own.checks.map((check) => explainedCheck(facts, read, check)),
    coverage: explainedCoverage(read, own.coverage),
    occurrences: own.occurrences.map((each) => provenOccurrence(read, facts, { version, attached }, each)),
    attached: attached.map(({ control: _, erased: __, ...each }) => ({
      ...each,
      purpose: each.purpose as 'design',
      artifact: each.artifact === null ? null : { ...each.artifact },
    })),
  };
}

function explainedCheck(
  facts: Standing['facts'],
  { items, versions }: Read,
  { id, enabled }: { readonly id: string; readonly enabled: boolean },
): ExplainedControl['checks'][number] {
  const check = checkWithId(id);
  if (check === undefined) throw new TypeError(`there is no check ${id}`);
  const run = facts.runs.get(id);
  const counts = facts.controls.flatMap(({ facts: own }) => own.checks).find((each) => each.id === id)?.run?.counts;
  const known = run !== undefined && counts !== undefined;
  return {
    id,
    title: check.title,
    population: check.population,
    enabled,
    sentences: sentencesOf(check, versions),
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
    items: known ? [...(items.get(id) ?? [])] : [],
  };
}

const explainedCoverage = ({ coverage }: Read, needed: Ranked['facts']['coverage']): ExplainedControl['coverage'] =>
  needed.map(({ population, holes }) => ({
    population,
    holes: holes.map((hole) => ({ ...hole })),
    readings: (coverage.get(population) ?? []).map(
      ({ source, kind, from, to, sourceCount, ourCount, rejected, note, position }) => ({
        source,
        kind,
        from,
        to,
        sourceCount,
        ourCount,
        rejected,
        note,
        position,
      }),
    ),
  }));

/** An occurrence with where the log has what proves it: a record, a reading, or what a person attached. */
function provenOccurrence(
  { coverage }: Read,
  { recorded }: Pick<Standing['facts'], 'recorded'>,
  {
    version: { id: control, definition },
    attached,
  }: { readonly version: Version; readonly attached: readonly Attached[] },
  occurrence: Occurrence,
): ExplainedControl['occurrences'][number] {
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
  const reading = coverage.get(population)?.find(({ run }) => run === shown.proof);
  return {
    ...shown,
    shownBy: `a reading of ${reading?.source ?? population}`,
    positions: reading === undefined ? [] : [reading.position],
  };
}
