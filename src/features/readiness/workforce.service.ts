import { IDENTITY_RULES } from '#/checks/engine/people.ts';
import { BOT_SCHEME } from '#/core/actor.ts';
import { POPULATION_NAMES, type PopulationName } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import { admits, type Window } from '#/core/time/window.ts';
import { lastAliases } from '#/features/checks/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import { unresolvedIn } from '#/features/people/index.ts';
import { heldSegments } from '#/features/populations/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Ground } from './facts.service.ts';
import { kept, keyOf } from './kept.service.ts';
import { eachItem } from '#/core/segment/looking.ts';
import type { Privileged, Programme } from './rules/rule.ts';

type Workforce = Pick<Programme, 'headcount' | 'authors' | 'privileged' | 'statesApprovals' | 'unresolved' | 'items'>;

/**
 * Who works here, who of them writes changes, how many accounts may do everything, whose handles nobody knows, and how
 * much each population holds; null where no record says. Counted from records only where nobody counted them before.
 *
 * @param approvals Whether a source could have stated some, so that they are looked for.
 */
export async function workforceIn(ground: Ground, { approvals }: { readonly approvals: boolean }): Promise<Workforce> {
  const { tx, opened, asOf, open, erased } = ground;
  const held = await heldSegments(tx, asOf.position);
  const seen = (names: readonly PopulationName[]): Json =>
    names.map((name) => [name, held.get(name)?.segments ?? 0, held.get(name)?.last ?? -1]);
  const window = windowIn(opened.engagement);
  const made: Readonly<Record<string, Json>> = {
    headcount: { seen: seen(['person']) },
    authors: { seen: seen(['change']), window: { ...window } },
    privileged: { seen: seen(['account', 'access-grant', 'access-review']) },
    ...(approvals ? { approvals: { seen: seen(['change']) } } : {}),
    unresolved: {
      rules: IDENTITY_RULES,
      seen: seen(POPULATION_NAMES),
      aliases: (await lastAliases(tx, [asOf.position])).get(asOf.position) ?? -1,
    },
  };
  const parts = Object.entries(made).map(([what, of]) => ({
    what,
    subject: `${what} ${opened.id}`,
    key: keyOf({ of, erased }),
  }));
  const workOut: Readonly<Record<string, () => Promise<Json>>> = {
    headcount: async () => ({ ...settledHeads(await open('person'), asOf.position) }),
    authors: async () => authorsIn(await open('change'), window, asOf.position),
    privileged: async () => ({ ...(await privilegedIn(open, asOf.position)) }),
    approvals: async () => hasStated(await open('change'), asOf.position),
    unresolved: async () => ({ ...(await unresolvedIn(tx, open, asOf.position)) }),
  };
  const values = await kept(ground, 'workforce', {
    parts,
    workOut: async ({ what }) => ({ value: (await workOut[what]?.()) ?? null }),
  });
  const valueOf = (what: string): Json => values.get(`${what} ${opened.id}`) ?? null;
  const heads = valueOf('headcount') as unknown as Heads;
  const isSettled = heads.settled === null || heads.settled < asOf.instant;
  return {
    headcount: isSettled ? heads.count : headcountAt(await open('person'), asOf),
    authors: valueOf('authors') as number | null,
    privileged: valueOf('privileged') as unknown as Privileged,
    statesApprovals: valueOf('approvals') as boolean | null,
    unresolved: valueOf('unresolved') as unknown as Workforce['unresolved'],
    items: Object.fromEntries(POPULATION_NAMES.map((name) => [name, held.get(name)?.rows ?? 0])),
  };
}

/** How many work here once everybody who is about to come or to go did, and the last instant before that. */
interface Heads {
  readonly count: number | null;
  readonly settled: Instant | null;
}

function settledHeads(people: readonly OpenSegment[], position: number): Heads {
  const here = new Set<unknown>();
  let settled: Instant | null = null;
  eachPerson(people, position, (employee, started, ended) => {
    if (ended === null) here.add(employee);
    settled = Math.max(settled ?? started, ended ?? started);
  });
  return { count: people.length === 0 ? null : here.size, settled };
}

function headcountAt(people: readonly OpenSegment[], { instant, position }: Ground['asOf']): number | null {
  const here = new Set<unknown>();
  eachPerson(people, position, (employee, started, ended) => {
    if (ended === null ? started <= instant : ended > instant) here.add(employee);
  });
  return people.length === 0 ? null : here.size;
}

/** Who is not known to have left has no end; who was erased, or could not be read, is of no known day and not counted. */
function eachPerson(
  people: readonly OpenSegment[],
  asOf: number,
  each: (employee: unknown, started: Instant, ended: Instant | null) => void,
): void {
  eachItem('person', people, { reads: ['employee', 'startedOn', 'endedOn'], asOf }, (item) => {
    const [started, ended] = [item['startedOn'], item['endedOn']] as readonly (Moment | null | undefined)[];
    if (started) each(item['employee'], started.earliest, ended?.latest ?? null);
  });
}

function authorsIn(changes: readonly OpenSegment[], window: Window, asOf: number): number | null {
  const authors = new Set<unknown>();
  eachItem('change', changes, { reads: ['author', 'mergedAt'], asOf }, (item) => {
    const author = item['author'];
    if (typeof author !== 'string' || author.startsWith(BOT_SCHEME)) return;
    if (admits(window, item['mergedAt'] as Moment)) authors.add(author);
  });
  return authors.size === 0 ? null : authors.size;
}

function hasStated(changes: readonly OpenSegment[], asOf: number): boolean {
  let found = false;
  eachItem('change', changes, { reads: ['approvals'], asOf }, (item) => {
    if (found) return;
    const approvals = item['approvals'] as readonly { readonly grade?: string }[] | null | undefined;
    found = approvals?.some(({ grade }) => grade === 'stated') ?? false;
  });
  return found;
}

async function privilegedIn(open: Ground['open'], asOf: number): Promise<Privileged> {
  const found = { known: false, accounts: 0, approved: false, reviewed: false };
  const ofAccount = ['privileged', 'status', 'approvedBy'];
  eachItem('account', await open('account'), { reads: ofAccount, asOf }, (item) => {
    if (item['privileged'] === undefined || !item.reported) return;
    found.known = true;
    if (item['privileged'] !== true || item['status'] === 'disabled') return;
    found.accounts += 1;
    found.approved ||= typeof item['approvedBy'] === 'string';
  });
  const ofGrant = ['privileged', 'approvals'];
  eachItem('access-grant', await open('access-grant'), { reads: ofGrant, asOf }, (item) => {
    const { privileged, approvals } = item as { privileged?: boolean; approvals?: readonly unknown[] };
    found.approved ||= privileged === true && approvals !== undefined && approvals.length > 0;
  });
  eachItem('access-review', await open('access-review'), { reads: ['privilegedIncluded'], asOf }, (item) => {
    found.reviewed ||= item['privilegedIncluded'] === true;
  });
  const { known, accounts, ...said } = found;
  return { accounts: known ? accounts : null, ...said };
}
