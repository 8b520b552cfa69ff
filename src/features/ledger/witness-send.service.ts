import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tools } from '#/collectors/collector.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { parseCheckpoint, type SignedCheckpoint } from '#/ledger/checkpoint.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { timestampRequest, tokenOf, verifyTimestamp } from '#/ledger/timestamp.ts';
import { addCheckpointBody, cosignaturesIn, sizeSeen } from '#/ledger/witness.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Files } from '#/platform/files.ts';
import { commitTo, type GitTool } from './witness-git.service.ts';
import type { WitnessSetting } from './witness.ts';

/** All that sending may do to the world. */
export interface Outside {
  readonly http: Tools['http'];
  readonly git: GitTool;
  readonly files: Files;
  /** A folder of an organization's own, for the repository that is pushed from. */
  readonly folder: (org: string) => string;
}

export interface Parcel {
  readonly org: string;
  /** The signed checkpoint, as text. */
  readonly note: string;
  /** The size that was sent to this place last; 0 when none was. */
  readonly last: number;
  /** That the log of so many entries is the beginning of this one. Throws when this one is shorter. */
  readonly proofFrom: (older: number) => Promise<readonly Uint8Array[]>;
}

export interface SendDeps {
  readonly outside: Outside;
  readonly chance: Chance;
}

/** Longer than any answer that is expected. In bytes. */
const LONGEST_ANSWER = 65_536;
/** As much of an answer as a receipt keeps and an error repeats. */
const EXCERPT = 500;
const NONCE_BYTES = 8;

/**
 * Sends a checkpoint to the place that the setting names, and returns what came back as it is kept: a token, signature
 * lines, or a receipt. Whatever could be verified was. Throws with a reason when it did not arrive.
 */
export async function send(setting: WitnessSetting, parcel: Parcel, deps: SendDeps): Promise<Uint8Array> {
  const checkpoint = parseCheckpoint(parcel.note);
  switch (setting.kind) {
    case 'none':
      throw new TypeError('nothing is sent anywhere');
    case 'rfc3161':
      return timestamped(setting, checkpoint, deps);
    case 'witness':
      return cosigned(setting, { ...parcel, checkpoint }, deps.outside);
    case 'http':
      return kept(setting, parcel.note, deps);
    case 'file':
      await deps.outside.files.append(setting.path, `${parcel.note}\n`);
      return receipt(deps.chance.now(), { path: setting.path });
    case 'git':
      return pushed(setting, { ...parcel, checkpoint }, deps);
  }
}

const receipt = (at: Instant, facts: { readonly [key: string]: Json }): Uint8Array =>
  canonicalBytes({ v: 1, at: formatInstant(at), ...facts });

async function timestamped(
  { url, anchors }: Extract<WitnessSetting, { kind: 'rfc3161' }>,
  { note }: SignedCheckpoint,
  { outside, chance }: SendDeps,
): Promise<Uint8Array> {
  const message = Buffer.from(note.text);
  const nonce = chance.random(NONCE_BYTES);
  const response = await outside.http(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(timestampRequest(message, nonce)),
  });
  const token = tokenOf(await accepted(response));
  const { trusted, because } = verifyTimestamp(token, message, {
    nonce,
    ...(anchors === undefined ? {} : { anchors }),
  });
  if (anchors !== undefined && !trusted) throw new TypeError(`the timestamp is not trusted: ${because}`);
  return token;
}

const SIZE_DIFFERS = 409;

/** C2SP tlog-witness: a witness that saw another size last says which, and is asked again from there. */
async function cosigned(
  { url, verifier }: Extract<WitnessSetting, { kind: 'witness' }>,
  { note, last, proofFrom, checkpoint }: Parcel & { readonly checkpoint: SignedCheckpoint },
  { http }: Outside,
): Promise<Uint8Array> {
  const ask = async (old: number): Promise<Response> =>
    http(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: addCheckpointBody({ old, proof: await proofFrom(old), checkpoint: note }),
    });
  let response = await ask(last);
  if (response.status === SIZE_DIFFERS && (response.headers.get('content-type') ?? '').startsWith('text/x.tlog.size'))
    response = await ask(sizeSeen(await answerText(response)));
  const { lines } = cosignaturesIn(textOf(await accepted(response)), checkpoint.note, [parseVerifierKey(verifier)]);
  if (lines === '') throw new TypeError('the answer has no signature by the key of the witness');
  return Buffer.from(lines);
}

async function kept(
  { url, method }: Extract<WitnessSetting, { kind: 'http' }>,
  note: string,
  { outside, chance }: SendDeps,
): Promise<Uint8Array> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  const response = await outside.http(url, { method, headers, body: note });
  const answer = textOf(await accepted(response))
    .slice(0, EXCERPT)
    .toWellFormed();
  return receipt(chance.now(), { status: response.status, answer });
}

async function pushed(
  { remote, branch }: Extract<WitnessSetting, { kind: 'git' }>,
  { org, note, checkpoint }: Parcel & { readonly checkpoint: SignedCheckpoint },
  { outside, chance }: SendDeps,
): Promise<Uint8Array> {
  const { origin, size } = checkpoint;
  const name = `${encodeURIComponent(origin)}.checkpoint`; // no origin can name a folder or another log's file
  const message = `${origin}: ${size} entries`;
  const { git, files, folder } = outside;
  const commit = await commitTo({ remote, branch, name, content: note, message }, { git, files, folder: folder(org) });
  return receipt(chance.now(), { commit, branch });
}

/** The body of an answer that says yes. */
async function accepted(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new TypeError(`it answered ${response.status}: ${excerpt(bytes)}`);
  if (bytes.length > LONGEST_ANSWER) throw new TypeError(`its answer is longer than ${LONGEST_ANSWER} bytes`);
  return bytes;
}

const answerText = async (response: Response): Promise<string> => textOf(new Uint8Array(await response.arrayBuffer()));

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** As one short line, without what could steer a terminal. */
const excerpt = (bytes: Uint8Array): string =>
  textOf(bytes.subarray(0, EXCERPT))
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim() || 'without a word';
