import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import { controlVersions } from '#/features/controls/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Tx } from '#/platform/db/database.ts';
import { ownKey, ownTask } from './own.ts';
import { insertMade } from './own.store.ts';
import { seesAll } from './sees.ts';
import { openTask } from './store.ts';

export interface Making {
  readonly title: string;
  readonly note: string;
  /** Left out: whoever makes it. */
  readonly assignee?: string | undefined;
  readonly control?: string | undefined;
  readonly function?: OwnerFunction | undefined;
  readonly due: string;
  /** Where the log has what was said of a deviation, from which it follows. */
  readonly explanation?: number;
}

/** Whose work it is where nothing says so. */
const FUNCTION: OwnerFunction = 'security';

/** Makes a task of somebody's own: sealed, and kept. Whoever sees only their own tasks makes none for others. */
export async function makeTask(
  { ledger, chance }: { readonly ledger: Ledger; readonly chance: Chance },
  tx: Tx,
  caller: Caller,
  { title, note, due, ...said }: Making,
): Promise<{ readonly key: string; readonly position: number }> {
  const { org, person } = caller;
  const assignee = said.assignee ?? person;
  if (!seesAll(caller)) {
    mustBeForOneself(caller, assignee);
    if (said.control !== undefined)
      throw new DomainError('input_invalid', { where: 'control', because: 'your role does not see controls' });
  }
  const control = said.control ?? null;
  const held = control === null ? null : (await controlVersions(tx, Number.MAX_SAFE_INTEGER)).get(control);
  if (held === undefined) throw new DomainError('not_found', { what: 'control', id: control });
  const owner = said.function ?? held?.at(-1)?.definition.ownerFunction ?? FUNCTION;
  const payload = {
    title,
    note,
    function: owner,
    control,
    assignee,
    due,
    person,
    explanation: said.explanation ?? null,
  };
  const [sealed] = await ledger.seal(tx, org, [{ kind: 'task-made', payload: { v: 1, ...payload } }]);
  const made = { position: sealed?.position ?? -1, ...payload };
  await insertMade(tx, org, made);
  await openTask(tx, org, { ...ownTask(made), effect: null }, { named: null, now: chance.now() });
  return { key: ownKey(made.position), position: made.position };
}

/** Also later: else whoever makes a task for themselves would give it to somebody at once. */
export function mustBeForOneself({ person }: Caller, assignee: string): void {
  if (assignee.toLowerCase() !== person.toLowerCase())
    throw new DomainError('input_invalid', {
      where: 'assignee',
      because: 'your role makes tasks for yourself alone, and gives them to nobody else',
    });
}
