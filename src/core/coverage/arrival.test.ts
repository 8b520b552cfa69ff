import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PopulationName } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { at, between, type Moment } from '#/core/time/moment.ts';
import { type Arrival, arrivalsAfter, type Told } from './arrival.ts';

/** A reading of some days, which the log received on a day. */
const read = (from: number | null, to: number | null, over: Partial<Told> & { readonly on?: number } = {}): Told => {
  const { on = to ?? 0, ...more } = over;
  return {
    source: 'tool',
    follows: null,
    disconnected: null,
    position: on,
    run: `run ${on}`,
    received: on * DAY,
    kind: 'declared',
    from: from === null ? null : from * DAY,
    to: to === null ? null : to * DAY,
    sourceCount: null,
    ourCount: 1,
    rejected: 0,
    note: '',
    ...more,
  };
};
const on = (day: number): Moment => at(day * DAY);
const wholeDay = (day: number): Moment => between(day * DAY, (day + 1) * DAY - 1);

const came = (
  earlier: readonly Told[],
  [occurred, received]: readonly [Moment, number],
  population: PopulationName = 'incident',
): Arrival => arrivalsAfter(population, earlier)({ from: occurred, to: occurred, received: received * DAY });

test('what the first reading after it occurred brings is in its turn, and what an earlier one had accounted for is not', () => {
  const monthly = [read(0, 30), read(30, 60)];
  assert.equal(came(monthly, [on(70), 90]), 'in turn');
  assert.equal(came(monthly, [on(60), 90]), 'in turn', 'at the very instant to which it was read');
  assert.equal(came(monthly, [on(59), 90]), 'missed');
  assert.equal(came(monthly, [on(-1), 20]), 'in turn', 'nobody had read of that time');
});

test('what comes by the very first reading has no turn, however soon it comes', () => {
  for (const received of [61, 95, 365]) assert.equal(came([], [on(60), received]), 'unread');
});

test('a day is accounted for where all of it is, by one reading or by several', () => {
  const half = [read(0, 30.5)];
  assert.equal(came(half, [wholeDay(30), 40]), 'in turn');
  assert.equal(came([...half, read(30.5, 32)], [wholeDay(30), 40]), 'missed');
  assert.equal(came([read(0, 30.5), read(30.6, 32)], [wholeDay(30), 40]), 'in turn', 'an hour of it was read by none');
});

test('what a reading left open, or says nothing of, is not known to have been there or not', () => {
  const unsaid = read(null, null, { kind: 'none', on: 60 });
  assert.equal(came([unsaid], [on(50), 62]), 'unsaid');
  assert.equal(came([unsaid], [on(61), 62]), 'in turn');
  assert.equal(came([read(0, 60, { rejected: 2 })], [on(50), 62]), 'unsaid');
  assert.equal(came([read(0, 60, { sourceCount: 7 })], [on(50), 62]), 'unsaid');
  assert.equal(came([read(0, 60, { kind: 'none', note: 'a repository was not read' })], [on(50), 62]), 'unsaid');
  assert.equal(came([read(0, 60, { rejected: 2 }), read(0, 61)], [on(50), 62]), 'missed', 'it was read again');
  assert.equal(came([read(0, 40, { on: 60 })], [on(50), 62]), 'in turn', 'it had not come so far');
});

test('what waits longer than its source usually does came long after', () => {
  assert.equal(came([read(0, 60)], [on(60), 95]), 'in turn');
  assert.equal(came([read(0, 60)], [on(60), 96]), 'long after');
  const every = (days: number, times: number) =>
    Array.from({ length: times }, (_, place) => read(place * days, (place + 1) * days));
  assert.equal(came(every(90, 3), [on(270), 365]), 'in turn', 'three quarters show a habit');
  assert.equal(came(every(90, 3), [on(270), 390]), 'long after');
  assert.equal(came(every(90, 2), [on(180), 275]), 'long after', 'two show none');
  assert.equal(came(every(1, 300), [on(300), 340]), 'long after');
  const gapped = [read(0, 1), read(1, 2), read(2, 300)];
  assert.equal(came(gapped, [on(300), 340]), 'long after', 'of one day and of a year the year is no habit');
  const twice = every(90, 3).flatMap((row) => [row, { ...row, from: row.to, received: row.received + HOUR }]);
  assert.equal(came(twice, [on(270), 365]), 'in turn', 'a reading of two parts is one');
});

test('a state is of all the time that it lasts, and looks that are close account for what lies between them', () => {
  const arrival = arrivalsAfter('person', [read(90, 120)]);
  assert.equal(arrival({ from: wholeDay(3), to: null, received: 122 * DAY }), 'missed');
  assert.equal(arrival({ from: wholeDay(3), to: wholeDay(50), received: 122 * DAY }), 'long after');
  assert.equal(arrival({ from: wholeDay(119), to: null, received: 122 * DAY }), 'missed');
  assert.equal(arrival({ from: wholeDay(120), to: null, received: 122 * DAY }), 'in turn');
  const list = [read(113, 113), read(120, 120, { rejected: 1 })]; // of people, as it was when it was read
  const person = arrivalsAfter('person', list);
  assert.equal(person({ from: wholeDay(110), to: null, received: 122 * DAY }), 'missed', 'it was not in the list');
  assert.equal(person({ from: wholeDay(110), to: wholeDay(111), received: 122 * DAY }), 'in turn', 'gone before it');
  assert.equal(person({ from: wholeDay(117), to: null, received: 122 * DAY }), 'unsaid');
  assert.equal(person({ from: wholeDay(121), to: null, received: 122 * DAY }), 'in turn');
  const looks = [read(60, 60), read(90, 90)];
  assert.equal(came(looks, [on(100), 101], 'vulnerability'), 'in turn');
  assert.equal(came(looks, [on(70), 101], 'vulnerability'), 'missed');
  assert.equal(came(looks, [on(100), 101], 'configuration'), 'in turn');
});
