import { type Aliases, People } from '#/checks/engine/people.ts';
import type { Actor } from '#/core/actor.ts';
import { DomainError } from '#/core/errors.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';
import type { Moment } from '#/core/time/moment.ts';
import { type Window, windowOf } from '#/core/time/window.ts';
import { type Compares, type Share, sharesOf } from '#/core/coverage/share.ts';
import { type Compared, compared, nameOf } from './reconcile.ts';
import type { Open } from './reading.service.ts';
import type { OpenedSegment } from './segments.service.ts';

/** What is to be compared. */
export type Comparison =
  | { readonly kind: 'leavers'; readonly from: string; readonly to: string }
  | { readonly kind: 'people'; readonly asOf: string }
  | { readonly kind: 'changes'; readonly from: string; readonly to: string };

/** The list whose completeness is in question, what the other list says of it, and how much of each source was compared. */
export interface Reconciled extends Compared {
  readonly population: PopulationName;
  readonly shares: readonly Share[];
}

export interface Known {
  readonly open: Open;
  readonly aliases: Aliases;
  readonly zone: string;
}

/** Compares two sources of what should be one list. Throws `nothing_to_compare` when one of them brought nothing at all. */
export async function reconciled(comparison: Comparison, known: Known): Promise<Reconciled> {
  switch (comparison.kind) {
    case 'leavers':
      return leavers(windowOf({ first: comparison.from, last: comparison.to, zone: known.zone }), known);
    case 'people':
      return employed(windowOf({ first: comparison.asOf, last: comparison.asOf, zone: known.zone }), known);
    case 'changes':
      return changes(windowOf({ first: comparison.from, last: comparison.to, zone: known.zone }), known);
  }
}

/** HR leavers against disabled accounts: somebody whose account was disabled in the time, and who never left, points to a leaver that HR does not list. */
async function leavers({ start, end }: Window, known: Known): Promise<Reconciled> {
  const people = await resolver(known);
  const employments = await listed('person', ['employee', 'kind', 'endedOn'], known, people);
  const accounts = await listed('account', ['owner', 'kind', 'disabledAt'], known, people);
  const within = (moment: unknown): boolean => isMoment(moment) && moment.earliest < end && moment.latest >= start;
  const disabled = accounts.filter(({ kind, disabledAt }) => kind !== 'service' && within(disabledAt));
  return comparedPeople(people, {
    all: employments,
    here: employments.filter(({ endedOn }) => within(endedOn)),
    ever: employments.filter(({ endedOn }) => isMoment(endedOn)),
    accounts: disabled,
  });
}

/** People employed on a day against active accounts of persons: an account of nobody whom HR lists points to somebody missing there. */
async function employed({ start, end }: Window, known: Known): Promise<Reconciled> {
  const people = await resolver(known);
  const employments = await listed('person', ['employee', 'kind', 'startedOn', 'endedOn'], known, people);
  const accounts = await listed('account', ['owner', 'kind', 'status', 'createdAt'], known, people);
  const here = employments.filter(
    ({ startedOn, endedOn }) =>
      isMoment(startedOn) && startedOn.earliest < end && (!isMoment(endedOn) || endedOn.latest >= start),
  );
  const active = accounts.filter(
    ({ kind, status, createdAt }) =>
      kind !== 'service' &&
      kind !== 'shared' &&
      status === 'active' &&
      (!isMoment(createdAt) || createdAt.earliest < end),
  );
  return comparedPeople(people, { all: employments, here, ever: employments, accounts: active });
}

interface PeopleCompared {
  readonly all: readonly Item[];
  /** Employments that the accounts are held against. */
  readonly here: readonly Item[];
  /** Whoever is among these is not missing on our list. */
  readonly ever: readonly Item[];
  readonly accounts: readonly Item[];
}

/** People are one by the identity rules, as everywhere: a number that two lists give to nobody knows whom is nobody's, and matches nothing. */
function comparedPeople(people: People, { all, here, ever, accounts }: PeopleCompared): Reconciled {
  const personIn = ({ employee }: Item): string | null => {
    const actor = people.resolve(`employee:${String(employee)}`);
    return actor.kind === 'person' ? actor.person : null;
  };
  const names = (items: readonly Item[]): readonly string[] => items.flatMap((item) => personIn(item) ?? []);
  const there = accounts.flatMap(({ owner }) => nameOf(owner as Actor) ?? []);
  const found = compared(names(here), there);
  const nobodys = here
    .filter((item) => personIn(item) === null)
    .map(({ employee }) => `unresolved employee:${String(employee)}`);
  const known = new Set(names(ever));
  const onlyThere = found.onlyThere.filter((name) => !known.has(name));
  const items = here.map((item) => ({
    source: sourceOf(item),
    names: names([item]),
    part: typeof item['kind'] === 'string' ? `${item['kind']}s` : 'people',
  }));
  const isMissing = onlyThere.length > 0;
  const shares = sharesOf(items, new Set(there), { parts: [], isMissing });
  const others = sourcesOf(all).filter((source) => !shares.some((share) => share.source === source));
  return {
    population: 'person',
    shares: [...shares, ...others.map((source) => notAmong(source, isMissing))],
    ...found,
    onlyHere: [...new Set([...found.onlyHere, ...nobodys])],
    onlyThere,
  };
}

