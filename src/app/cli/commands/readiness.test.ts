import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Output } from '#/app/cli/output.ts';
import { showHeading } from './readiness.ts';
import { sinkInto } from '#test/kit/sink.ts';

type Found = Parameters<typeof showHeading>[1];

function headingOf(type: 'type-1' | 'type-2', instant = 0): string {
  const texts: string[] = [];
  const sink = () => sinkInto(texts);
  const found = {
    engagement: {
      type,
      name: 'SOC 2',
      zone: 'UTC',
      first: type === 'type-1' ? null : '2026-01-01',
      last: '2026-03-31',
      opened: 0,
      changed: 0,
      before: [],
      categories: ['security'],
    },
    controls: [{}, {}],
    counts: { 'no deviation found': 2 },
    gaps: [],
    asOf: { instant, position: 1 },
  } as unknown as Found;
  showHeading(new Output({ out: sink(), err: sink(), json: false, color: false, width: 200 }), found, 'Acme Inc');
  return texts.join('');
}

test('the heading of a Type I speaks of design, and says that nobody looked at operation', () => {
  const typeOne = headingOf('type-1');
  assert.match(typeOne, /^Acme Inc: SOC 2\n/u);
  assert.match(typeOne, /The design of 2 of 2 controls is complete; 0 controls are open\./u);
  assert.match(typeOne, /does not look at operation/u);
  assert.doesNotMatch(typeOne, /so far/u);
  assert.match(headingOf('type-2'), /2 of 2 controls show no deviation so far; 0 controls are open\./u);
});

test('what holds so far is said of a window that runs, and not of one that is over', () => {
  const lastInstant = Date.UTC(2026, 3, 1) - 1;
  assert.match(headingOf('type-2', lastInstant), /show no deviation so far; /u);
  assert.match(headingOf('type-2', lastInstant + 1), /show no deviation; /u);
});
