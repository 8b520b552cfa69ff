import assert from 'node:assert/strict';
import { test } from 'node:test';
import acknowledged from '#/checks/alerts/acknowledged.ts';
import { DAY, type Instant, MINUTE } from '#/core/time/instant.ts';
import { limitsInForce, sentencesOf } from './behind.service.ts';

type Version = Parameters<typeof limitsInForce>[1][number];

const JANUARY = Date.UTC(2026, 0, 1);
const NOVEMBER = Date.UTC(2026, 10, 3);

const version = (position: number, effectiveFrom: Instant, received: Instant, hours: number): Version => ({
  position,
  effectiveFrom,
  received,
  definition: { origin: 'security-alert-triage', limits: { hours } } as unknown as Version['definition'],
});
const adopted = version(1, JANUARY, JANUARY, 4);
const limits = (...versions: readonly Version[]) => limitsInForce(acknowledged, [adopted, ...versions]);

test('a limit that is dated back says what the log had until then', () => {
  const [now, was] = [{ hours: 100 }, { hours: 4 }];
  assert.deepEqual(limits(version(2, JANUARY - DAY, NOVEMBER, 100)), [
    { from: JANUARY - DAY, values: now, was },
    { from: JANUARY, values: now, was },
    { from: NOVEMBER, values: now },
  ]);
  const sentences = sentencesOf(acknowledged, [adopted, version(2, JANUARY, NOVEMBER, 100)]);
  assert.deepEqual(
    sentences.map(({ from, sentence }) => [from, /100 hours/.test(sentence), /dated back.*4 hours/.test(sentence)]),
    [
      [null, true, true],
      [NOVEMBER, true, false],
    ],
  );
});

test('one that begins when it is written down, or later, replaces nothing that was in force', () => {
  assert.deepEqual(limits(version(2, NOVEMBER, NOVEMBER, 8)), [
    { from: JANUARY, values: { hours: 4 } },
    { from: NOVEMBER, values: { hours: 8 } },
  ]);
  const sealedAfter = (passed: number) => limits(version(2, NOVEMBER, NOVEMBER + passed, 8)).at(-1);
  assert.deepEqual(
    sealedAfter(MINUTE),
    { from: NOVEMBER, values: { hours: 8 } },
    'the log takes what is said a moment later',
  );
  assert.deepEqual(
    sealedAfter(MINUTE + 1),
    { from: NOVEMBER + MINUTE + 1, values: { hours: 8 } },
    'an hour is no moment',
  );
  assert.deepEqual(limits(version(2, NOVEMBER + DAY, NOVEMBER, 8)).at(-1), {
    from: NOVEMBER + DAY,
    values: { hours: 8 },
  });
});

test('a rule that a later version leaves as it was is said once', () => {
  const sentences = sentencesOf(acknowledged, [adopted, version(2, NOVEMBER, NOVEMBER, 4)]);
  assert.deepEqual(
    sentences.map(({ from }) => from),
    [null],
  );
});

test('what is said within a day of the adoption belongs to it, and the same limits again are no others', () => {
  assert.deepEqual(limits(version(2, JANUARY, JANUARY + DAY, 8)), [{ from: JANUARY, values: { hours: 8 } }]);
  assert.ok(limits(version(2, JANUARY, NOVEMBER, 4)).every(({ was }) => was === undefined));
});
