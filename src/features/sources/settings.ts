import { z } from 'zod';
import type { Collector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
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

/** What is declared of a file is declared by whoever connects it; on the terminal they say who they are. */
export function inOwnName(given: unknown, person: string): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const { declared, declaredBy } = given as { readonly declared?: unknown; readonly declaredBy?: unknown };
  return {
    ...given,
    ...(typeof declared === 'object' && declared !== null ? { declared: { ...declared, by: person } } : {}),
    ...(declaredBy === undefined ? {} : { declaredBy: person }),
  };
}

/** What a person is told of a collector before anything is connected; its settings as JSON Schema. */
export function describedCollector({ id, title, doc, populations, privileges, secrets, settings }: Collector<unknown>) {
  return {
    id,
    title,
    doc,
    populations: [...populations],
    privileges: privileges.map((privilege) => ({ ...privilege })),
    secrets: secrets.map((secret) => ({ ...secret })),
    settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
  };
}
