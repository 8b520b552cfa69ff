import { z } from 'zod';
import { refuse } from './refused.ts';

/** One change of one place; `path` is in small letters, and empty for the whole. */
export interface Change {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value: unknown;
  /** Of a path such as `members[value eq "…"]`. */
  readonly chosen: string | null;
}

const Patch = z.object({
  schemas: z.array(z.string().max(200)).max(20).optional(),
  // RFC 7644 has the name in this form, and a directory writes it in others, too
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .max(20)
          .transform((op) => op.toLowerCase()),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1_000),
});

const PATH = /^(?:urn:[\w:.-]+:)?([a-z]\w*)(?:\[(\w+) eq "([^"]*)"\])?(?:\.(\w+))?$/;

/** What a PATCH of RFC 7644 §3.5.2 changes, place by place and in its order. Throws `directory_refused`. */
export function changesIn(body: unknown): readonly Change[] {
  const { data } = Patch.safeParse(body);
  if (data === undefined) return refuse('invalidSyntax', 'it is no list of operations');
  return data.Operations.flatMap(({ op, path, value }) => {
    if (op !== 'add' && op !== 'replace' && op !== 'remove') return refuse('invalidSyntax', `it asks to ${op}`);
    if (path !== undefined && path.trim() !== '') return [at(op, path, value)];
    if (op === 'remove' || typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse('invalidPath', 'an operation without a path has a resource as its value');
    return Object.entries(value)
      .filter(([name]) => name.toLowerCase() !== 'schemas')
      .map(([name, each]) => at(op, name, each));
  });
}

function at(op: Change['op'], path: string, value: unknown): Change {
  const [, name, by, chosen, sub] = PATH.exec(path.trim().toLowerCase()) ?? [];
  if (name === undefined) return refuse('invalidPath', `${path.slice(0, 100)} is no path that is known here`);
  const within = by === undefined ? '' : `[${by}]`;
  return { op, path: `${name}${within}${sub === undefined ? '' : `.${sub}`}`, value, chosen: chosen ?? null };
}
