import { z } from 'zod';
import { parsePem } from '#/ledger/certificate.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import type { Trust, Vouch } from '#/ledger/vouch.ts';

/** An address that a person may see, and that is sealed with the setting: nothing secret may stand in it. */
const Address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((address) => {
    const { username, password } = new URL(address);
    return `${username}${password}` === '';
  }, 'an address with a user or a password in it would be sealed with them');

const Anchors = z
  .string()
  .max(100_000)
  .refine((text) => readable(() => parsePem(text).length > 0), 'no certificates in PEM form that can be used');

const WitnessKey = z
  .string()
  .refine(
    (text) => readable(() => parseVerifierKey(text).kind === 'witness'),
    'not the key of a witness: <name>+<8 hexadecimal digits>+<base64>',
  );

/** What a folder, an https or ssh address of a repository looks like; the tool that runs git looks again. */
const Remote = z
  .string()
  .max(2000)
  .regex(/^(?:\/|https:\/\/|ssh:\/\/(?!-)|[\w][\w.-]*@[\w][\w.-]*:(?!-))\S+$/, 'not a repository')
  .refine((remote) => {
    const { username = '', password = '', protocol } = URL.parse(remote) ?? {};
    return password === '' && (username === '' || protocol !== 'https:');
  }, 'an address with a password in it would be sealed with it');
const Branch = z
  .string()
  .max(200)
  .regex(/^(?!.*(?:\.\.|\/\/|\/\.|\.lock$|\.lock\/|\/$|\.$))[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'not the name of a branch');

const readable = (look: () => boolean): boolean => {
  try {
    return look();
  } catch {
    return false; // what cannot be read is not of the form, whatever the reason
  }
};

/** The key of the setting. */
export const WITNESS = 'witness';

/** Where the checkpoints of an organization are sent, outside. */
export const WitnessSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** A timestamp authority (RFC 3161); with anchors, a token that none of them vouches for is refused. */
  z.strictObject({ kind: z.literal('rfc3161'), url: Address, anchors: Anchors.optional() }),
  /** A witness (C2SP tlog-witness), by its submission prefix and its key. */
  z.strictObject({ kind: z.literal('witness'), url: Address, verifier: WitnessKey }),
  /** Any address that keeps what it is sent. */
  z.strictObject({ kind: z.literal('http'), url: Address, method: z.enum(['PUT', 'POST']).default('PUT') }),
  z.strictObject({
    kind: z.literal('file'),
    path: z
      .string()
      .max(2000)
      .regex(/^\/.*[^/]$/, 'not the full path of a file'),
  }),
  z.strictObject({ kind: z.literal('git'), remote: Remote, branch: Branch }),
]);
export type WitnessSetting = z.output<typeof WitnessSetting>;
export type WitnessKind = WitnessSetting['kind'];

/** How a message names the place. */
export function placeOf(setting: WitnessSetting): string {
  switch (setting.kind) {
    case 'none':
      return 'nowhere';
    case 'rfc3161':
    case 'witness':
    case 'http':
      return setting.url;
    case 'file':
      return setting.path;
    case 'git':
      return `${setting.remote}, branch ${setting.branch}`;
  }
}

/** Whom the organization itself believes: those that it chose. A stranger brings their own. */
export const trustOf = (setting: WitnessSetting): Trust => ({
  anchors: setting.kind === 'rfc3161' ? (setting.anchors ?? '') : '',
  witnesses: setting.kind === 'witness' ? [parseVerifierKey(setting.verifier)] : [],
});

/** What became of an attempt to send the latest checkpoint. */
export type Published =
  | { readonly kind: 'off' }
  | { readonly kind: 'known'; readonly size: number; readonly place: string }
  | { readonly kind: 'sent'; readonly size: number; readonly place: string };

/** The first and the last outsider who saw a log with at least `size` entries; null when none did. */
export interface Since {
  readonly size: number;
  readonly earliest: Vouch | null;
  readonly latest: Vouch | null;
}
