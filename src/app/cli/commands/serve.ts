import { buildConsole } from '#/app/console.ts';
import type { Attestry } from '#/app/wire.ts';
import { trustPlaces } from '#/features/trust/index.ts';
import { type Part, type Running, serve } from '#/app/serve.ts';
import { type BareContext, type Command, EXIT } from '#/app/cli/command.ts';
import type { Output } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { mustBeTold } from '#/app/demo/manifest.ts';

export const REQUESTS_A_MINUTE = 1_200;

const serveCommand: Command = {
  name: 'serve',
  needs: 'nothing',
  local: 'it is the server',
  stops: true,
  summary: 'Start the server: the API and the console.',
  details:
    'It builds the console first if its sources changed since. It prints its address; on a fresh installation also a link, without which nobody can claim it. It stops on Ctrl-C when what it is doing is done.',
  args: [],
  options: [
    {
      name: 'role',
      value: 'WORD',
      doc: 'What this process does: web answers, worker works, all does both (the default). Any number of each may share one database.',
    },
  ],
  examples: [{ line: 'PORT=8080 attestry serve', doc: 'On another port.' }],
  run: async (given, to, { open, config, signal }) => {
    const part = partIn(given.text('role') ?? 'all');
    mustBeTold(config);
    const [attestry, pages] = await Promise.all([open(), part === 'worker' ? null : consoleFor(to, signal)]);
    const logger = !to.json && (config.logs ?? !process.stdout.isTTY); // on a terminal it would bury the link
    const running = await serve(attestry, { part, rate: REQUESTS_A_MINUTE, logger, console: pages });
    const trust = part === 'worker' ? [] : await trustAddresses(attestry, running.url);
    to.document({ url: running.url, setup: running.setup, trust: [...trust] }, () => {
      if (part === 'worker') to.line('Attestry works.');
      else showAddress(to, running, trust);
    });
    await stopped(signal);
    await running.close();
    return EXIT.fine;
  },
};

/** The built console; null, said aloud, where it cannot be built: the API is served all the same. */
export async function consoleFor(to: Output, signal: BareContext['signal']): Promise<string | null> {
  try {
    return await buildConsole(signal, () => to.note('Building the console.'));
  } catch (error) {
    signal.throwIfAborted();
    to.note(`The console could not be built, so only the API is served: ${String(error)}`);
    return null;
  }
}

/** Where it is, and the way in for whoever comes first. */
export function showAddress(
  to: Output,
  { url, setup }: Pick<Running, 'url' | 'setup'>,
  trust: readonly string[],
): void {
  to.line(`Attestry is at ${url}`);
  for (const address of trust.slice(0, MOST_SHOWN)) to.line(`What anybody may see: ${address}`);
  if (setup !== null) {
    to.line('Nobody has an account here yet. This link makes the first one, once:');
    to.line(`\n  ${setup}\n`);
  }
  to.line('Ctrl-C stops it.');
}

const MOST_SHOWN = 5;

/** Where trust centers that are published are seen by anybody: at this server, or under a domain of their own. */
export const trustAddresses = async (attestry: Attestry, url: string): Promise<readonly string[]> =>
  (await trustPlaces(attestry)).map(({ slug, domain }) =>
    domain === null || domain === '' ? `${url}/t/${slug}` : `https://${domain}`,
  );

function partIn(word: string): Part {
  if (word === 'all' || word === 'web' || word === 'worker') return word;
  return misused('serve', `--role is all, web or worker, not "${word}"`);
}

export const stopped = (signal: BareContext['signal']): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

export const commands: readonly Command[] = [serveCommand];
