import { VERSION } from '#/app/version.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { type Config, type ConfigRead, configRead, environment } from '#/platform/config.ts';
import { type EmbeddedServer, embeddedServer } from '#/platform/db/embedded/server.ts';
import { mustBeTold } from '#/app/demo/manifest.ts';
import type { Attestry } from '#/app/wire.ts';
import { type Command, EXIT, type Exit, type Given } from './command.ts';
import { exitOf } from './exits.ts';
import { understood } from './failures.ts';
import { showCommand, showCommands } from './help.ts';
import { Output } from './output.ts';
import { parse } from './parse.ts';
import { allCommands, commandsOf, commandsUnder, findCommand, GROUPS, opensData, WORDS } from './registry.ts';
import { remoteContext, remoteOf } from './remote.ts';
import { meant, optionIn, placesOfWords } from './words.ts';

const WIDTH = 100;
const NARROWEST = 40;
const WIDEST = 140;

/** Runs one command line; the exit code says how it ended. Nothing is thrown. */
export async function runCommandLine(words: readonly string[]): Promise<Exit> {
  const { config } = configRead(environment(), {});
  const to = output(config, words.includes('--json'));
  process.stdout.on('error', untilRead);
  try {
    return await answer(words, to, config);
  } catch (error) {
    return await failed(understood(error), to);
  }
}

/** A database that starts while code is being read. */
interface Soon {
  readonly running: Promise<EmbeddedServer>;
  /** Lets go of it, or of starting it. */
  readonly release: () => Promise<void>;
}

/**
 * Starts the database of a data folder that is there, while the code that will use it is still being read: either takes
 * a few tenths of a second, and neither needs the other. Whoever opens the database then joins the server that runs, and
 * says why none does. Resolves when it is on its way: nothing else happens while code is being read.
 */
async function startedSoon(words: readonly string[], first: string | undefined): Promise<Soon | null> {
  const { data, databaseUrl, server } = configRead(environment(), {
    data: optionIn(words, 'data'),
    server: optionIn(words, 'server'),
  }).config;
  const elsewhere = databaseUrl !== null || server !== null;
  const folder = clusterIn(data);
  if (!opensData(first) || elsewhere || !existsSync(folder)) return null;
  const { promise: begun, resolve: begins } = Promise.withResolvers<void>();
  const unneeded = new AbortController();
  const running = embeddedServer(folder, { begins, signal: unneeded.signal });
  const settled = running.then(
    (held) => held,
    () => null, // whoever opens the database is told why
  );
  await Promise.race([begun, settled]);
  const release = async (): Promise<void> => {
    unneeded.abort();
    (await settled)?.release();
  };
  return { running, release };
}

const clusterIn = (data: string): string => path.join(data, 'postgres');

/** Whoever reads a pipe may stop to; what is written then goes nowhere, and the command ends as it would. */
function untilRead(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}

async function answer(words: readonly string[], to: Output, config: Config): Promise<Exit> {
  const places = placesOfWords(words);
  const named = places.map((place) => words[place] ?? '');
  if (named[0] === 'help') return explain(named.slice(1), output(config, false));
  if (asksVersion(named, words)) return showVersion(to);
  const wantsHelp = words.includes('--help') || words.includes('-h');
  const soon = wantsHelp ? null : await startedSoon(words, named[0]);
  try {
    const found = await findCommand(named);
    if (found !== null) {
      if (wantsHelp) return await explain(named.slice(0, found.words), output(config, false));
      const taken = new Set(places.slice(0, found.words));
      const rest = words.filter((_, place) => !taken.has(place));
      return await runFound(found.command, rest, { to, soon });
    }
  } finally {
    await soon?.release();
  }
  if (!wantsHelp && named.length === 0) parse({ name: '', args: [], options: [] }, words);
  if (wantsHelp || named.length === 0) return explain(named, output(config, false));
  const [noun = '', ...more] = named;
  const under = await commandsUnder(noun);
  if (under.length === 0 || more.length > 0) return unknown(named);
  showCommands(output(config, false), [{ title: `attestry ${noun}`, commands: under }]);
  return EXIT.usage;
}

const asksVersion = (named: readonly string[], words: readonly string[]): boolean =>
  named.length === 0 ? words.includes('--version') : named.length === 1 && named[0] === 'version';

function showVersion(to: Output): Exit {
  to.document({ version: VERSION }, () => to.line(`attestry ${VERSION}`));
  return EXIT.fine;
}

/** Shows one command, the commands under a word, or all of them. */
async function explain(named: readonly string[], to: Output): Promise<Exit> {
  const found = await findCommand(named);
  if (found !== null) {
    showCommand(to, found.command);
    return EXIT.fine;
  }
  if (named.length === 0) {
    const groups = [];
    for (const group of GROUPS) groups.push({ title: group.title, commands: await commandsOf(group.files) });
    showCommands(to, groups, true);
    return EXIT.fine;
  }
  const under = named.length === 1 ? await commandsUnder(named[0] ?? '') : [];
  if (under.length === 0) return unknown(named);
  showCommands(to, [{ title: `attestry ${named[0] ?? ''}`, commands: under }]);
  return EXIT.fine;
}

