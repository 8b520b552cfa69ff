import { makeWorld } from '#bench/world/world.ts';
import { benchNamed } from './benches.ts';

/** The other end of `kit/fork.ts`: makes a world, or runs one bench, and sends back what it measured. */
const [what = '', folder = '', size = '', rounds = ''] = process.argv.slice(2);
if (what === 'make-world') await makeWorld(folder, { size: Number(size) });
else {
  const measures = await benchNamed(what).run({ folder, size: Number(size), rounds: Number(rounds) });
  process.send?.(measures);
}
process.disconnect?.();
