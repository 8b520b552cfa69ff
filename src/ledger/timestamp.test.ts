import assert from 'node:assert/strict';
import * as asn1js from 'asn1js';
import fc from 'fast-check';
import { test } from 'node:test';
import * as pkijs from 'pkijs';
import {
  answer,
  type AnswerOptions,
  type CertificateOptions,
  derOf,
  issue,
  type Issued,
  type KeyKind,
  pemOf,
  TIME_STAMPING,
} from '#test/kit/authority.ts';
import { parsePem } from './certificate.ts';
import { countOf, derInteger, elementsOf, integerOf, oidOf, readDer, timeOf } from './der.ts';
import { timestampRequest, tokenOf, verifyTimestamp } from './timestamp.ts';

const MESSAGE = Buffer.from('attestry.test/acme\n3\nroot\n');
const NONCE = Buffer.from('8102030405060708', 'hex');
const NOON = Date.UTC(2026, 2, 1, 12);

const root = await issue({ name: 'Root', authority: true });
const between = await issue({ name: 'Between', authority: true, issuer: root, kind: 'rsa' });
const stranger = await issue({ name: 'Root', authority: true });
const anchors = pemOf(root);

const authority = (over: Partial<CertificateOptions> = {}): Promise<Issued> =>
  issue({ name: 'Timestamps', issuer: between, ...over });

async function answered(signer: Issued, over: AnswerOptions = {}): Promise<Buffer> {
  return answer(timestampRequest(MESSAGE, NONCE), signer, { certificates: [signer, between], ...over });
}

const refused = (bytes: Uint8Array, because: RegExp, given = anchors): void => {
  assert.throws(
    () => verifyTimestamp(bytes, MESSAGE, { anchors: given, nonce: NONCE }),
    (error) => error instanceof TypeError && because.test(error.message),
    String(because),
  );
};

/** What a reader gets who does not throw: a token that no anchor vouches for, and why. */
const distrusted = (bytes: Uint8Array, because: RegExp, given = anchors): void => {
  const timestamp = verifyTimestamp(bytes, MESSAGE, { anchors: given, nonce: NONCE });
  assert.equal(timestamp.trusted, false);
  assert.match(timestamp.because ?? '', because);
};

for (const kind of ['rsa', 'pss', 'ecdsa', 'ecdsa-384', 'ed25519'] as const satisfies readonly KeyKind[]) {
  test(`a timestamp signed with ${kind} is understood, as an answer and as a token`, async () => {
    const response = await answered(await authority({ kind }));
    const expected = { time: NOON, authority: 'CN=Timestamps', trusted: true, because: null };
    assert.deepEqual(verifyTimestamp(response, MESSAGE, { anchors, nonce: NONCE }), expected);
    assert.deepEqual(verifyTimestamp(tokenOf(response), MESSAGE, { anchors }), expected);
    refused(Buffer.concat([response, Buffer.of(0)]), /bytes follow/);
  });
}

test('the request is what another implementation expects', () => {
  const request = timestampRequest(MESSAGE, NONCE);
  const read = pkijs.TimeStampReq.fromBER(new Uint8Array(request).buffer);
  assert.equal(read.messageImprint.hashAlgorithm.algorithmId, '2.16.840.1.101.3.4.2.1');
  assert.equal(read.certReq, true);
  assert.equal(read.nonce?.toString('hex').includes('8102030405060708'), true);
  assert.deepEqual(Buffer.from(read.toSchema().toBER()), Buffer.from(request));
});

test('a timestamp that nobody vouches for holds, and is not trusted', async () => {
  const response = await answered(await authority());
  distrusted(response, /^no certificate that you trust was given$/, '');
  distrusted(response, /^no chain of certificates leads/, pemOf(stranger));
  refused(response, /no certificate in PEM form/, 'trust me');
});

test('an authority is trusted by its own certificate, by one above it, or by the root', async () => {
  const signer = await authority();
  const alone = await answered(signer, { certificates: [signer] });
  for (const given of [pemOf(signer), pemOf(between), pemOf(stranger, root, between)]) {
    assert.equal(verifyTimestamp(alone, MESSAGE, { anchors: given }).trusted, true);
  }
  distrusted(alone, /^no chain/);
});

test('a certificate that is named by its SHA-1 is accepted, as authorities still do', async () => {
  const response = await answered(await authority(), { named: 'v1' });
  assert.equal(verifyTimestamp(response, MESSAGE, { anchors }).trusted, true);
});

test('a timestamp is of these bytes, and of this request', async () => {
  const signer = await authority();
  refused(await answered(signer, { imprint: Buffer.from('other') }), /of other bytes/);
  const other = await answer(timestampRequest(MESSAGE, Buffer.of(9)), signer, { certificates: [signer, between] });
  refused(other, /answers another request/);
  assert.equal(verifyTimestamp(other, MESSAGE, { anchors }).time, NOON);
});

test('a refusal says what the authority said', async () => {
  refused(await answered(await authority(), { status: 2 }), /^the timestamp was refused with status 2: not today$/);
});

test('a signature that does not name its certificate could be by another', async () => {
  refused(await answered(await authority(), { named: 'none' }), /by which certificate/);
});