const notAmong = (source: string, isMissing: boolean): Share => ({
  source,
  says: isMissing ? 'missing' : 'nothing',
  matched: 0,
  of: 0,
  parts: [],
});

/** Merged changes against production deployments: a deployed revision that is no known change points to a change that is missing. */
async function changes({ start, end }: Window, known: Known): Promise<Reconciled> {
  const people = await resolver(known);
  const merged = await listed('change', ['repository', 'revision', 'headRevision', 'mergedAt'], known, people);
  const deployed = await listed('deployment', ['revision', 'production', 'deployedAt'], known, people);
  const within = (moment: unknown): boolean => isMoment(moment) && moment.earliest < end && moment.latest >= start;
  const inTime = deployed.filter(({ deployedAt, production }) => production !== false && within(deployedAt));
  const there = new Set(inTime.flatMap(({ revision }) => (typeof revision === 'string' ? [revision] : [])));
  const all = merged.map((item) => ({
    source: sourceOf(item),
    names: [item['revision'], item['headRevision']].filter((name) => typeof name === 'string'),
    part: String(item['repository']),
    inTime: within(item['mergedAt']),
  }));
  const found = compared(
    all.flatMap(({ names }) => names),
    there,
  );
  const considered = all.filter((each) => each.inTime || each.names.some((name) => there.has(name)));
  const parts = await openRepositories(all, known, people);
  const shares = sharesOf(considered, there, { parts, isMissing: found.onlyThere.length > 0 });
  return { population: 'change', shares, ...found, onlyHere: [] };
}

/** Those that changes may be missing of, also where none is known; what was archived, and is not among the changes, is closed. */
async function openRepositories(
  changesOf: readonly Pick<Compares, 'source' | 'part'>[],
  { open }: Known,
  people: People,
): Promise<readonly Pick<Compares, 'source' | 'part'>[]> {
  const repositories = itemsOf('repository', await open('repository'), ['name', 'archived'], people).map((item) => ({
    source: sourceOf(item),
    part: String(item['name']),
    archived: item['archived'] === true,
  }));
  const closed = new Set(repositories.flatMap(({ archived, source, part }) => (archived ? `${source}/${part}` : [])));
  return [...changesOf, ...repositories].filter(({ source, part }) => !closed.has(`${source}/${part}`));
}

type Item = Readonly<Record<string, unknown>> & { readonly key: string };

/** The items of a population with some of their fields. */
async function listed(
  population: PopulationName,
  reads: readonly string[],
  { open }: Known,
  people: People,
): Promise<readonly Item[]> {
  const segments = await open(population);
  const items = itemsOf(population, segments, reads, people);
  if (items.length === 0) throw new DomainError('nothing_to_compare', { population: populationNamed(population).many });
  return items;
}

function itemsOf(
  population: PopulationName,
  segments: readonly OpenedSegment[],
  reads: readonly string[],
  people: People,
): readonly Item[] {
  const table = tableOf(segments, { observed: false, asOf: Number.MAX_SAFE_INTEGER });
  const maker = viewMaker(populationNamed(population).fields, reads, people.resolve);
  return segments.flatMap((segment, place) => {
    const view = maker.view(maker.attach(segment));
    const items: Item[] = [];
    (table.itemOf[place] ?? []).forEach((item, row) => {
      if (item < 0) return;
      view.row = row;
      const read = view as unknown as Item;
      items.push({ key: view.key, ...Object.fromEntries(reads.map((name) => [name, read[name]])) });
    });
    return items;
  });
}

const resolver = async ({ open, aliases }: Known): Promise<People> =>
  new People(await open('person'), aliases, Number.MAX_SAFE_INTEGER);

const isMoment = (value: unknown): value is Moment =>
  typeof value === 'object' && value !== null && 'earliest' in value;

const sourceOf = ({ key }: Item): string => key.slice(0, key.indexOf('/'));

const sourcesOf = (items: readonly Item[]): readonly string[] => [...new Set(items.map(sourceOf))].sort();
