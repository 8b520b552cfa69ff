import { localClient } from '#/contract/local-client.ts';
import { demoLetter, trustContentOf } from '#/demo/index.ts';
import { auditContract } from '#/features/audit/contract.ts';
import { audit } from '#/features/audit/index.ts';
import { TrustContent } from '#/features/trust/content.contract.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { trustDeps } from '#/app/trust.ts';
import type { Telling } from './bring-in.ts';

/** So many of the controls whose records show no deviation stand on the page. */
const SHOWN = 28;
/** These are on it whatever their records show: a page that hides what fails is worth little. */
const WHATEVER = ['change-peer-review', 'access-termination', 'access-review-quarterly'];

/** The invented firm is engaged. */
export async function engageFirm({ attestry, caller, demo: { company } }: Telling): Promise<void> {
  const { text, ...letter } = demoLetter(company);
  await localClient(auditContract, audit(attestry), caller).engage({
    engagement: 'soc2',
    ...letter,
    media: 'text/plain',
    bytes: new TextEncoder().encode(text),
  });
}

/** Publishes the trust center of the company, with the controls that its records show. */
export async function publishTrust({ attestry, caller, demo: { company } }: Telling): Promise<void> {
  const client = localClient(trustContract, trust(trustDeps(attestry)), caller);
  const { controls } = await client.controls({});
  const ids = (state: string): readonly string[] => controls.flatMap((each) => (each.state === state ? [each.id] : []));
  const known = new Set(controls.map(({ id }) => id));
  const chosen = [...new Set([...WHATEVER.filter((id) => known.has(id)), ...ids('shown').slice(0, SHOWN)])];
  const { revision } = await client.draft({});
  const content = TrustContent.parse(trustContentOf(company, chosen));
  const saved = await client.save({ revision, content });
  await client.publish({ revision: saved.revision });
}
