import { DomainError } from '#/core/errors.ts';
import { type Config, configFrom, environment } from '#/platform/config.ts';
import { type Attestry, openAttestry, organizationOf } from '#/app/wire.ts';
import { type Command, EXIT, type Exit, type Given } from './command.ts';
import { showCommand, showCommands } from './help.ts';
import { Output } from './output.ts';
import { parse } from './parse.ts';
import { remoteContext, remoteOf } from './remote.ts';
import { findCommand, GROUPS, loadGroup } from './registry.ts';

const WIDTH = 100;

/** Runs one command line; the exit code says how it ended. Nothing is thrown. */
export async function runCommandLine(words: readonly string[]): Promise<Exit> {
  const config = configFrom(environment(), {});
  const wantsJson = words.includes('--json');
  const to = output(config, wantsJson);
  try {
    const name = words.filter((word) => !word.startsWith('-'));
    if (name.length === 0 || words[0] === '--help') return await showAll(to);
    const found = await findCommand(name);
    if (found === null)
      throw new DomainError('usage', { command: '', because: `There is no command "${name.slice(0, 2).join(' ')}".` });
    return await runFound(found.command, withoutName(words, found.words), to);
  } catch (error) {
    return failed(error, to);
  }
}

/** The words of a command line behind the command's name. */
function withoutName(words: readonly string[], count: number): readonly string[] {
  let left = count;
  return words.filter((word) => word.startsWith('-') || left-- <= 0);
}

const output = ({ color }: Pick<Config, 'color'>, json: boolean): Output =>
  new Output({
    out: process.stdout,
    err: process.stderr,
    json,
    color: color && process.stdout.isTTY,
    width: process.stdout.isTTY ? Math.min(process.stdout.columns, 140) : WIDTH,
  });

async function showAll(to: Output): Promise<Exit> {
  const groups = [];
  for (const group of GROUPS) groups.push({ title: group.title, commands: await loadGroup(group) });
  showCommands(to, groups);
  return EXIT.fine;
}

async function runFound(command: Command, words: readonly string[], to: Output): Promise<Exit> {
  if (words.includes('--help')) {
    showCommand(to, command);
    return EXIT.fine;
  }
  const given = parse(command, words);
  const config = configFrom(environment(), {
    data: given.text('data'),
    organization: given.text('org'),
    person: given.text('by'),
  });
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new DomainError('stopped'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let opened: Attestry | null = null;
  const open = async (): Promise<Attestry> => (opened ??= await openAttestry(config));
  try {
    const server = given.text('server') ?? config.server;
    if (server !== null && command.needs === 'organization') {
      const remote = remoteOf(server, config, stopping.signal);
      return await command.run(given, to, await remoteContext(remote, command.name, stopping.signal));
    }
    if (given.text('server') !== undefined) throw new DomainError('local_only', { command: command.name });
    if (command.needs === 'nothing') return await command.run(given, to, { open, config, signal: stopping.signal });
    return await onOrganization(command, given, { to, attestry: await open(), signal: stopping.signal });
  } finally {
    to.done();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await (opened as Attestry | null)?.close();
  }
}

interface Running {
  readonly to: Output;
  readonly attestry: Attestry;
  readonly signal: AbortSignal;
}

async function onOrganization(
  command: Extract<Command, { needs: 'organization' }>,
  given: Given,
  { to, attestry, signal }: Running,
): Promise<Exit> {
  const { org, slug, zone } = await organizationOf(attestry);
  const sizeNow = (): Promise<number> => attestry.db.transaction(org, (tx) => attestry.ledger.size(tx));
  const before = await sizeNow();
  const caller = { org, person: attestry.config.person };
  const exit = await command.run(given, to, { remote: null, attestry, caller, zone, slug, signal });
  if ((await sizeNow()) > before) await tellOutsider(attestry, org, to);
  return exit;
}

/** What was sealed is sealed: an outsider who cannot be reached is told next time, and the command is none the worse. */
async function tellOutsider({ witness }: Attestry, org: string, to: Output): Promise<void> {
  await witness.publish(org).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    to.note(`attestry: ${error.message}`);
    to.note(`          ${error.fix}`);
  });
}

/** Says what went wrong and what to do; the whole trace only for what nobody foresaw. */
function failed(error: unknown, to: Output): Exit {
  if (error instanceof DomainError) {
    if (to.json)
      to.document(
        { error: { code: error.code, message: error.message, fix: error.fix, facts: error.facts } },
        () => undefined,
      );
    to.note(`attestry: ${error.message}`);
    to.note(`          ${error.fix}`);
    return error.code === 'usage' ? EXIT.usage : EXIT.failed;
  }
  to.note(`attestry: something went wrong that nobody foresaw. Nothing that was acknowledged is lost.`);
  to.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failed;
}
