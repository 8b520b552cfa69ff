import { controls } from '#/features/controls/index.ts';
import { makeFirstOwner } from '#/features/identity/index.ts';
import { openAuth } from '#/platform/auth/auth.ts';
import { configFrom } from '#/platform/config.ts';
import { freePort } from '#/platform/free-port.ts';
import { buildConsole } from '#/app/console.ts';
import { serve } from '#/app/serve.ts';
import { openAttestry, organizationOf } from '#/app/wire.ts';
import { openEngagement } from './world.ts';

/** What a bench of the server is told. */
export interface Served {
  readonly url: string;
  /** Of somebody who is signed in. */
  readonly cookie: string;
  readonly database: string;
  readonly org: string;
}

const OWNER = { name: 'Bench', email: 'bench@acme.example', password: 'quartz-lemon-orbit-77-velvet', verified: true };
const UNLIMITED = 1e9;
const CONTROLS = 100;

/**
 * Serves a data folder to somebody who is signed in, until its parent lets go: with the console, as it is; without, with
 * a hundred controls. Arguments: the folder, and `console` for the one.
 */
const [folder = '', what = ''] = process.argv.slice(2);
const pages = what === 'console' ? await buildConsole(new AbortController().signal) : null;
const port = await freePort();
const attestry = await openAttestry(configFrom({ PORT: String(port) }, { data: folder, person: 'bench' }));
const { org } = await organizationOf(attestry);
if (pages === null) await makeLong();
const running = await serve(attestry, { part: 'web', rate: UNLIMITED, logger: false, console: pages });
const auth = await openAuth({
  database: attestry.db.url,
  vault: attestry.vault,
  url: running.url,
});
if ((await auth.accountWithEmail(OWNER.email)) === null) {
  const user = await auth.create(OWNER);
  await makeFirstOwner(attestry, org, { user, email: OWNER.email, name: OWNER.name });
}
await auth.close();
process.send?.({
  url: running.url,
  cookie: await signedIn(running.url),
  database: attestry.db.url,
  org,
} satisfies Served);
process.once('disconnect', () => void running.close().then(() => attestry.close()));

async function makeLong(): Promise<void> {
  const caller = { org, person: 'bench' };
  const [{ controls: adopted }, { controls: known }] = [
    await controls(attestry).list(caller, { state: 'adopted' }),
    await controls(attestry).library(caller, {}),
  ];
  const more = known.filter(({ id }) => !adopted.some((each) => each.id === id)).slice(0, CONTROLS - adopted.length);
  if (more.length > 0)
    await controls(attestry).adopt(caller, { controls: more.map(({ id }) => ({ id, owner: null })) });
  await openEngagement(attestry, org, { id: 'week', first: '2026-05-25', last: '2026-05-31' });
  await openEngagement(attestry, org, { id: 'year', first: '2025-06-01', last: '2026-05-31' });
}

async function signedIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  });
  if (!answer.ok) throw new Error(`nobody was signed in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}