test('the certificate of an authority must be one, at that time', async () => {
  const cases: readonly (readonly [Partial<CertificateOptions>, RegExp])[] = [
    [{ to: '2026-03-01T11:59:59Z' }, /was not valid at 2026-03-01T12:00:00.000Z/],
    [{ from: '2026-03-01T12:00:01Z' }, /was not valid at/],
    [{ usages: [] }, /not one for timestamps only/],
    [{ usages: [TIME_STAMPING, '1.3.6.1.5.5.7.3.1'] }, /not one for timestamps only/],
    [{ usagesCritical: false }, /not one for timestamps only/],
    [{ keyUsage: 0b0000_0100 }, /may not sign/],
    [{ kind: 'rsa-1024' }, /its key is too short/],
    [{ extra: [strange(true)] }, /a limit that is not known here: 1\.2\.3\.4/],
  ];
  for (const [over, because] of cases) refused(await answered(await authority(over)), because);
  assert.equal(
    verifyTimestamp(await answered(await authority({ extra: [strange(false)] })), MESSAGE, { anchors }).trusted,
    true,
  );
});

const strange = (critical: boolean): pkijs.Extension =>
  new pkijs.Extension({ extnID: '1.2.3.4', critical, extnValue: new asn1js.Null().toBER() });

test('a chain is trusted only through certificates that may issue, all valid at that time', async () => {
  const cases: readonly (readonly [Partial<CertificateOptions>, RegExp])[] = [
    [{ to: '2026-03-01T11:59:59Z' }, /^CN=Between: it was not valid/],
    [{ authority: false, usages: [], keyUsage: 0b0000_0110 }, /^CN=Between: it may not issue certificates$/],
    [{ keyUsage: 0b1000_0000 }, /^no chain/],
    [{ usages: ['1.3.6.1.5.5.7.3.1'], usagesCritical: false }, /may not issue certificates of timestamp authorities/],
    [{ extra: [strange(true)] }, /^CN=Between: it has a limit/],
    [{ issuer: await issue({ name: 'Root', authority: true, kind: 'rsa-sha1' }) }, /^no chain/],
  ];
  for (const [over, because] of cases) {
    const issuer = await issue({ name: 'Between', authority: true, issuer: root, kind: 'rsa', ...over });
    const signer = await authority({ issuer });
    const given = over.issuer === undefined ? anchors : pemOf(over.issuer);
    distrusted(await answered(signer, { certificates: [signer, issuer] }), because, given);
  }
});

test('a chain is no longer than its authorities allow, and goes in no circle', async () => {
  const top = await issue({ name: 'Top', authority: true, pathLength: 0 });
  const under = await issue({ name: 'Under', authority: true, issuer: top });
  const signer = await authority({ issuer: under });
  const certificates = [signer, under];
  distrusted(await answered(signer, { certificates }), /^CN=Top: it may not issue a chain as long/, pemOf(top));
  const [one, two] = [await issue({ name: 'A', authority: true }), await issue({ name: 'B', authority: true })];
  const circle = await authority({ issuer: await issue({ name: 'A', authority: true, issuer: two }) });
  distrusted(await answered(circle, { certificates: [circle, one, two] }), /^no chain/);
});

test('an anchor that has expired vouches for nothing later', async () => {
  const old = await issue({ name: 'Old', authority: true, to: '2026-01-01T00:00:00Z' });
  const signer = await authority({ issuer: old });
  distrusted(await answered(signer, { certificates: [signer] }), /^CN=Old: it was not valid/, pemOf(old));
});

test('one changed bit, in any byte, is refused', async () => {
  const response = await answered(await authority());
  assert.equal(verifyTimestamp(response, MESSAGE, { anchors, nonce: NONCE }).trusted, true);
  for (const [byte, value] of response.entries())
    for (const bit of [byte % 8, (byte + 5) % 8]) {
      const changed = Buffer.from(response);
      changed[byte] = value ^ (1 << bit);
      assert.equal(holds(changed), false, `bit ${bit} of byte ${byte}`);
    }
});

/** Is it taken as a trusted timestamp? Anything but an answer or a TypeError fails the test. */
function holds(bytes: Uint8Array): boolean {
  try {
    return verifyTimestamp(bytes, MESSAGE, { anchors, nonce: NONCE }).trusted;
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return false;
  }
}

test('whatever is cut, moved, doubled or put in is refused, and breaks nothing', async () => {
  const response = await answered(await authority({ kind: 'rsa' }));
  const at = fc.nat(response.length - 1);
  const piece = fc.record({
    from: at,
    length: fc.nat(200),
    to: at,
    cut: fc.nat(200),
    put: fc.uint8Array({ maxLength: 8 }),
  });
  const token = tokenOf(response); // an answer of which just what lies around its token was cut is that token, which holds
  const alone = { from: 0, length: 0, to: 0, cut: response.length - token.length, put: new Uint8Array() };
  fc.assert(
    fc.property(piece, ({ from, length, to, cut, put }) => {
      const parts = [
        response.subarray(0, to),
        put,
        response.subarray(from, from + length),
        response.subarray(to + cut),
      ];
      const changed = Buffer.concat(parts);
      assert.ok(!holds(changed) || changed.equals(response) || changed.equals(token));
    }),
    { numRuns: 1500, examples: [[alone]] },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !holds(bytes)));
  refused(Buffer.alloc(70_000), /longer than/);
});

