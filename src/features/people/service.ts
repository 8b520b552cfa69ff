import { People } from '#/checks/engine/people.ts';
import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import { handlesIn, type Open, type Populations } from '#/features/populations/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { aliasesOf } from './aliases.ts';
import type { peopleContract } from './contract.ts';
import { aliasRows, insertAliases } from './store.ts';

export interface PeopleDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly populations: Populations;
  readonly chance: Pick<Chance, 'now'>;
  /** In which days are meant. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const people = ({ db, ledger, populations, ...timing }: PeopleDeps): Handlers<typeof peopleContract> => ({
  aliases: ({ org }, { asOf }) =>
    db.transaction(org, async (tx) => {
      const rows = await aliasRows(tx, (await listedMoment(tx, { ledger, ...timing }, asOf)).position);
      return {
        aliases: rows.flatMap(({ actor, ...row }) => (actor === null ? [] : [{ ...row, is: actor }])),
      };
    }),
  declare: async ({ org, person }, { aliases }) => {
    await populations.reading(org, null, async (open) => {
      const known = new People(await open('person'), new Map(), Number.MAX_SAFE_INTEGER);
      for (const { handle, is } of aliases) {
        if (is?.startsWith('employee:') === true && !known.isEmployee(is))
          throw new DomainError('person_unknown', { handle: is });
        if (known.resolve(handle).kind === 'person') throw new DomainError('handle_own', { handle });
      }
    });
    return db.transaction(org, async (tx) => {
      const [sealed] = await ledger.seal(tx, org, [{ kind: 'aliases-declared', payload: { v: 1, aliases, person } }]);
      const position = sealed?.position ?? -1;
      await insertAliases(
        tx,
        org,
        aliases.map(({ handle, is }) => ({ handle, actor: is, position, person })),
      );
      return { declared: aliases.length, position };
    });
  },
  unresolved: async ({ org }, { asOf }) => {
    const { position } = await db.transaction(org, (tx) => listedMoment(tx, { ledger, ...timing }, asOf));
    return populations.reading(org, asOf === undefined ? null : position, async (open) => {
      const handles = await db.transaction(org, (tx) => unresolvedHandles(tx, open, position));
      return { handles: handles.sort((a, b) => b.times - a.times || (a.handle < b.handle ? -1 : 1)) };
    });
  },
});

interface Unresolved {
  readonly handle: string;
  readonly population: string;
  readonly times: number;
}

async function unresolvedHandles(tx: Tx, open: Open, asOf: number): Promise<Unresolved[]> {
  const known = new People(await open('person'), aliasesOf(await aliasRows(tx, asOf)), asOf);
  const handles: Unresolved[] = [];
  const shared = new Map(known.sharedNumbers());
  for (const population of POPULATION_NAMES) {
    for (const [handle, times] of handlesIn(population, await open(population))) {
      if (known.resolve(handle).kind !== 'unresolved') continue;
      const own = population === 'person' ? (shared.get(handle) ?? 0) : 0;
      if (own > 0) shared.delete(handle);
      handles.push({ handle, population, times: times + own });
    }
  }
  for (const [handle, times] of shared) handles.push({ handle, population: 'person', times });
  return handles;
}

/** How many names in the records are nobody's, and how often they stand there. */
export async function unresolvedIn(
  tx: Tx,
  open: Open,
  asOf: number,
): Promise<{ readonly handles: number; readonly times: number }> {
  const handles = await unresolvedHandles(tx, open, asOf);
  return {
    handles: new Set(handles.map(({ handle }) => handle)).size,
    times: handles.reduce((sum, { times }) => sum + times, 0),
  };
}
