import { type KeyObject, sign, verify } from 'node:crypto';
import { canonicalBytes, type Json } from './canonical.ts';
import { parseVerifierKey, type Signer, verifierKey } from './note.ts';

/** The kind of a log's first entry, which names its origin and its first key. */
export const LOG_BEGUN = 'log-begun';

/** The kind of entry by which a log changes its key. */
export const ROTATION = 'key-rotated';

/** What both keys sign: canonical JSON of these members. */
interface Statement {
  readonly v: 1;
  readonly origin: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const statementBytes = ({ v, origin, before, after, reason }: Statement): Uint8Array =>
  canonicalBytes({ v, origin, before, after, reason });

/** The payload of a rotation: the statement, and the signature of each key over it. */
export function rotationOf(before: Signer, after: Signer, reason: string): Json {
  const statement: Statement = {
    v: 1,
    origin: before.name,
    before: verifierKey(before),
    after: verifierKey(after),
    reason,
  };
  const signed = (signer: Signer): string =>
    Buffer.from(sign(null, statementBytes(statement), signer.privateKey)).toString('base64');
  return { ...statement, signatures: [signed(before), signed(after)] };
}

/** The key that takes over, when the payload is a rotation from `before`, within one log, that both keys signed; else null. */
export function rotatedTo(before: string, payload: unknown): string | null {
  const { v, origin, before: from, after, reason, signatures } = (payload ?? {}) as Partial<Record<string, unknown>>;
  if (v !== 1 || from !== before || !Array.isArray(signatures) || signatures.length !== 2) return null;
  const texts: readonly unknown[] = [origin, after, reason, ...(signatures as readonly unknown[])];
  if (!texts.every((text): text is string => typeof text === 'string' && text.isWellFormed())) return null;
  const [name = '', to = '', why = '', ...signed] = texts;
  const bytes = statementBytes({ v, origin: name, before, after: to, reason: why });
  const holds = [before, to].every((text, at) => {
    const key = logKey(text, name);
    return key !== null && verify(null, bytes, key, Buffer.from(signed[at] ?? '', 'base64'));
  });
  return holds ? to : null;
}

function logKey(text: string, origin: string): KeyObject | null {
  try {
    const { name, kind, publicKey } = parseVerifierKey(text);
    return name === origin && kind === 'log' ? publicKey : null;
  } catch {
    return null; // not a key: what it signed is no rotation
  }
}

/** The key in force after an entry, when `before` was in force until it; empty as long as the log has none. */
export function keyAfter(before: string, kind: string, payload: unknown): string {
  if (kind === LOG_BEGUN && before === '') {
    const { verifier } = (payload ?? {}) as Partial<Record<string, unknown>>;
    return typeof verifier === 'string' ? verifier : before;
  }
  return kind === ROTATION ? (rotatedTo(before, payload) ?? before) : before;
}
