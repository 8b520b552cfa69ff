import { createPrivateKey, hash, type KeyObject, sign, webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** The signatures that a test can ask for. Ed25519 is put together by hand: pkijs does not know it. */
const KEYS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  'rsa-1024': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 1024,
    publicExponent: Uint8Array.of(1, 0, 1),
  },
  'rsa-sha1': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  pss: { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  ecdsa: { name: 'ECDSA', namedCurve: 'P-256' },
  'ecdsa-384': { name: 'ECDSA', namedCurve: 'P-384' },
  ed25519: { name: 'Ed25519' },
} as const;
export type KeyKind = keyof typeof KEYS;

export interface Issued {
  readonly name: string;
  readonly certificate: pkijs.Certificate;
  readonly key: CryptoKey;
  readonly kind: KeyKind;
}

export interface CertificateOptions {
  readonly name: string;
  readonly kind?: KeyKind;
  readonly from?: string;
  readonly to?: string;
  /** Who signs it; without, it signs itself. */
  readonly issuer?: Issued;
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly usages?: readonly string[];
  readonly usagesCritical?: boolean;
  readonly keyUsage?: number;
  readonly extra?: readonly pkijs.Extension[];
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
let serial = 0;

const nameOf = (name: string): pkijs.AttributeTypeAndValue[] => [
  new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: name }) }),
];

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });

const keyUsage = (bits: number): pkijs.Extension =>
  extension('2.5.29.15', true, new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits: 0 }));

const basicConstraints = (pathLength: number | undefined): pkijs.Extension => {
  const depth = pathLength === undefined ? {} : { pathLenConstraint: pathLength };
  return extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: true, ...depth }).toSchema());
};

const extendedKeyUsage = (usages: readonly string[], critical: boolean): pkijs.Extension =>
  extension('2.5.29.37', critical, new pkijs.ExtKeyUsage({ keyPurposes: [...usages] }).toSchema());

/** A certificate as an authority would issue it, made with another implementation than ours. */
export async function issue(options: CertificateOptions): Promise<Issued> {
  const { name, kind = 'ecdsa', issuer } = options;
  const pair = (await crypto.subtle.generateKey(KEYS[kind], true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = new pkijs.Certificate();
  serial += 1;
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ value: serial });
  certificate.subject.typesAndValues = nameOf(name);
  certificate.issuer.typesAndValues = nameOf(issuer?.name ?? name);
  certificate.notBefore = new pkijs.Time({ value: new Date(options.from ?? '2020-01-01T00:00:00Z') });
  certificate.notAfter = new pkijs.Time({ value: new Date(options.to ?? '2040-01-01T00:00:00Z') });
  certificate.extensions = extensionsOf(options);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(spki);
  await certificate.sign(issuer?.key ?? pair.privateKey, (issuer?.kind ?? kind) === 'rsa-sha1' ? 'SHA-1' : 'SHA-256');
  return { name, certificate, key: pair.privateKey, kind };
}

function extensionsOf({ authority = false, ...options }: CertificateOptions): pkijs.Extension[] {
  const usages = options.usages ?? (authority ? [] : [TIME_STAMPING]);
  return [
    keyUsage(options.keyUsage ?? (authority ? 0b0000_0110 : 0b1000_0000)),
    ...(authority ? [basicConstraints(options.pathLength)] : []),
    ...(usages.length === 0 ? [] : [extendedKeyUsage(usages, options.usagesCritical ?? true)]),
    ...(options.extra ?? []),
  ];
}

export const derOf = ({ certificate }: Issued): Buffer => Buffer.from(certificate.toSchema(true).toBER());

export const pemOf = (...issued: readonly Issued[]): string =>
  issued
    .map((each) => `-----BEGIN CERTIFICATE-----\n${derOf(each).toString('base64')}\n-----END CERTIFICATE-----\n`)
    .join('');

