import { BOT_SCHEME } from '#/core/actor.ts';
import { type PopulationName, POPULATION_NAMES } from '#/core/populations/index.ts';
import { admits } from '#/core/time/window.ts';
import type { Moment } from '#/core/time/moment.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { exclusionRows } from '#/features/checks/index.ts';
import { controlVersions, isAsInLibrary, statementIn, type Version } from '#/features/controls/index.ts';
import { criteriaIn, windowIn } from '#/features/engagements/index.ts';
import { unresolvedIn } from '#/features/people/index.ts';
import { lastReadings } from '#/features/sources/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { Facts, Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import { eachItem } from './looking.ts';
import type { Programme, RuledControl, RuledEvidence } from './rules/rule.ts';

const BY_FILE: ReadonlySet<string> = new Set(['file', 'scan', 'pgbackrest']);

/** All that the rules of the programme look at, as the log had it. */
export async function programmeOf(ground: Ground, facts: Facts, ranked: readonly Ranked[]): Promise<Programme> {
  const { tx, opened, asOf, open } = ground;
  const { engagement } = opened;
  const window = windowIn(engagement);
  const exclusions = await exclusionRows(tx, asOf.position);
  const items: Partial<Record<PopulationName, number>> = {};
  for (const name of POPULATION_NAMES) items[name] = (await open(name)).reduce((sum, { rows }) => sum + rows, 0);
  return {
    asOf: asOf.instant,
    engagement: {
      type: engagement.examination.type,
      ...window,
      opened: opened.opened,
      categories: engagement.categories,
      boundary: Object.values(engagement.boundary).reduce((sum, parts) => sum + (parts?.length ?? 0), 0),
      subservice: engagement.subservice.map(({ name, method, expected, controls }) => ({
        name,
        method,
        expected: expected.length,
        controls: controls.length,
      })),
    },
    ...(await workforceIn(ground)),
    controls: await ruledControls(ground, facts, ranked),
    criteria: criteriaIn(engagement).map(({ id }) => ({
      id,
      relevant: engagement.notRelevant[id] === undefined,
      controls: ranked.filter(({ criteria }) => criteria.includes(id)).length,
    })),
    attached: evidenceIn(facts),
    sources: (await lastReadings(tx)).map(({ collector, ...rest }) => ({ ...rest, file: BY_FILE.has(collector) })),
    exclusions: {
      total: exclusions.length,
      knownBefore: exclusions.filter(({ knownOutcome }) => knownOutcome === 'deviation').length,
      deviations: ranked.reduce(
        (sum, { facts: { checks } }) =>
          sum + checks.reduce((all, { run }) => all + (run?.counts.shown.deviation ?? 0), 0),
        0,
      ),
    },
    unresolved: await unresolvedIn(tx, open, asOf.position),
    items,
  };
}

/** Who works here, who of them writes changes, and how many accounts may do everything; null where no record says. */
async function workforceIn({
  open,
  opened,
  asOf,
}: Ground): Promise<Pick<Programme, 'headcount' | 'authors' | 'privilegedAccounts'>> {
  const here = new Set<unknown>();
  const people = await open('person');
  eachItem('person', people, { reads: ['employee', 'startedOn', 'endedOn'], asOf: asOf.position }, (item) => {
    const [started, ended] = [item['startedOn'] as Moment, item['endedOn'] as Moment | null | undefined];
    if (started.earliest <= asOf.instant && (ended ?? null) === null) here.add(item['employee']);
    else if (ended !== null && ended !== undefined && ended.latest > asOf.instant) here.add(item['employee']);
  });
  const authors = new Set<unknown>();
  const changes = await open('change');
  const window = windowIn(opened.engagement);
  eachItem('change', changes, { reads: ['author', 'mergedAt'], asOf: asOf.position }, (item) => {
    const author = item['author'];
    if (typeof author !== 'string' || author.startsWith(BOT_SCHEME)) return;
    if (admits(window, item['mergedAt'] as Moment)) authors.add(author);
  });
  const privileged = { known: false, count: 0 };
  eachItem('account', await open('account'), { reads: ['privileged', 'status'], asOf: asOf.position }, (item) => {
    if (item['privileged'] === undefined || !item.reported) return;
    privileged.known = true;
    if (item['privileged'] === true && item['status'] !== 'disabled') privileged.count += 1;
  });
  return {
    headcount: people.length === 0 ? null : here.size,
    authors: authors.size === 0 ? null : authors.size,
    privilegedAccounts: privileged.known ? privileged.count : null,
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
        highRisk,
        status: of.status,
        checks: facts.checks.map(({ id: check, enabled }) => ({ id: check, enabled })),
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

/** When what it says last changed; a new owner changes nothing of that. */
function changesOf(versions: readonly Version[]): Pick<RuledControl, 'changed' | 'adopted'> {
  const [first] = versions;
  const adopted = first?.effectiveFrom ?? 0;
  let changed = adopted;
  versions.forEach(({ definition, effectiveFrom }, place) => {
    const before = versions[place - 1]?.definition;
    if (before !== undefined && statementIn(before) !== statementIn(definition))
      changed = Math.max(changed, effectiveFrom);
  });
  return { adopted, changed };
}

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
