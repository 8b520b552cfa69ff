import type { z } from 'zod';
import type { Found, Received, Unreadable } from '#/collectors/collector.ts';
import { found } from '#/collectors/collector.ts';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import { DomainError } from '#/core/errors.ts';
import type { Answer, Api, Refused } from './api.ts';

/** What one step brings: bytes, and what stands in them. */
export class Part {
  readonly artifacts: Received[] = [];
  readonly records: Found[] = [];
  readonly unreadable: Unreadable[] = [];

  /** The number by which records count the artifact. */
  keep(received: Received): number {
    this.artifacts.push(received);
    return this.artifacts.length - 1;
  }

  add<P extends PopulationName>(population: P, fact: Fact<P>, artifact: number, place: string): void {
    this.records.push(found(population, fact, artifact, place));
  }

  refuse(population: PopulationName, item: { readonly key: string; readonly note: string }, at: At): void {
    this.unreadable.push({ population, ...item, ...at });
  }
}

export interface At {
  readonly artifact: number | null;
  readonly place: string;
}

/** All items of a list, or why there are none to be had. */
export type Items<T> =
  | { readonly kind: 'items'; readonly items: readonly T[]; readonly artifacts: readonly number[] }
  | Refused
  | { readonly kind: 'unreadable'; readonly because: string };

/** A list that is longer than this is not read to its end, and then not used at all. */
const MOST_PAGES = 10;

interface Listing<T> {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly shape: z.ZodType<T>;
  readonly mostPages?: number;
}

/** Reads a short list to its end, and keeps its bytes. It is whole, or it is not given. */
export async function items<T>(
  api: Api,
  part: Part,
  { route, parameters, shape, mostPages = MOST_PAGES }: Listing<T>,
): Promise<Items<T>> {
  const all: T[] = [];
  const artifacts: number[] = [];
  for await (const answer of api.pages(route, parameters)) {
    if (answer.kind === 'refused') return answer;
    artifacts.push(part.keep(answer.received));
    const list = shape.array().safeParse(answer.data);
    if (!list.success) return { kind: 'unreadable', because: issueOf(list.error) };
    all.push(...list.data);
    if (!answer.last && artifacts.length >= mostPages)
      return { kind: 'unreadable', because: `the list has more than ${mostPages} pages` };
  }
  return { kind: 'items', items: all, artifacts };
}

/** Where an answer is not of its form, and what is wrong there. */
export function issueOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${['', ...(issue?.path ?? [])].join('/')}: ${issue?.message ?? 'not of its form'}`;
}

export const isRefused = (answer: Answer | Refused): answer is Refused => answer.kind === 'refused';

const FORBIDDEN = 403;

/** What cannot be done without: what is not allowed is for the token, what is not there for the setting that names it. */
export const unread = (refused: Refused, { what, setting }: { readonly what: string; readonly setting: string }) =>
  new DomainError('source_refused', {
    source: 'GitHub',
    what,
    because: refusalOf(refused),
    setting: refused.status === FORBIDDEN ? 'token' : setting,
  });

/** In a log and a note: what GitHub would not tell. */
export const refusalOf = ({ status, message }: Refused): string => `GitHub answered ${status} (${message})`;
