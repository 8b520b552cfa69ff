import type pg from 'pg';
import { type Answered, type AnswerKey, type Answers, type Kept, renewKept } from '#/platform/answers.ts';
import type { Vault } from '#/platform/keys.ts';

const about = ({ asker, key }: AnswerKey): string => `answer of nobody's organization ${asker} ${key}`;

/** What people were answered who asked for themselves, or before anybody was signed in. */
export const answersIn = (pool: pg.Pool): Answers => ({
  about,
  claim: async ({ asker, key, request, begun }) => {
    const { rowCount } = await pool.query(
      'insert into answered (asker, key, request, begun) values ($1, $2, $3, $4) on conflict do nothing',
      [asker, key, request, new Date(begun)],
    );
    if (rowCount === 1) return undefined;
    const { rows } = await pool.query<Answered>(
      'select request, status, answer from answered where asker = $1 and key = $2',
      [asker, key],
    );
    return rows[0];
  },
  keep: async ({ asker, key }, { status, answer }) => {
    await pool.query('update answered set status = $3, answer = $4 where asker = $1 and key = $2', [
      asker,
      key,
      status,
      answer,
    ]);
  },
  release: async ({ asker, key }) => {
    await pool.query('delete from answered where asker = $1 and key = $2', [asker, key]);
  },
});

/** Seals what is kept of them with the vault's newest key; how many things were not yet. */
export async function renewAnswers(pool: pg.Pool, vault: Vault): Promise<number> {
  const { rows } = await pool.query<Kept>('select asker, key, request, answer from answered');
  return renewKept(vault, rows, {
    about,
    replace: async ({ asker, key }, { request = null, answer = null }) => {
      await pool.query(
        `update answered set request = coalesce($3, request), answer = coalesce($4, answer)
         where asker = $1 and key = $2`,
        [asker, key, request, answer],
      );
    },
  });
}
