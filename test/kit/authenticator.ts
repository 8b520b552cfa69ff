import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A device that holds a passkey, in software: what it answers is signed as WebAuthn says, so a server can be shown lies. */
export interface Authenticator {
  readonly id: string;
  readonly create: (options: Asked, as?: Answering) => object;
  readonly get: (options: Asked, as?: Answering) => object;
}

interface Asked {
  readonly challenge?: unknown;
}

interface Answering {
  readonly origin?: string;
  /** It looked who holds it. */
  readonly verified?: boolean;
  readonly challenge?: string;
}

const [PRESENT, VERIFIED, WITH_KEY] = [0x01, 0x04, 0x40];

const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const bytes = (value: Uint8Array): Buffer =>
  Buffer.concat([value.length < 256 ? Buffer.from([0x58, value.length]) : Buffer.from([0x59, 0, 0]), value]);
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

/** The public half as COSE has it: P-256, for ES256. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const [ofX, ofY] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(ofX),
    Buffer.from([0x22]),
    bytes(ofY),
  ]);
}

/** Made for one site, by its name. */
export function authenticator(site: string, home: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const dataOf = (flags: number, rest: Uint8Array): Buffer =>
    Buffer.concat([sha256(site), Buffer.from([flags, 0, 0, 0, 0]), rest]);
  const clientOf = (type: string, { challenge }: Asked, as: Answering): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge: as.challenge ?? challenge, origin: as.origin ?? home }));
  const answered = (response: Readonly<Record<string, unknown>>): object => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  const flagsOf = ({ verified = true }: Answering): number => PRESENT | (verified ? VERIFIED : 0);
  return {
    id: id.toString('base64url'),
    create: (options, as = {}) => {
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseOf(publicKey)]);
      const data = dataOf(flagsOf(as) | WITH_KEY, credential);
      const parts = [Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])];
      const attestation = Buffer.concat([...parts, text('authData'), bytes(data)]);
      return answered({
        clientDataJSON: clientOf('webauthn.create', options, as).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    get: (options, as = {}) => {
      const [data, client] = [dataOf(flagsOf(as), new Uint8Array()), clientOf('webauthn.get', options, as)];
      return answered({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
      });
    },
  };
}