/** The token with something changed that its signature does not cover. */
function edited(response: Uint8Array, change: (data: pkijs.SignedData) => void): Uint8Array {
  const info = pkijs.ContentInfo.fromBER(new Uint8Array(tokenOf(response)).buffer);
  const data = new pkijs.SignedData({ schema: info.content });
  change(data);
  info.content = data.toSchema();
  return new Uint8Array(info.toSchema().toBER());
}

test('what nobody signed is refused, even where it would change nothing', async () => {
  const response = await answered(await authority());
  const attribute = new pkijs.Attribute({ type: '1.2.3.4', values: [new asn1js.Null()] });
  const sha512 = new pkijs.AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.3' });
  const changes: readonly (readonly [(data: pkijs.SignedData) => void, RegExp])[] = [
    [
      ({ signerInfos: [signer] }) =>
        Object.assign(signer ?? {}, {
          unsignedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] }),
        }),
      /members that are not known/,
    ],
    [({ signerInfos }) => signerInfos.push(...signerInfos), /exactly one signature/],
    [({ digestAlgorithms }) => digestAlgorithms.push(sha512), /lists other hashes/],
    [
      ({ certificates }) => certificates?.push(...Array.from({ length: 20 }, () => root.certificate)),
      /more than 16 certificates/,
    ],
    [({ certificates }) => certificates?.shift(), /the certificate of the signer is missing/],
  ];
  assert.equal(holds(edited(response, () => undefined)), true);
  for (const [change, because] of changes) refused(edited(response, change), because);
});

test('numbers, names and times are read as another implementation writes them', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (number) => {
      const hex = number.toString(16);
      const bytes = derInteger(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
      assert.deepEqual(Buffer.from(bytes), Buffer.from(asn1js.Integer.fromBigInt(number).toBER()));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 31), { maxLength: 8 }), fc.nat(39), (arcs, second) => {
      const oid = ['1', String(second), ...arcs].join('.');
      assert.equal(oidOf(readDer(new Uint8Array(new asn1js.ObjectIdentifier({ value: oid }).toBER()))), oid);
    }),
  );
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2049-12-31'), noInvalidDate: true }), (date) => {
      const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000);
      for (const form of [
        new asn1js.UTCTime({ valueDate: seconds }),
        new asn1js.GeneralizedTime({ valueDate: seconds }),
      ])
        assert.equal(timeOf(readDer(new Uint8Array(form.toBER()))), seconds.getTime());
    }),
  );
});

test('a value in any other form than its one is refused', () => {
  const forms: readonly (readonly [string, (bytes: Uint8Array) => unknown])[] = [
    ['', readDer],
    ['30', readDer],
    ['3001', readDer],
    ['3080020100', readDer],
    ['308000', readDer],
    ['308100', readDer],
    ['30820001aa', readDer],
    ['3084ffffffff', readDer],
    ['308500000000', readDer],
    ['1f0100', readDer],
    ['0500ff', readDer],
    ['3003020500', (bytes) => elementsOf(readDer(bytes))],
    ['0200', (bytes) => integerOf(readDer(bytes))],
    ['02020001', (bytes) => integerOf(readDer(bytes))],
    ['0202ffff', (bytes) => integerOf(readDer(bytes))],
    ['0201ff', (bytes) => countOf(readDer(bytes))],
    ['02050100000000', (bytes) => countOf(readDer(bytes))],
    ['0600', (bytes) => oidOf(readDer(bytes))],
    ['060180', (bytes) => oidOf(readDer(bytes))],
    ['06032a8001', (bytes) => oidOf(readDer(bytes))],
    ['060a2affffffffffffffff7f', (bytes) => oidOf(readDer(bytes))],
  ];
  for (const [hex, read] of forms) assert.throws(() => read(Buffer.from(hex, 'hex')), TypeError, hex);
  const times = [
    '20260301120000',
    '20260301120000.10Z',
    '20260301120000.Z',
    '20260230120000Z',
    '20260301126000Z',
    '260301120000Z',
  ];
  for (const text of times) {
    const bytes = Buffer.concat([Buffer.of(0x18, text.length), Buffer.from(text)]);
    assert.throws(() => timeOf(readDer(bytes)), TypeError, text);
  }
  assert.equal(timeOf(readDer(Buffer.from('180f32303236303330313132303030305a', 'hex'))), NOON);
});

const pem = (bytes: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;

test('certificates that cannot be used are refused when they are read', () => {
  const certificate = derOf(root);
  assert.equal(parsePem(`some text\n${pemOf(root, between)}`).length, 2);
  for (const broken of [
    certificate.subarray(1),
    certificate.subarray(0, -1),
    Buffer.concat([certificate, certificate]),
  ])
    assert.throws(() => parsePem(pem(broken)), TypeError);
});
