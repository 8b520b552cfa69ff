import { door } from './door.ts';

/**
 * Ends the session, and loads the door anew: nothing of whoever was here stays in memory, and no answer that comes when
 * the session is over leads somewhere else.
 */
export async function leave(to: '/sign-in' | '/company' = '/sign-in'): Promise<void> {
  await door('/sign-out');
  location.assign(to);
}
