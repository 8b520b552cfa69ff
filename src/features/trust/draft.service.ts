import { organizationIn } from '#/features/organization/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { TrustContent } from './content.contract.ts';
import { controlsShown } from './controls.service.ts';
import { engagementFor, programmeAt, type TrustDeps } from './facts.service.ts';
import { proposed } from './proposed.ts';
import { draftRow, publicationRows } from './store.ts';

export interface CurrentDraft {
  readonly content: TrustContent;
  readonly revision: number;
  readonly saved: number | null;
  readonly person: string | null;
}

/** The draft as it was saved last; until one was, what was published last, or what the programme proposes. */
export async function draftFor(deps: TrustDeps, org: string, within?: Tx): Promise<CurrentDraft> {
  const saved = await inTransaction(deps, org, within, draftRow);
  if (saved !== undefined) return { ...saved, content: TrustContent.parse(saved.content) };
  const nobody = { revision: 0, saved: null, person: null };
  const published = await inTransaction(deps, org, within, async (tx) =>
    (await publicationRows(tx)).findLast(({ state }) => state === 'published'),
  );
  if (published !== undefined) return { ...nobody, content: TrustContent.parse(published.says) };
  if (within !== undefined) return { ...nobody, content: TrustContent.parse({ v: 1 }) };
  const { name, programme } = await deps.db.transaction(org, async (tx) => ({
    name: (await organizationIn(tx)).name,
    programme: await programmeAt(tx, deps),
  }));
  const controls = await controlsShown(deps, org, { wanted: null, engagement: engagementFor(programme) });
  return { ...nobody, content: proposed(name, controls) };
}

const inTransaction = <T>({ db }: TrustDeps, org: string, within: Tx | undefined, work: (tx: Tx) => Promise<T>) =>
  within === undefined ? db.transaction(org, work) : work(within);
