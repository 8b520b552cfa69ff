import type { FastifyRequest } from 'fastify';
import type { Serving } from '#/app/server/context.ts';
import type { Home } from './frame.ts';

const HOUR = 3_600;
/** Requests and links from one place, about one address, and to one company, within an hour. */
const FROM_PLACE = { window: HOUR, most: 60 };
const OF_ADDRESS = { window: HOUR, most: 6 };
const OF_COMPANY = { window: HOUR, most: 600 };

/** Whoever asks for much is made to wait, whatever is asked. */
export async function limitAsking(
  { auth }: Serving,
  { org }: Home,
  { ip }: FastifyRequest,
  email: string,
): Promise<void> {
  await auth.limitFrom('trust place', ip, FROM_PLACE);
  await auth.limit(`trust address ${org} ${email}`, OF_ADDRESS);
  await auth.limit(`trust company ${org}`, OF_COMPANY);
}
