import { checkWithId } from '#/checks/index.ts';
import type { Standing } from '#/contract/endpoint.ts';
import { controlVersions } from '#/features/controls/index.ts';
import { documentTitles } from '#/features/documents/index.ts';
import { openedEngagements } from '#/features/engagements/index.ts';
import type { Subject } from '#/features/ledger/index.ts';
import { policyTitles } from '#/features/policies/index.ts';
import { taskTitles } from '#/features/work/index.ts';
import type { Tx } from '#/platform/db/database.ts';

type Names = ReadonlyMap<string, string>;

/** Where the names of things are that the log names by their ids alone, and what one must be allowed to, to read them. */
const KINDS: Partial<
  Record<
    Subject['what'],
    {
      readonly needs: string;
      readonly names: (tx: Tx, ids: readonly string[], before: number) => Promise<Names> | Names;
    }
  >
> = {
  check: {
    needs: 'checks:read',
    names: (_, ids) => new Map(ids.flatMap((id) => named(id, checkWithId(id)?.title))),
  },
  control: {
    needs: 'controls:read',
    names: async (tx, ids, before) => {
      const versions = await controlVersions(tx, before);
      return new Map(ids.flatMap((id) => named(id, versions.get(id)?.at(-1)?.definition.title)));
    },
  },
  document: { needs: 'trust:read', names: documentTitles },
  engagement: {
    needs: 'engagements:read',
    names: async (tx, _, before) =>
      new Map((await openedEngagements(tx, before)).map(({ id, engagement: { name } }) => [id, name])),
  },
  policy: { needs: 'policies:read', names: policyTitles },
  report: { needs: 'trust:read', names: documentTitles },
  // of tasks only what they say now is kept
  task: { needs: 'work:read', names: taskTitles },
};

const named = (id: string, name: string | undefined): readonly (readonly [string, string])[] =>
  name === undefined ? [] : [[id, name]];

/** Names of what entries of the log are about, as they were given before a position and as far as somebody may read them: by what it is, and its id. */
export async function naming(
  tx: Tx,
  { standing, before }: { readonly standing: Standing | undefined; readonly before: number },
  subjects: readonly Subject[],
): Promise<(of: Subject) => string | undefined> {
  const found = new Map<Subject['what'], Names>();
  for (const [what, some] of Map.groupBy(subjects, (each) => each.what)) {
    const kind = KINDS[what];
    if (kind === undefined || standing?.may.some((may) => may === kind.needs) === false) continue;
    found.set(what, await kind.names(tx, [...new Set(some.map(({ id }) => id))], before));
  }
  return ({ what, id }) => found.get(what)?.get(id);
}
