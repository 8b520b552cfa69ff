import { checkWithId } from '#/checks/index.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { exclusionRows } from '#/features/checks/index.ts';
import {
  controlVersions,
  isAsInLibrary,
  saidApart,
  statementIn,
  unsaidOf,
  type Version,
} from '#/features/controls/index.ts';
import { criteriaIn, windowIn } from '#/features/engagements/index.ts';
import { saidSize } from '#/features/organization/index.ts';
import { policiesInForce } from '#/features/policies/index.ts';
import { lastReadings } from '#/features/sources/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { Facts, Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import type { Programme, RuledChange, RuledControl, RuledEvidence } from './rules/rule.ts';
import { workforceIn } from './workforce.service.ts';

const BY_FILE: ReadonlySet<string> = new Set(['file', 'scan', 'pgbackrest']);

/** All that the rules of the programme look at, as the log had it. */
export async function programmeOf(ground: Ground, facts: Facts, ranked: readonly Ranked[]): Promise<Programme> {
  const { tx, opened, asOf } = ground;
  const { engagement } = opened;
  const window = windowIn(engagement);
  const exclusions = await exclusionRows(tx, asOf.position);
  const sources = (await lastReadings(tx)).map(({ collector, ...rest }) => ({
    ...rest,
    file: BY_FILE.has(collector),
    ...(collector === 'git' ? { approvals: 'stated' as const } : {}),
  }));
  const { items, ...workforce } = await workforceIn(ground, { approvals: sources.some(({ approvals }) => approvals) });
  const said = await saidSize(tx, asOf.position); // where no record says, as somebody said at the beginning
  return {
    asOf: asOf.instant,
    engagement: {
      id: opened.id,
      type: engagement.examination.type,
      ...window,
      opened: opened.opened,
      categories: engagement.categories,
      parts: Object.entries(engagement.boundary).flatMap(([part, named]) => ((named?.length ?? 0) > 0 ? [part] : [])),
      promises: engagement.promises,
      subservice: engagement.subservice.map(({ name, method, expected, controls }) => ({
        name,
        method,
        expected: expected.length,
        controls: controls.length,
      })),
    },
    ...workforce,
    headcount: workforce.headcount ?? said?.headcount ?? null,
    // one who wrote, by the records, is not the only one there where somebody said that others write, too
    authors: Math.max(workforce.authors ?? 0, said?.engineers ?? 0) || null,
    controls: await ruledControls(ground, facts, ranked),
    criteria: criteriaIn(engagement).map(({ id }) => ({
      id,
      relevant: engagement.notRelevant[id] === undefined,
      controls: ranked.filter(({ criteria }) => criteria.includes(id)).length,
    })),
    attached: evidenceIn(facts),
    policies: await policiesInForce(tx, asOf.position),
    sources,
    exclusions: {
      total: exclusions.length,
      knownBefore: exclusions.filter(({ knownOutcome }) => knownOutcome === 'deviation').length,
      deviations: ranked.reduce(
        (sum, { facts: { checks } }) =>
          sum + checks.reduce((all, { run }) => all + (run?.counts.shown.deviation ?? 0), 0),
        0,
      ),
    },
    items,
  };
}

async function ruledControls(
  { tx, asOf }: Ground,
  { controls, attached }: Facts,
  ranked: readonly Ranked[],
): Promise<readonly RuledControl[]> {
  const history = await controlVersions(tx, asOf.position);
  const held = new Map(controls.map(({ version }) => [version.id, version]));
  return ranked.flatMap(({ id, title, criteria, highRisk, facts, of }): readonly RuledControl[] => {
    const version = held.get(id);
    if (version === undefined) return [];
    const { definition } = version;
    const origin = definition.origin === null ? undefined : libraryControl(definition.origin);
    const versions = history.get(id) ?? [version];
    return [
      {
        id,
        title,
        owner: facts.owner,
        ownerFunction: definition.ownerFunction,
        frequency: definition.frequency,
        criteria,
        origin: definition.origin,
        servedByOrigin: origin?.criteria ?? [],
        statement: statementIn(definition),
        asInLibrary: isAsInLibrary(definition),
        unsaid: unsaidOf(definition).filter(({ check }) =>
          facts.checks.some(({ id, enabled }) => id === check && enabled),
        ),
        saidApart: saidApart(definition),
        highRisk,
        status: of.status,
        checks: facts.checks.map(({ id: check, enabled }) => ({
          id: check,
          title: checkWithId(check)?.title ?? check,
          enabled,
        })),
        populations: evidenceOf(definition.origin).populations,
        declaredOnly: facts.coverage
          .filter(({ declaredOnly }) => declaredOnly.length > 0)
          .map(({ population }) => population),
        occurrences: facts.occurrences.map(({ kind, period: { start, end } }) => ({ kind, start, end })),
        ...changesOf(versions),
        designSince: earliestDesign(attached, id),
      },
    ];
  });
}

/** Changes of what it says, or of how often it is performed; a new owner changes nothing of that. */
function changesOf(versions: readonly Version[]): Pick<RuledControl, 'changes' | 'adopted'> {
  const changes = versions.flatMap(({ definition, effectiveFrom, received }, place): readonly RuledChange[] => {
    const before = versions[place - 1]?.definition;
    if (before === undefined || saysTheSame(before, definition)) return [];
    return [{ from: effectiveFrom, received, rhythm: before.frequency !== definition.frequency }];
  });
  return { adopted: versions[0]?.effectiveFrom ?? 0, changes };
}

const saysTheSame = (one: Version['definition'], other: Version['definition']): boolean =>
  statementIn(one) === statementIn(other) && one.frequency === other.frequency;

function earliestDesign(attached: Facts['attached'], control: string): number | null {
  const dates = attached.flatMap(({ control: of, purpose, occurred }) =>
    of === control && purpose === 'design' ? [parseMoment(occurred)?.earliest ?? Number.POSITIVE_INFINITY] : [],
  );
  return dates.length === 0 ? null : Math.min(...dates);
}

const evidenceIn = ({ attached }: Facts): readonly RuledEvidence[] =>
  attached.flatMap(({ control, artifact, purpose, occurred, received }) => {
    const at = parseMoment(occurred);
    return at === null
      ? []
      : [
          {
            control,
            name: artifact?.name ?? 'an erased file',
            purpose: purpose === 'design' ? ('design' as const) : ('performance' as const),
            occurred: at.latest,
            received,
            grade: artifact?.grade ?? 'erased',
          },
        ];
  });
