import { mustBeHeard, serve } from '#/app/serve.ts';
import { type BareContext, type Command, EXIT } from '#/app/cli/command.ts';
import type { Output } from '#/app/cli/output.ts';
import { makeDemo, organizationsIn, showDemo, usualLast } from './demo.ts';
import { consoleFor, REQUESTS_A_MINUTE, showAddress, stopped, trustAddresses } from './serve.ts';

const start: Command = {
  name: 'start',
  needs: 'nothing',
  local: 'it is the server',
  stops: true,
  summary: 'Make the demo company if there is nothing yet, and open the console; what "npm start" does.',
  details:
    'A data folder with an organization in it is left as it is and served. The console is built while the demo is made, and only when its sources changed. It prints its address; where nobody has an account, also the link that makes the first one.',
  args: [],
  options: [{ name: 'no-serve', doc: 'End when the demo is made and the console is built, as a script wants it.' }],
  examples: [
    { line: 'PORT=8080 attestry start', doc: 'On another port.' },
    { line: 'attestry start --no-serve', doc: 'Make everything, and end.' },
  ],
  run: async (given, to, context) => {
    const { open, signal } = context;
    if (!given.flag('no-serve')) await mustBeHeard(context.config);
    const building = consoleFor(to, signal);
    building.catch(() => undefined); // it is waited for below; until then the demo may be what fails
    await demoIfEmpty(to, context);
    const pages = await building;
    if (given.flag('no-serve')) {
      to.document({ url: null, setup: null, trust: [] }, () => undefined);
      return pages === null ? EXIT.failed : EXIT.fine;
    }
    const attestry = await open();
    const running = await serve(attestry, {
      part: 'all',
      rate: REQUESTS_A_MINUTE,
      logger: false,
      console: pages,
    });
    const trust = await trustAddresses(attestry, running.url);
    to.document({ url: running.url, setup: running.setup, trust: [...trust] }, () => {
      to.line();
      showAddress(to, running, trust);
    });
    await stopped(signal);
    await running.close();
    return EXIT.fine;
  },
};

async function demoIfEmpty(to: Output, context: BareContext): Promise<void> {
  const found = await organizationsIn(context);
  if (found === 'nothing') await makeDemo({ seed: 1, scale: 1, last: usualLast() }, to, context);
  if (found !== 'another' && !to.json) await showDemo(to, context);
}

export const commands: readonly Command[] = [start];
