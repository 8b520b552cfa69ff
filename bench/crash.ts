import { crashes } from '#test/kit/crash.ts';
import type { Bench } from './kit/bench.ts';
import { atLeast } from './kit/measure.ts';

const INSTANTS = 50;

/** Not a speed: whether anything that was acknowledged is lost. Any loss, or a log that does not verify, throws. */
export const crash: Bench = {
  name: 'crash',
  title: `kill -9 of the process and of PostgreSQL at ${INSTANTS} random instants while they collect, seal and check`,
  needs: 'own',
  sizes: (size) => size <= 10_000,
  run: async ({ folder }) => {
    const { killed, interrupted, acknowledged } = await crashes({
      folder,
      instants: INSTANTS,
      random: Math.random,
      say: (text) => console.error(text),
    });
    const during = Object.entries(interrupted).map(([what, times]) => `${what} ${times}`);
    return [
      {
        what: 'acknowledged work that is there after each kill, of what was acknowledged',
        figure: 1,
        unit: '×',
        budget: atLeast(1),
        detail: `${acknowledged} acknowledged; killed: process ${killed.process}, PostgreSQL ${killed.postgres}, both ${killed.both}; during ${during.join(', ')}`,
      },
    ];
  },
};
