import { NOTHING_CARRIED } from '#/checks/carried.ts';
import type { Carried } from '#/core/status/carried.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { ApartEnd } from './apart.contract.ts';
import {
  type Apart,
  type Entry,
  type Found,
  type InParts,
  movedSince,
  type Page,
  type Part,
  type WorkedOut,
} from './apart.ts';
import type { Ground } from './facts.service.ts';
import type { PageKey } from './keeping.ts';

/** Up to so many records are read while somebody waits: some tenths of a second. More is left to whoever runs checks. */
const ROWS_AT_ONCE = 20_000;
const PAGE = 500;
/** Pages that are written in one statement. */
const WRITTEN_AT_ONCE = 20;

/** A list in parts of which each is worked out by itself. */
export const inParts = <P extends Part>(
  list: InParts['list'],
  parts: readonly P[],
  entriesOf: (part: P) => Promise<Omit<WorkedOut, 'basis'>>,
): InParts => ({
  list,
  parts,
  workOut: async (wanted) => {
    const made = new Map<string, WorkedOut>();
    for (const part of parts.filter((each) => wanted.includes(each)))
      made.set(part.subject, { ...(await entriesOf(part)), basis: null });
    return made;
  },
});

/** Of a list that is kept in parts: how many there are, and one page of them. `patient` works out whatever it takes. */
export async function listed(ground: Ground, whole: InParts, page: Page, patient: boolean): Promise<Found> {
  const { control } = page;
  const isMeant = ({ controls }: Part): boolean => control === undefined || controls.includes(control);
  const list = { ...whole, parts: whole.parts.filter(isMeant) };
  const counts = await countsOf(ground, list);
  const missing = list.parts.filter(({ subject }) => !counts.has(subject));
  if (!patient && missing.reduce((sum, { rows }) => sum + rows, 0) > ROWS_AT_ONCE)
    return { known: null, items: [], end: null };
  for (const [subject, count] of await workedOut(ground, list, missing)) counts.set(subject, count);
  const all = list.parts.flatMap(({ subject }) => counts.get(subject) ?? []);
  const known = all.reduce((sum, { count }) => sum + count, 0);
  const inTurn = all.flatMap((each) => each.inTurn ?? []);
  const aside = inTurn.length === 0 ? {} : { inTurn: inTurn.reduce((sum, each) => sum + each, 0) };
  return { known, ...aside, ...(await pageOf(ground, list, counts, page)) };
}

/** How much is in a part of a list, and how much it leaves aside. */
type Counts = Pick<WorkedOut, 'inTurn'> & { readonly count: number };

async function pageOf(
  ground: Ground,
  list: InParts,
  counts: ReadonlyMap<string, Counts>,
  { after, limit }: Page,
): Promise<Pick<Found, 'items' | 'end'>> {
  const items: Apart[] = [];
  let end: ApartEnd | null = null;
  for (const { part, from } of await partsBehind(ground, list, after)) {
    const { subject } = part;
    const count = counts.get(subject)?.count ?? 0;
    if (from >= count) continue;
    if (items.length === limit) return { items, end };
    const to = Math.min(count, from + limit - items.length);
    items.push(...(await entriesOf(ground, list, part, { from, to })).map(part.shown));
    end = { part: subject, of: to, item: items.at(-1)?.item ?? '' };
    if (to < count) return { items, end };
  }
  return { items, end: null };
}

/** The parts in which a page may lie, and from where on. */
async function partsBehind(ground: Ground, list: InParts, after: ApartEnd | null) {
  if (after === null) return list.parts.map((part) => ({ part, from: 0 }));
  const { of, item } = after;
  const [first, ...rest] = list.parts.slice(list.parts.findIndex(({ subject }) => subject === after.part));
  if (first?.subject !== after.part) throw movedSince();
  const [last] = await entriesOf(ground, list, first, { from: of - 1, to: of });
  if (last?.item !== item) throw movedSince();
  return [{ part: first, from: of }, ...rest.map((part) => ({ part, from: 0 }))];
}

/** By subject, what a list keeps of what became of its items; what is not kept yet is worked out, whatever it takes. */
export async function carriedIn(ground: Ground, list: InParts): Promise<ReadonlyMap<string, Carried>> {
  const found = await carriedKept(ground, list);
  const missing = list.parts.filter(({ subject }) => !found.has(subject));
  if (missing.length === 0) return found;
  await workedOut(ground, list, missing);
  return carriedKept(ground, list);
}

const carriedKept = async ({ keeping }: Ground, { list, parts }: InParts): Promise<ReadonlyMap<string, Carried>> =>
  new Map(
    (await keeping.rows(list, parts)).map(({ subject, value }) => [
      subject,
      (value as { readonly carried?: Carried }).carried ?? NOTHING_CARRIED,
    ]),
  );

async function countsOf({ keeping }: Ground, { list, parts }: InParts): Promise<Map<string, Counts>> {
  const rows = await keeping.rows(list, parts);
  return new Map(rows.map(({ subject, value }) => [subject, value as unknown as Counts]));
}

/** Works out parts and keeps them, and says how much is in each. */
async function workedOut(
  ground: Ground,
  list: InParts,
  missing: readonly Part[],
): Promise<ReadonlyMap<string, Counts>> {
  if (missing.length === 0) return new Map();
  const counts = new Map<string, Counts>();
  const made = await list.workOut(missing);
  for (const part of missing) {
    const { entries = [], basis = null, carried = null, inTurn } = made.get(part.subject) ?? {};
    const counted = { count: entries.length, ...(inTurn === undefined ? {} : { inTurn }) };
    counts.set(part.subject, counted);
    const value = { ...counted, ...basis?.of, ...(carried === null ? {} : { carried: { ...carried } }) };
    await keep(ground, { what: list.list, ...part }, { value, basis: basis?.bytes ?? null, entries });
  }
  return counts;
}

interface Kept {
  readonly value: Json;
  readonly basis: Uint8Array | null;
  readonly entries: readonly Entry[];
}

async function keep(
  { keeping, asOf, erased }: Ground,
  { what, subject, key }: PageKey,
  { value, basis, entries }: Kept,
): Promise<void> {
  const row = { what, subject, key, value, basis, position: asOf.position, erased };
  if (!(await keeping.insert([row])).has(subject)) return;
  const pages = [];
  for (let page = 0; page * PAGE < entries.length; page += 1)
    pages.push({ page, entries: entries.slice(page * PAGE, (page + 1) * PAGE).map((entry): Json => ({ ...entry })) });
  for (let at = 0; at < pages.length; at += WRITTEN_AT_ONCE)
    await keeping.insertPages(row, pages.slice(at, at + WRITTEN_AT_ONCE));
}

async function entriesOf(
  { keeping }: Ground,
  { list }: InParts,
  { subject, key }: Part,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Entry[]> {
  const first = Math.floor(from / PAGE);
  const pages = await keeping.pages({ what: list, subject, key }, { first, last: Math.floor((to - 1) / PAGE) });
  const entries = pages.flatMap((page) => page.entries as readonly Entry[]);
  return entries.slice(from - first * PAGE, to - first * PAGE);
}
