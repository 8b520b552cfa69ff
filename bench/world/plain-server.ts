import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { ACCOUNTS, SCHEMA } from '#/platform/db/roles.ts';
import { openAuth } from '#/platform/auth/auth.ts';
import { poolAs } from '#/platform/db/connect.ts';
import { openVault } from '#/platform/keys.ts';
import { KEPT_LISTS } from './kept-lists.ts';

/**
 * A plain server: what anybody would write who wants a list behind row-level security. `/list` looks the session up
 * with the same library, and reads in a transaction that says whose it is; `/bare` only reads, as the superuser, for
 * whom no policy holds; `/kept?list=NAME` does as `/list` with another list, whose rows lie in a table as they are sent.
 * With `&lookup=own` the session is looked up by one statement, which believes any token that it finds.
 * Arguments: the data folder, the address of the database, the same for the superuser, the organization, and the
 * address of the product. Sends its own address.
 */
const [folder = '', database = '', superuser = '', org = '', url = ''] = process.argv.slice(2);
const auth = await openAuth({ database, vault: openVault(folder, null), url });
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
    const headers = new Headers({ cookie: request.headers.cookie ?? '' });
    const lookUp = searchParams.get('lookup') === 'own' ? found : vouched;
    const kept = { ...KEPT, values: [org, searchParams.get('list') ?? ''] };
    const controls =
      pathname === '/bare'
        ? await bare()
        : await behindSession(() => lookUp(headers), pathname === '/kept' ? kept : { ...LIST, values: [org] });
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

const vouched = async (headers: Headers): Promise<boolean> => (await auth.signedIn(headers)) !== null;

async function found(headers: Headers): Promise<boolean> {
  const token = /attestry\.session_token=([^.;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';
  const client = await product.connect();
  try {
    const { rows } = await client.query({
      name: 'session',
      text: `select s."userId" from ${ACCOUNTS}.session s join ${ACCOUNTS}."user" u on u.id = s."userId"
              where s.token = $1 and s."expiresAt" > now()`,
      values: [decodeURIComponent(token)],
    });
    return rows.length > 0;
  } finally {
    client.release();
  }
}

async function behindSession(
  isSignedIn: () => Promise<boolean>,
  read: pg.QueryConfig,
): Promise<readonly unknown[] | null> {
  if (!(await isSignedIn())) return null;
  const client = await product.connect();
  try {
    await client.query('begin');
    await client.query({ name: 'whose', text: `select set_config('app.org', $1, true)`, values: [org] });
    const list = await client.query(read);
    await client.query('commit');
    return list.rows;
  } finally {
    client.release();
  }
}
