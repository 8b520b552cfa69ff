import pg from 'pg';
import { embeddedServer } from '#/platform/db/embedded/server.ts';

/** The least that an answer costs whose database is not running: it is started, asked for one number, and let go of. */
const [folder = ''] = process.argv.slice(2);
const server = await embeddedServer(folder);
const client = new pg.Client(server.url);
await client.connect();
await client.query('select 1');
await client.end();
server.release();