export interface AnswerOptions {
  readonly time?: string;
  readonly certificates?: readonly Issued[];
  readonly status?: number;
  readonly named?: 'v1' | 'v2' | 'none';
  readonly imprint?: Uint8Array;
  readonly digest?: string;
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** Answers an RFC 3161 request as an authority does. */
export async function answer(request: Uint8Array, authority: Issued, options: AnswerOptions = {}): Promise<Buffer> {
  const asked = pkijs.TimeStampReq.fromBER(copyOf(request));
  const { status = 0, time = '2026-03-01T12:00:00Z' } = options;
  if (status !== 0) {
    return Buffer.from(
      new pkijs.TimeStampResp({
        status: new pkijs.PKIStatusInfo({ status, statusStrings: [new asn1js.Utf8String({ value: 'not today' })] }),
      })
        .toSchema()
        .toBER(),
    );
  }
  const imprint =
    options.imprint === undefined
      ? asked.messageImprint
      : new pkijs.MessageImprint({
          hashAlgorithm: asked.messageImprint.hashAlgorithm,
          hashedMessage: new asn1js.OctetString({ valueHex: copyOf(hash('sha256', options.imprint, 'buffer')) }),
        });
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.3.6.1.4.1.99999.1',
    messageImprint: imprint,
    serialNumber: new asn1js.Integer({ value: 77 }),
    genTime: new Date(time),
    accuracy: new pkijs.Accuracy({ seconds: 1 }),
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  });
  const token = await signedToken(Buffer.from(info.toSchema().toBER()), authority, options);
  const response = new pkijs.TimeStampResp({
    status: new pkijs.PKIStatusInfo({ status: 0 }),
    timeStampToken: new pkijs.ContentInfo({
      contentType: pkijs.id_ContentType_SignedData,
      content: token.toSchema(true),
    }),
  });
  return Buffer.from(response.toSchema().toBER());
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const octets = (bytes: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: copyOf(bytes) });

const attribute = (type: string, value: asn1js.BaseBlock): pkijs.Attribute =>
  new pkijs.Attribute({ type, values: [value] });

const list = (...value: asn1js.BaseBlock[]): asn1js.Sequence => new asn1js.Sequence({ value });

function attributesOf(content: Uint8Array, digest: string, { authority, named }: { authority: Issued; named: string }) {
  const byHash = (name: string) => list(list(list(octets(hash(name, derOf(authority), 'buffer')))));
  return [
    attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: TST_INFO })),
    attribute('1.2.840.113549.1.9.4', octets(hash(digest, content, 'buffer'))),
    ...(named === 'v1' ? [attribute('1.2.840.113549.1.9.16.2.12', byHash('sha1'))] : []),
    ...(named === 'v2' ? [attribute('1.2.840.113549.1.9.16.2.47', byHash('sha256'))] : []),
  ];
}

async function signedToken(content: Uint8Array, authority: Issued, options: AnswerOptions): Promise<pkijs.SignedData> {
  const { certificates = [authority], named = 'v2' } = options;
  const digest = options.digest ?? (authority.kind === 'ed25519' ? 'SHA-512' : 'SHA-256');
  const inside = new pkijs.EncapsulatedContentInfo({ eContentType: TST_INFO });
  inside.eContent = octets(content);
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({
      issuer: authority.certificate.issuer,
      serialNumber: authority.certificate.serialNumber,
    }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({
      type: 0,
      attributes: attributesOf(content, digest.toLowerCase().replace('-', ''), { authority, named }),
    }),
  });
  const data = new pkijs.SignedData({
    version: 3,
    encapContentInfo: inside,
    signerInfos: [signer],
    certificates: certificates.map(({ certificate }) => certificate),
  });
  if (authority.kind === 'ed25519') await signWithEd25519(data, signer, authority.key);
  else await data.sign(authority.key, 0, digest);
  return data;
}

/** RFC 8419. */
async function signWithEd25519(data: pkijs.SignedData, signer: pkijs.SignerInfo, key: CryptoKey): Promise<void> {
  const sha512 = new pkijs.AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.3' });
  const message = Buffer.from(signer.signedAttrs?.toSchema().toBER() ?? new ArrayBuffer(0));
  message[0] = 0x31;
  data.digestAlgorithms = [sha512];
  signer.digestAlgorithm = sha512;
  signer.signatureAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: '1.3.101.112' });
  signer.signature = octets(sign(null, message, await keyObject(key)));
}

const keyObject = async (key: CryptoKey): Promise<KeyObject> =>
  createPrivateKey({
    key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)),
    format: 'der',
    type: 'pkcs8',
  });
