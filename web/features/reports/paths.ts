import type { Kind } from '#/features/reports/fields.contract.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';

/** The same with something else at that place. */
export function withAt(value: Value, place: string, set: unknown): Value {
  const [name = '', ...rest] = place.split('.');
  if (rest.length === 0) return { ...value, [name]: set };
  const inner = value[name];
  return {
    ...value,
    [name]: withAt(typeof inner === 'object' && inner !== null ? (inner as Value) : {}, rest.join('.'), set),
  };
}

/** A fact as text in a field. */
export function typed(value: unknown, kind: Kind): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(kind === 'lines' ? '\n' : ', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const WHOLE = /^\d{1,4}$/;

/** What a field says. Nothing typed is null where a fact may be unsaid, and empty text elsewhere. */
export function said(text: string, kind: Kind): unknown {
  switch (kind) {
    case 'page':
      return WHOLE.test(text.trim()) ? Number(text) : null;
    case 'date':
    case 'choice':
      return text === '' ? null : text;
    case 'lines':
      return parts(text, '\n');
    case 'words':
      return parts(text, /[,\s]+/);
    case 'line':
    case 'text':
      return text;
  }
}

const parts = (text: string, by: string | RegExp): readonly string[] =>
  text
    .split(by)
    .map((each) => each.trim())
    .filter((each) => each !== '');
