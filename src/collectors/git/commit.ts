import type { Handle } from '#/core/actor.ts';
import { gitHandle } from '#/collectors/identity.ts';

/** One commit as `git log` tells it. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: Handle | undefined;
  readonly committer: { readonly handle: Handle | undefined; readonly address: string };
  /** Seconds since 1970, as it is written. */
  readonly committed: string;
  readonly trailers: readonly Trailer[];
  readonly message: string;
  /** Its place in the output: 1 for the first. */
  readonly number: number;
}

export interface Trailer {
  readonly key: string;
  readonly value: string;
}

const FIELDS = ['%H', '%P', '%an', '%ae', '%cn', '%ce', '%ct', '%(trailers:only,unfold)', '%B'] as const;

/** Each field, and so each commit, ends with a NUL, which no part of a commit can hold. */
export const LOG = ['log', '-z', '--no-notes', '--no-decorate', '--encoding=UTF-8', `--format=${FIELDS.join('%x00')}`];

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The commits in the output of `LOG`, in its order. Bytes that are not UTF-8 become U+FFFD. */
export function parseLog(bytes: Uint8Array): readonly Commit[] {
  const commits: Commit[] = [];
  let fields: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    if (end === -1) throw new TypeError('the output of git log ends in the middle of a commit');
    fields.push(decoder.decode(bytes.subarray(start, end)));
    start = end + 1;
    if (fields.length < FIELDS.length) continue;
    commits.push(commitOf(fields, commits.length + 1));
    fields = [];
  }
  if (fields.length > 0) throw new TypeError('the output of git log ends in the middle of a commit');
  return commits;
}

function commitOf(fields: readonly string[], number: number): Commit {
  const [id = '', parents = '', name = '', address = '', committer = '', committerAddress = ''] = fields;
  const [committed = '', trailers = '', message = ''] = fields.slice(6);
  return {
    id,
    parents: parents === '' ? [] : parents.split(' '),
    author: gitHandle(name, address),
    committer: { handle: gitHandle(committer, committerAddress), address: committerAddress.trim().toLowerCase() },
    committed,
    trailers: trailers.split('\n').flatMap(trailerOf),
    message,
    number,
  };
}

function trailerOf(line: string): readonly Trailer[] {
  const colon = line.indexOf(':');
  return colon <= 0 ? [] : [{ key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
}
