import { DomainError } from '#/core/errors.ts';

export type Members = Readonly<Record<string, unknown>>;

/** What was sent, whatever it is called; null: nothing. The request stays readable. */
export async function bodyOf(request: Request): Promise<unknown> {
  const text = request.method === 'POST' ? await request.clone().text() : '';
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('input_invalid', { where: '', because: 'it is no JSON' });
  }
}

export const membersOf = (body: unknown): Members =>
  typeof body === 'object' && body !== null ? (body as Members) : {};

/** Empty where it is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The library reads what was judged, and nothing that it would take another way. */
export function passedOn({ url, method }: Request, headers: Headers, body: unknown): Request {
  if (body === null) return new Request(url, { method, headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method, headers, body: JSON.stringify(body) });
}
