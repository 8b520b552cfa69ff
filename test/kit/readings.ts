import assert from 'node:assert/strict';
import type { Check } from '#/checks/check.ts';
import type { RunInput } from '#/checks/engine/input.ts';
import { type Instant, parseInstant } from '#/core/time/instant.ts';

/** Of every population all was read, but for these times. */
export const allBut =
  (...holes: readonly { readonly from: Instant; readonly to: Instant }[]): RunInput['readings'] =>
  () => {
    const edges = [Number.NEGATIVE_INFINITY, ...holes.flatMap(({ from, to }) => [from, to]), Number.POSITIVE_INFINITY];
    return edges.flatMap((from, at) => {
      const to = edges[at + 1];
      return at % 2 === 0 && to !== undefined && from < to ? [{ ...READ, from, to }] : [];
    });
  };

const READ = {
  source: 'test',
  follows: null,
  disconnected: null,
  position: 0,
  kind: 'counted',
  sourceCount: null,
  ourCount: 0,
  rejected: 0,
  note: '',
};

export const allRead = allBut();

/** What an example of a check says that was read. */
export const readFor =
  ({ companions }: Check, { unread = {} }: Check['examples'][number]): RunInput['readings'] =>
  (population) => {
    const holes = Object.entries(unread as Readonly<Record<string, readonly [string, string]>>);
    const own = holes.filter(([name]) => companions[name]?.population === population);
    return allBut(...own.map(([, [from, to]]) => ({ from: instantOf(from), to: instantOf(to) })))(population);
  };

const instantOf = (text: string): Instant => parseInstant(text) ?? assert.fail(`no instant: ${text}`);
