import type { Tx } from '#/platform/db/database.ts';
import { Definition, type Version } from './definition.ts';
import { controlRows, lastControl } from './store.ts';

/** Every version of every control, by control, oldest first. Whoever asks shares them: nothing in them changes. */
export type Versions = ReadonlyMap<string, readonly Version[]>;

interface Kept {
  /** The last version, and the transaction that wrote it: another may be written at its position when that one fails. */
  readonly last: string;
  readonly versions: Versions;
}

/** By organization, those asked for last at the end. Versions are only ever added, each behind all that there are. */
const kept = new Map<string, Kept>();
const MOST = 100;

/** What the log had of controls before a position. They are read, and looked at, once for as long as none is added. */
export async function controlVersions(tx: Tx, asOf: number): Promise<Versions> {
  const last = await lastControl(tx);
  if (last === undefined) return new Map();
  const { org, position, written } = last;
  const name = `${position} ${written}`;
  const known = kept.get(org);
  const { versions } = known?.last === name ? known : { versions: await readVersions(tx) };
  kept.delete(org);
  kept.set(org, { last: name, versions });
  for (const other of [...kept.keys()].slice(0, -MOST)) kept.delete(other);
  return asOf > position ? versions : before(versions, asOf);
}

/** The same of all controls together. */
export const everyVersion = async (tx: Tx, asOf: number): Promise<readonly Version[]> =>
  [...(await controlVersions(tx, asOf)).values()].flat();

function before(versions: Versions, asOf: number): Versions {
  const earlier = [...versions].map(([id, each]) => [id, each.filter(({ position }) => position < asOf)] as const);
  return new Map(earlier.filter(([, each]) => each.length > 0));
}

async function readVersions(tx: Tx): Promise<Versions> {
  const rows = await controlRows(tx);
  return Map.groupBy(
    rows.map((row): Version => ({ ...row, definition: frozen(Definition.parse(row.definition)) })),
    ({ id }) => id,
  );
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
}
