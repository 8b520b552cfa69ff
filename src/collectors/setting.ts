import type { z } from 'zod';
import { DomainError } from '#/core/errors.ts';

/** What a form calls a setting, for a text that names it: the title that its schema has. */
export function labelOf(setting: z.ZodType): string {
  const { title } = setting.meta() ?? {};
  if (title === undefined) throw new TypeError('a setting that a text names has a title');
  return title;
}

/**
 * Of these settings at least one is needed. It is refused where all are left out, and the schema says so, from which
 * forms ask for them together.
 */
export function oneNeeded<S extends z.ZodObject>(settings: S, names: readonly [string, string, ...string[]]): S {
  const labels = names.map((name) => `"${labelOf(settings.shape[name] as z.ZodType)}"`);
  return settings
    .refine((given) => names.some((name) => (given as Readonly<Record<string, unknown>>)[name] != null), {
      message: `say one of these: ${labels.join(', ')}`,
      path: [names[0]],
    })
    .meta({ anyOf: names.map((name) => ({ required: [name] })) });
}

/** The same failure, said of the setting that is to blame, so that a form leads there. */
export const blamedOn = (setting: string, { code, facts, cause }: DomainError): DomainError =>
  new DomainError(code, { ...facts, setting }, { cause });
