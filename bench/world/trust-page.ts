import { localClient } from '#/contract/local-client.ts';
import { controls } from '#/features/controls/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { trustDeps } from '#/app/trust.ts';
import { serve } from '#/app/serve.ts';
import { openAttestry } from '#/app/wire.ts';
import { configFrom } from '#/platform/config.ts';
import { freePort } from '#/platform/free-port.ts';

const UNLIMITED = 1e9;
const CONTROLS = 100;

/** Serves a published trust center with a hundred controls and what is proposed of them, until its parent lets go. */
const [folder = ''] = process.argv.slice(2);
const port = await freePort();
const attestry = await openAttestry(configFrom({ PORT: String(port) }, { data: folder, person: 'bench' }));
const { org } = await createOrganization(
  attestry,
  { slug: 'bench', name: 'Bench Inc', zone: 'UTC', demo: false },
  'bench',
);
const caller = { org, person: 'bench' };
const { controls: known } = await controls(attestry).library(caller, {});
await controls(attestry).adopt(caller, {
  controls: known.slice(0, CONTROLS).map(({ id }) => ({ id, owner: null })),
});
const page = localClient(trustContract, trust(trustDeps(attestry)), caller);
const { content, revision } = await page.draft({});
const saved = await page.save({
  revision,
  content: { ...content, controls: known.slice(0, CONTROLS).map(({ id }) => id) },
});
await page.publish({ revision: saved.revision });
const running = await serve(attestry, { part: 'web', rate: UNLIMITED, logger: false, console: null });
process.send?.(`${running.url.replace('localhost', '127.0.0.1')}/t/bench`);
process.once('disconnect', () => void running.close().then(() => attestry.close()));
