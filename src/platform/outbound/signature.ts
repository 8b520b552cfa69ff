import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret as whoever receives keeps it. */
export const formatSecret = (secret: Uint8Array): string => PREFIX + Buffer.from(secret).toString('base64');

/** The headers by which a receiver knows a message and that it is ours. Standard Webhooks 1.0; `at` in seconds. */
export function signed(
  secret: Uint8Array,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
}
