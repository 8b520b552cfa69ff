import { trustDeps } from '#/app/trust.ts';
import { localClient } from '#/contract/local-client.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { openAuth } from '#/platform/auth/auth.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { Browser, type TestInstallation } from './running.ts';

export const PASSWORD = 'quartz-lemon-orbit-77-velvet';

/** Makes an organization; its id. */
export const organizationIn = async ({ attestry }: TestInstallation, slug: string): Promise<string> =>
  (await createOrganization(attestry, { slug, name: `The ${slug} company`, zone: 'UTC', demo: false }, 'a test')).org;

export interface Person {
  readonly account: string;
  readonly email: string;
  readonly browser: Browser;
}

/** Makes an account that is a member in a role, and signs it in. */
export async function personIn(
  { attestry, db, url }: TestInstallation,
  {
    org,
    role,
    email,
    expires = null,
  }: { readonly org: string; readonly role: string; readonly email: string; readonly expires?: string | null },
): Promise<Person> {
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  const account = await auth.create({ name: role, email, password: PASSWORD, verified: true });
  await auth.close();
  await db.admin.query(
    'insert into member (org, account, email, name, role, expires, added) values ($1, $2, $3, $4, $4, $5, now())',
    [org, account, email, role, expires],
  );
  const browser = new Browser(url);
  const { status } = await browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });
  if (status !== 200) throw new Error(`${email} was not signed in: ${status}`);
  return { account, email, browser };
}

/** Makes the trust center of an organization public, as it is proposed. */
export async function publishTrust({ attestry }: Pick<TestInstallation, 'attestry'>, org: string): Promise<void> {
  const caller = { org, person: 'a test' };
  await localClient(trustContract, trust(trustDeps(attestry)), caller).publish({ revision: 0 });
}
