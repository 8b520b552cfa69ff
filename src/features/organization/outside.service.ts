import { type Day, zoneNamed } from '#/core/time/zone.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { organizationName } from './service.ts';

/** The company, as those outside know it, and where its trust center is. */
export interface Company {
  readonly name: string;
  /** Without a slash at its end. */
  readonly home: string;
}

/** The address of a page of the console, as a mail has it: it says whose programme it is of. */
export async function linkInto(
  { db, url }: { readonly db: Database; readonly url: string },
  org: string,
  page: `/${string}`,
): Promise<string> {
  const slug = (await db.organizations()).find((each) => each.org === org)?.slug ?? '';
  return `${url}${page}${page.includes('?') ? '&' : '?'}organization=${slug}`;
}

export async function companyIn(
  { db, url }: { readonly db: Database; readonly url: string },
  tx: Tx,
  org: string,
): Promise<Company> {
  const slug = (await db.organizations()).find((each) => each.org === org)?.slug ?? '';
  return { name: await organizationName(tx), home: `${url}/t/${slug}` };
}

/** The day that it is in the organization. */
export const dayNow = async (
  { zoneOf, chance }: { readonly zoneOf: (tx: Tx) => Promise<string>; readonly chance: Chance },
  tx: Tx,
): Promise<Day> => zoneNamed(await zoneOf(tx)).dayOf(chance.now());
