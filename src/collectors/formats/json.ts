import type { Json } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { brokenAt } from '#/core/json-syntax.ts';
import { LIMITS } from './limits.ts';

/** Reads JSON; throws `file_malformed` with the line and column, or with the path of a value that cannot be kept. */
export function parsedJson(file: string, text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new DomainError('file_malformed', { file, format: 'JSON', ...brokenAt(text) }, { cause: error });
  }
  const fault = faultIn(value);
  if (fault !== null) throw new DomainError('file_malformed', { file, format: 'JSON', ...fault });
  return value;
}

interface Step {
  readonly value: Json;
  readonly name: string;
  readonly above: Step | null;
  readonly depth: number;
}

/** Without recursion, because what is too deep would end it. */
export function faultIn(root: Json): { readonly place: string; readonly because: string } | null {
  const steps: Step[] = [{ value: root, name: '', above: null, depth: 0 }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { value, depth } = step;
    const because = faultOf(value, depth);
    if (because !== null) return { place: pointerTo(step), because };
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'number' || typeof member === 'boolean' || member === null) continue;
      steps.push({ value: member, name, above: step, depth: depth + 1 });
    }
  }
  return null;
}

function faultOf(value: Json, depth: number): string | null {
  if (typeof value === 'string') return faultOfText(value);
  return depth > LIMITS.depth ? `more than ${LIMITS.depth} objects or lists stand within each other` : null;
}

/** Why a text cannot be kept, or null. */
export function faultOfText(text: string): string | null {
  if (text.includes('\0')) return 'it holds a character that no text has (U+0000)';
  return text.isWellFormed() ? null : 'it holds half of a character (a lone surrogate)';
}

function pointerTo(step: Step): string {
  const names: string[] = [];
  for (let at: Step = step; at.above !== null; at = at.above) names.push(escaped(at.name));
  return names.length === 0 ? 'its top' : `/${names.reverse().join('/')}`;
}

const escaped = (name: string): string => name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

/** What a JSON pointer (RFC 6901) leads to; undefined where there is nothing. */
export function atPointer(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = memberOf(value, part.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/** An own member only: no file reaches what every object inherits. */
export const memberOf = (value: object, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;
