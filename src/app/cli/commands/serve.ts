import { type Part, serve } from '#/app/serve.ts';
import { type BareContext, type Command, EXIT } from '#/app/cli/command.ts';
import { misused } from '#/app/cli/parse.ts';

const REQUESTS_A_MINUTE = 1_200;

const serveCommand: Command = {
  name: 'serve',
  needs: 'nothing',
  stops: true,
  summary: 'Start the server: the API and the console.',
  details:
    'It prints its address; on a fresh installation also a link, without which nobody can claim it. It stops on Ctrl-C when what it is doing is done.',
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
    const attestry = await open();
    const running = await serve(attestry, { part, rate: REQUESTS_A_MINUTE, logger: !to.json && config.logs });
    to.document({ url: running.url, setup: running.setup }, () => {
      to.line(part === 'worker' ? 'Attestry works.' : `Attestry is at ${running.url}`);
      if (running.setup !== null) to.line(`Claim this installation, once, with ${running.setup}`);
    });
    await stopped(signal);
    await running.close();
    return EXIT.fine;
  },
};

function partIn(word: string): Part {
  if (word === 'all' || word === 'web' || word === 'worker') return word;
  return misused('serve', `--role is all, web or worker, not "${word}"`);
}

const stopped = (signal: BareContext['signal']): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

export const commands: readonly Command[] = [serveCommand];
