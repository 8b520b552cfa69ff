import { type Contract, type Handlers, isNoted } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Context } from '#/app/cli/command.ts';
import { understood } from '#/app/cli/failures.ts';

interface Action<Done = unknown> {
  /** As core/action-words.ts has it. */
  readonly name: string;
  /** What it was about, a line for each; left out: one, about nothing in particular. */
  readonly subjects?: readonly Readonly<Record<string, string>>[];
  /** What became of it, where it ends without an error and is not done all the same. */
  readonly outcomeOf?: (done: Done) => string;
  /** Whether there was nothing to do, and nothing is noted. */
  readonly isIdle?: (done: Done) => boolean;
}

type Acting = Pick<Context, 'attestry' | 'caller'>;

/**
 * Does something on the data folder that no endpoint does, and writes it into the audit log, done or refused, as the
 * server does with what is asked of it. A command that reads is not noted, nor is a line that is not of its form: neither
 * is a request that is not.
 */
export const noted = <T>({ attestry, caller }: Acting, action: Action<T>, work: () => Promise<T>): Promise<T> =>
  notedIn(attestry, { orgs: async () => [caller.org], person: caller.person }, action, work);

/** The same for what concerns the whole installation: each organization knows. */
export const notedEverywhere = <T>(attestry: Attestry, action: Action<T>, work: () => Promise<T>): Promise<T> =>
  notedIn(attestry, { orgs: async () => idsOf(attestry), person: attestry.config.person }, action, work);

const idsOf = async ({ db }: Attestry): Promise<readonly string[]> => (await db.organizations()).map(({ org }) => org);

interface Whose {
  readonly orgs: () => Promise<readonly string[]>;
  readonly person: string;
}

async function notedIn<T>(attestry: Attestry, whose: Whose, action: Action<T>, work: () => Promise<T>): Promise<T> {
  const note = async (outcome: string): Promise<void> => {
    for (const org of await whose.orgs()) await noteAction(attestry, { org, person: whose.person }, action, outcome);
  };
  let done: T;
  try {
    done = await work();
  } catch (error) {
    // where that cannot be written down either, because the disk is full, what went wrong first is told
    await note(codeOf(error)).catch(() => undefined);
    throw error;
  }
  if (action.isIdle?.(done) !== true) await note(action.outcomeOf?.(done) ?? 'done');
  return done;
}

/** As the server's answers name it. */
function codeOf(error: unknown): string {
  const known = understood(error);
  if (known instanceof DomainError) return known.code;
  return error instanceof Error && error.name === 'AbortError' ? 'cancelled' : 'unexpected';
}

/** What was asked on the terminal of whoever has the data folder, with who they say that they are. */
export async function noteAction(
  attestry: Attestry,
  { org, person }: Context['caller'],
  { name, subjects = [{}] }: Pick<Action, 'name' | 'subjects'>,
  outcome: string,
): Promise<void> {
  const { recordActions } = await import('#/features/identity/index.ts'); // read by what changes something alone
  const request = attestry.chance.newId();
  await recordActions(attestry, org, { person, via: 'command line', name, subjects, outcome, request, address: '' });
}

/** Asked by a command that reads, to show what stands now. */
const OF_READING: ReadonlySet<string> = new Set(['work.refresh']);

/** Handlers that write into the audit log whatever asks for a change, under the name of the endpoint. */
export function noting<C extends Contract>(attestry: Attestry, contract: C, handlers: Handlers<C>): Handlers<C> {
  const calls = Object.entries(contract).map(([call, endpoint]) => {
    const handler = handlers[call] as Handlers<Contract>[string];
    if (!isNoted(endpoint)) return [call, handler] as const;
    const changing: typeof handler = async (caller, input) => {
      const { subjectsOf } = await import('#/app/action-subject.ts');
      const name = `${await nounOf(contract)}.${call}`;
      if (OF_READING.has(name)) return handler(caller, input);
      const { idle } = endpoint;
      const action = { name, subjects: subjectsOf(endpoint, input), ...(idle === undefined ? {} : { isIdle: idle }) };
      return noted({ attestry, caller }, action, async () => handler(caller, input));
    };
    return [call, changing] as const;
  });
  return Object.fromEntries(calls) as Handlers<C>;
}

/** Under which name the API has a contract. */
async function nounOf(contract: Contract): Promise<string> {
  const { API } = await import('#/contract/api.ts');
  const found = Object.entries(API).find(([, each]) => (each as Contract) === contract);
  if (found === undefined) throw new TypeError('this contract is not of the API');
  return found[0];
}
