import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database } from '#/platform/db/database.ts';
import type { viewsContract } from './contract.ts';
import { countOthers, deleteView, deleteViewsOfOthers, putView, viewsOf } from './store.ts';

export interface ViewsDeps {
  readonly db: Database;
  readonly chance: Chance;
}

/** More than anybody finds their way about in. */
const MOST = 200;

export const views = ({ db, chance }: ViewsDeps): Handlers<typeof viewsContract> => ({
  list: ({ org, person }, { page }) =>
    db.transaction(org, async (tx) => ({ views: [...(await viewsOf(tx, { person, page }))] })),
  save: ({ org, person }, { page, name, search }) =>
    db.transaction(org, async (tx) => {
      const place = { person, page, name };
      if ((await countOthers(tx, place)) >= MOST)
        throw new DomainError('input_invalid', {
          where: 'name',
          because: `you keep ${MOST} views already; forget one`,
        });
      await putView(tx, org, { ...place, search, saved: chance.now() });
      return { name };
    }),
  remove: ({ org, person }, { page, name }) =>
    db.transaction(org, async (tx) => {
      if (!(await deleteView(tx, { person, page, name })))
        throw new DomainError('not_found', { what: 'view', id: name });
      return { name };
    }),
});

/** Views are of people who are here. */
export const forgetViews = ({ db }: Pick<ViewsDeps, 'db'>, org: string): Promise<void> =>
  db.transaction(org, deleteViewsOfOthers);
