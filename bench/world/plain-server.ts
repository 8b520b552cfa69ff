import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { ACCOUNTS, SCHEMA } from '#/platform/db/roles.ts';
import { poolAs } from '#/platform/db/connect.ts';
import { KEPT_LISTS } from './kept-lists.ts';

/**
 * A plain server: what anybody would write who wants a list behind row-level security. `/list` looks the session up,
 * and reads in a transaction that says whose it is; `/bare` only reads, as the superuser, for whom no policy holds;
 * `/kept?list=NAME` does as `/list` with the rows of another list, which lie in a table as they are sent.
 * Arguments: the address of the database, the same for the superuser, and the organization. Sends its own address.
 */
const [database = '', superuser = '', org = ''] = process.argv.slice(2);
const CONNECTIONS = 10;
const product = poolAs('app', database, CONNECTIONS);
const everything = new pg.Pool({ connectionString: superuser, max: CONNECTIONS });
const LIST = {
  name: 'list',
  text: `select id, position, effective_from, person, definition from ${SCHEMA}.control where org = $1 order by position`,
};
const KEPT = { name: 'kept', text: `select says from ${KEPT_LISTS} where org = $1 and list = $2 order by place` };

const server = createServer((request, answer) => {
  void answered(request, answer);
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit(0)); // oxlint-disable-line node/no-process-exit -- a reference has nothing to keep

async function answered(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const cookie = request.headers.cookie ?? '';
    const kept = { ...KEPT, values: [org, searchParams.get('list') ?? ''] };
    const controls =
      pathname === '/bare'
        ? await bare()
        : await behindSession(cookie, pathname === '/kept' ? kept : { ...LIST, values: [org] });
    answer.writeHead(controls === null ? 401 : 200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ controls }));
  } catch {
    answer.writeHead(500).end();
  }
}

async function bare(): Promise<readonly unknown[]> {
  const client = await everything.connect();
  try {
    return (await client.query({ ...LIST, values: [org] })).rows;
  } finally {
    client.release();
  }
}

async function behindSession(cookie: string, read: pg.QueryConfig): Promise<readonly unknown[] | null> {
  const token = /attestry\.session_token=([^.;]+)/.exec(cookie)?.[1] ?? '';
  const client = await product.connect();
  try {
    const { rows } = await client.query({
      name: 'session',
      text: `select s."userId" from ${ACCOUNTS}.session s join ${ACCOUNTS}."user" u on u.id = s."userId"
              where s.token = $1 and s."expiresAt" > now()`,
      values: [decodeURIComponent(token)],
    });
    if (rows.length === 0) return null;
    await client.query('begin');
    await client.query({ name: 'whose', text: `select set_config('app.org', $1, true)`, values: [org] });
    const list = await client.query(read);
    await client.query('commit');
    return list.rows;
  } finally {
    client.release();
  }
}
