import { type Aliases, People } from '#/checks/engine/people.ts';
import type { Actor } from '#/core/actor.ts';
import { DomainError } from '#/core/errors.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';
import type { Moment } from '#/core/time/moment.ts';
import { type Window, windowOf } from '#/core/time/window.ts';
import { type Compared, compared, nameOf } from './reconcile.ts';
import type { Open } from './reading.service.ts';
import type { OpenedSegment } from './segments.service.ts';

/** What is to be compared. */
export type Comparison =
  | { readonly kind: 'leavers'; readonly from: string; readonly to: string }
  | { readonly kind: 'people'; readonly asOf: string }
  | { readonly kind: 'changes'; readonly from: string; readonly to: string };

/** The list whose completeness is in question, and what the other list says of it. */
export interface Reconciled extends Compared {
  readonly population: PopulationName;
  /** What a complete comparison confirms: sources of our list of which something is on the other one. Otherwise all. */
  readonly sources: readonly string[];
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
  const employments = await listed('person', ['employee', 'endedOn'], known, people);
  const accounts = await listed('account', ['owner', 'kind', 'disabledAt'], known, people);
  const within = (moment: unknown): boolean => isMoment(moment) && moment.earliest < end && moment.latest >= start;
  const left = employments
    .filter(({ endedOn }) => isMoment(endedOn))
    .map(({ employee }) => `employee:${String(employee)}`);
  const leftInTime = employments
    .filter(({ endedOn }) => within(endedOn))
    .map(({ key, employee }) => ({ key, name: `employee:${String(employee)}` }));
  const disabled = accounts
    .filter(({ kind, disabledAt }) => kind !== 'service' && within(disabledAt))
    .flatMap(({ owner }) => nameOf(owner as Actor) ?? []);
  const found = compared(namesOf(leftInTime), disabled);
  const everLeft = new Set(left);
  const onlyThere = found.onlyThere.filter((name) => !everLeft.has(name));
  const sources = confirmedBy({ ...found, onlyThere }, { all: employments, named: leftInTime, there: disabled });
  return { population: 'person', sources, ...found, onlyThere };
}

/** People employed on a day against active accounts of persons: an account of nobody whom HR lists points to somebody missing there. */
async function employed({ start, end }: Window, known: Known): Promise<Reconciled> {
  const people = await resolver(known);
  const employments = await listed('person', ['employee', 'startedOn', 'endedOn'], known, people);
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
  const everybody = new Set(employments.map(({ employee }) => `employee:${String(employee)}`));
  const named = here.map(({ key, employee }) => ({ key, name: `employee:${String(employee)}` }));
  const there = active.flatMap(({ owner }) => nameOf(owner as Actor) ?? []);
  const found = compared(namesOf(named), there);
  const onlyThere = found.onlyThere.filter((name) => !everybody.has(name));
  const sources = confirmedBy({ ...found, onlyThere }, { all: employments, named, there });
  return { population: 'person', sources, ...found, onlyThere };
}

/** Merged changes against production deployments: a deployed revision that is no known change points to a change that is missing. */
async function changes({ start, end }: Window, known: Known): Promise<Reconciled> {
  const people = await resolver(known);
  const merged = await listed('change', ['repository', 'revision', 'headRevision'], known, people);
  const deployed = await listed('deployment', ['repository', 'revision', 'production', 'deployedAt'], known, people);
  const inTime = deployed.filter(
    ({ deployedAt, production }) =>
      production !== false && isMoment(deployedAt) && deployedAt.earliest < end && deployedAt.latest >= start,
  );
  const named = merged.flatMap(({ key, revision, headRevision }) =>
    [revision, headRevision].flatMap((name) => (typeof name === 'string' ? [{ key, name }] : [])),
  );
  const there = inTime.flatMap(({ revision }) => (typeof revision === 'string' ? [revision] : []));
  const found = compared(namesOf(named), there);
  return { population: 'change', sources: confirmedBy(found, { all: merged, named, there }), ...found, onlyHere: [] };
}

/** An item of our list, by the name under which the other list may have it. */
interface Named {
  readonly key: string;
  readonly name: string;
}

const namesOf = (items: readonly Named[]): readonly string[] => items.map(({ name }) => name);

/** Nothing was compared of a source that the other list has nothing of; where something is missing, all are in doubt. */
function confirmedBy(
  { onlyThere }: Compared,
  {
    all,
    named,
    there,
  }: { readonly all: readonly Item[]; readonly named: readonly Named[]; readonly there: readonly string[] },
): readonly string[] {
  const known = new Set(there);
  const matched = named.filter(({ name }) => known.has(name));
  return sourcesOf(onlyThere.length > 0 || matched.length === 0 ? all : matched);
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

const sourcesOf = (items: readonly Pick<Item, 'key'>[]): readonly string[] =>
  [...new Set(items.map(({ key }) => key.slice(0, key.indexOf('/'))))].sort();
