import { setImmediate } from 'node:timers/promises';

/** The items of a list that may be long: after some of them whatever else waits in this process goes first. */
export async function* takingTurns<T>(items: readonly T[], some = 500): AsyncGenerator<T> {
  for (const [at, item] of items.entries()) {
    if (at % some === some - 1) await setImmediate();
    yield item;
  }
}