async function unknown(named: readonly string[]): Promise<never> {
  const asked = named.slice(0, 2).join(' ');
  const all = (await allCommands()).map(({ name }) => name);
  const suggestion = meant(asked, all) ?? meant(named[0] ?? '', WORDS);
  const command = WORDS.includes(named[0] ?? '') ? (named[0] ?? '') : '';
  const hint = suggestion === null ? '' : ` Did you mean "attestry ${suggestion}"?`;
  throw new DomainError('usage', { command, because: `There is no command "${asked}".${hint}` });
}

const output = ({ color }: Pick<Config, 'color'>, json: boolean): Output =>
  new Output({
    out: process.stdout,
    err: process.stderr,
    json,
    color: color && process.stdout.isTTY,
    width: process.stdout.isTTY ? Math.max(NARROWEST, Math.min(process.stdout.columns, WIDEST)) : WIDTH,
  });

interface Begun {
  readonly to: Output;
  /** Before anything is opened: two that start one server in one process would be in each other's way. */
  readonly soon: Soon | null;
}

async function runFound(command: Command, words: readonly string[], { to, soon }: Begun): Promise<Exit> {
  const given = parse(command, words);
  const { config, wrong } = configRead(environment(), {
    data: given.text('data'),
    organization: given.text('org'),
    person: given.text('by'),
    server: given.text('server'),
  });
  const [first] = command.needs === 'nothing' && command.looks === true ? [] : wrong;
  if (first !== undefined) throw first;
  const stopping = new AbortController();
  const stop = (): void => {
    to.note('Stopping. Press ctrl-C again to end at once; nothing that was sealed is lost.');
    stopping.abort(new DomainError('stopped'));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let opened: Attestry | null = null;
  const open = async (): Promise<Attestry> => {
    const { openAttestry } = await import('#/app/wire.ts');
    await soon?.running;
    return (opened ??= await openAttestry(config));
  };
  const running = { to, config, wrong, open, signal: stopping.signal };
  try {
    const { server } = config;
    if (server !== null && command.local !== undefined) throw new DomainError('local_only', { command: command.name });
    if (server !== null && command.needs === 'organization') {
      const remote = remoteOf(server, config, stopping.signal);
      return await command.run(given, to, await remoteContext(remote, command.name, stopping.signal));
    }
    const work =
      command.needs === 'nothing' ? command.run(given, to, running) : onOrganization(command, given, running);
    return await (command.stops === true ? work : Promise.race([work, untilStopped(stopping.signal)]));
  } finally {
    to.done();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await (opened as Attestry | null)?.close();
  }
}

const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

interface Running extends ConfigRead {
  readonly to: Output;
  readonly open: () => Promise<Attestry>;
  readonly signal: AbortSignal;
}

async function onOrganization(
  command: Extract<Command, { needs: 'organization' }>,
  given: Given,
  { to, config, open, signal }: Running,
): Promise<Exit> {
  if (config.databaseUrl === null && !existsSync(clusterIn(config.data)))
    throw new DomainError('organization_none', { data: config.data }); // and nothing is made by looking
  mustBeTold(config);
  const attestry = await open();
  const { organizationOf } = await import('#/app/wire.ts');
  const { org, slug, zone, name } = await organizationOf(attestry);
  const sizeNow = (): Promise<number> => attestry.db.transaction(org, (tx) => attestry.ledger.size(tx));
  const before = await sizeNow();
  const caller = { org, person: attestry.config.person };
  const exit = await command.run(given, to, { remote: null, attestry, caller, zone, slug, company: name, signal });
  if ((await sizeNow()) > before) await tellOutsider(attestry, org, to);
  return exit;
}

/** What was sealed is sealed: an outsider who cannot be reached is told next time, and the command is none the worse. */
async function tellOutsider({ witness }: Attestry, org: string, to: Output): Promise<void> {
  await witness.publish(org).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'busy') return; // another process tells them, or the next command does
    to.note(`attestry: ${error.message}`);
    to.note(`          ${error.fix}`);
  });
}

/** Says what went wrong and what to do; the whole trace only for what nobody foresaw. */
async function failed(error: unknown, to: Output): Promise<Exit> {
  if (error instanceof DomainError) {
    const { fix } = error;
    if (to.json)
      to.document({ error: { code: error.code, message: error.message, fix, facts: error.facts } }, () => undefined);
    to.note(`attestry: ${error.message}`);
    to.note(`          ${fix}`);
    for (const each of error.also) to.note(`          Also: ${each.message} ${each.fix}`);
    return exitOf(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  if (to.json) to.document({ error: { code: 'unforeseen', message, fix: '', facts: {} } }, () => undefined);
  to.note(`attestry: something went wrong that nobody foresaw. Nothing that was acknowledged is lost.`);
  to.note(error instanceof Error ? (error.stack ?? message) : message);
  return EXIT.failed;
}
