import { isPopulation, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { isText } from '#/core/populations/field.ts';
import type { Row } from '#/core/segment/row.ts';
import type { Instant } from '#/core/time/instant.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sameBytes, sha256 } from '#/ledger/hash.ts';
import { type Current, type Looks, settled } from './settle.ts';

/** A record on its way in: a fact and where it came from. */
export interface Incoming {
  readonly population: PopulationName;
  readonly fact: object | null;
  /** Id of the artifact. */
  readonly artifact: string;
  readonly place: string;
}

/** Why a record cannot be taken: the path of the member that is wrong, and what is wrong with it. */
export interface Refusal {
  readonly population: string;
  readonly path: string;
  readonly message: string;
  readonly place: string;
}

/** Looks at a record before it is taken; null when nothing is wrong with it. */
export function refusal({ population, fact, place }: Incoming): Refusal | null {
  if (!isPopulation(population)) return { population, path: '', message: 'there is no such population', place };
  const { fits, schema } = populationNamed(population);
  if (fits(fact)) return null;
  const { success, error } = schema.safeParse(fact);
  if (success) return null;
  const [issue] = error.issues;
  return {
    population,
    path: short(issue?.path.join('.') ?? ''),
    message: short(issue?.message ?? 'not of its form'),
    place,
  };
}

/** A note names what it is about, and may repeat what a source sent. */
const short = (text: string): string => text.toWellFormed().replaceAll('\0', '�').slice(0, 300);

/** The key of a record; where its fields do not make one, its place, so that it stays in the population all the same. */
export function keyOrPlace({ population, fact, artifact, place }: Incoming): string {
  const definition = populationNamed(population);
  const whole = definition.keyFields.every((name) => {
    const part = (fact as Readonly<Record<string, unknown>> | null)?.[name];
    return isText(part) || typeof part === 'number';
  });
  return whole ? definition.keyOf(fact as never) : `unnamed/${artifact}/${place}`;
}

/** The latest version of a key, with its digest. */
export interface Known extends Current {
  readonly digest: Uint8Array;
}

/** The version that a record makes of its item, or null when it is what is already known. */
export function versionOf(
  { population, fact, place }: Incoming,
  { key, artifact }: { readonly key: string; readonly artifact: number },
  known: (() => Known) | null,
  looks: Looks,
): Row | null {
  const { transition, firstSeen } = populationNamed(population);
  const history = transition !== undefined || firstSeen !== undefined;
  const latest = known?.() ?? null;
  const settledFact = history
    ? settled(population, fact as never, latest, looks)
    : (fact as Readonly<Record<string, unknown>>);
  const digest = digestOf(settledFact);
  if (latest !== null && latest.presence === 'present' && sameBytes(latest.digest, digest)) return null;
  return {
    key,
    presence: 'present',
    fact: settledFact,
    digest,
    artifact,
    place,
    collected: looks.now,
    previous: looks.before,
    note: '',
  };
}

/** SHA-256 of a fact in canonical JSON; what a row's digest is. */
export const digestOf = (fact: object): Uint8Array => sha256(canonicalBytes(fact as Json));

/** A version that says that nothing is known of an item but that it exists, and why. */
export const unreadableRow = (row: Pick<Row, 'key' | 'artifact' | 'place' | 'note'>, now: Instant): Row => ({
  ...row,
  presence: 'unreadable',
  fact: null,
  digest: digestOf({ unreadable: row.note }),
  collected: now,
  previous: null,
});
