import type { Instant } from '#/core/time/instant.ts';
import { renewEach, type Vault } from './keys.ts';

/** Who asks, and the key by which they name a request. */
export interface AnswerKey {
  readonly asker: string;
  readonly key: string;
}

export interface Answered {
  /** A hash of what was asked, sealed. */
  readonly request: Uint8Array;
  /** Null: it is being answered. */
  readonly status: number | null;
  readonly answer: Uint8Array | null;
}

/** Where answers are kept for a day, so that repeating a request does not do it twice. */
export interface Answers {
  /** What a sealed answer is bound to. */
  about(of: AnswerKey): string;
  /** Claims a key; undefined: it is the asker's first request with it. */
  claim(row: AnswerKey & { readonly request: Uint8Array; readonly begun: Instant }): Promise<Answered | undefined>;
  keep(of: AnswerKey, given: { readonly status: number; readonly answer: Uint8Array }): Promise<void>;
  /** After something that nobody foresaw, the same key may try again. */
  release(of: AnswerKey): Promise<void>;
}

export type Kept = AnswerKey & Pick<Answered, 'request' | 'answer'>;
export type SealedAnew = Partial<Pick<Answered, 'request'> & { readonly answer: Uint8Array }>;

/** Seals requests and answers with the vault's newest key; how many things were not yet. */
export const renewKept = (
  vault: Vault,
  kept: readonly Kept[],
  { about, replace }: Pick<Answers, 'about'> & { readonly replace: (of: AnswerKey, anew: SealedAnew) => Promise<void> },
): Promise<number> =>
  renewEach(
    vault,
    kept.flatMap((of) => (['request', 'answer'] as const).map((part) => ({ of, part }))),
    {
      sealed: ({ of, part }) => of[part],
      about: ({ of }) => about(of),
      replace: ({ of, part }, anew) => replace(of, { [part]: anew }),
    },
  );
