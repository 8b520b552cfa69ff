import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const STEP = 30_000;
/** So long a code may be on its way on a busy machine. */
const ON_ITS_WAY = 8_000;

/** The code of an authenticator app, RFC 6238: of the time step that is now, or so many after it. */
export function totp(secret: Uint8Array, steps = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + steps));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The code of the step before, which leaves that of now unused; where now is nearly over, once the next step began, for
 * one of two steps before is refused.
 */
export async function codeBefore(secret: Uint8Array): Promise<string> {
  const left = STEP - (Date.now() % STEP);
  if (left < ON_ITS_WAY) await sleep(left);
  return totp(secret, -1);
}

/** RFC 4648 §6. */
export function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replaceAll('=', ''))
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
