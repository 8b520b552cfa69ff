import { z } from 'zod';
import type { Collector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { sourcesContract } from './contract.ts';

export type NewSource = z.output<typeof sourcesContract.add.input>;

/** Settings as the collector wants them; throws `input_invalid`, naming the place, where they are not. */
export function parsedSettings({ settings }: Collector<unknown>, given: unknown): unknown {
  const { success, data, error } = settings.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  throw new DomainError('input_invalid', {
    where: ['settings', ...(issue?.path ?? [])].join('.'),
    because: issue?.message ?? '',
  });
}

/**
 * What is declared of a file is declared by whoever says it first, and once its columns mean something else, by whoever
 * says that; on the terminal they say who they are.
 */
export function inOwnName(given: unknown, person: string, before: unknown = null): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const { declared, declaredBy, mapping } = given as Declared;
  const said = (before ?? {}) as Declared;
  const isOf = isSame(declared, said.declared) && isSame(mapping, said.mapping);
  const isNew = typeof declared === 'object' && declared !== null && !isOf;
  return {
    ...given,
    ...(isNew ? { declared: { ...declared, by: person } } : {}),
    ...(declaredBy === undefined || declaredBy === said.declaredBy ? {} : { declaredBy: person }),
  };
}

interface Declared {
  readonly declared?: unknown;
  readonly declaredBy?: unknown;
  readonly mapping?: unknown;
}

/** The same once they are sealed. */
export const isSame = (one: unknown, other: unknown): boolean => stored(one) === stored(other);
const stored = (settings: unknown): string => canonicalJson((settings ?? null) as Json);

/** Of the settings that say what a source is, the first that would be another; null: it stays what it is. */
export const otherBy = ({ identity }: Collector<unknown>, before: unknown, after: unknown): string | null =>
  identity.find((name) => !isSame(memberAt(before, name), memberAt(after, name))) ?? null;

const memberAt = (settings: unknown, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>((at, each) => (at as Readonly<Record<string, unknown>> | undefined)?.[each], settings);

/** What a person is told of a collector before anything is connected; its settings as JSON Schema. */
export function describedCollector({
  id,
  title,
  doc,
  populations,
  privileges,
  secrets,
  settings,
  identity,
}: Collector<unknown>) {
  return {
    id,
    title,
    doc,
    populations: [...populations],
    privileges: privileges.map((privilege) => ({ ...privilege })),
    secrets: secrets.map((secret) => ({ ...secret })),
    identity: [...identity],
    settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
  };
}
