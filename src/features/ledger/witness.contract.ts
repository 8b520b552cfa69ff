import { z } from 'zod';

/** An address that a person may see, and that is sealed with the setting: nothing secret may stand in it. */
const Address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((address) => {
    const { username, password } = new URL(address);
    return `${username}${password}` === '';
  }, 'an address with a user or a password in it would be sealed with them');

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

/**
 * Where the checkpoints of an organization are sent, outside. Whether certificates and keys in it can be used is looked
 * at by whoever keeps it.
 */
export const WitnessPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** A timestamp authority (RFC 3161); with anchors, a token that none of them vouches for is refused. */
  z.strictObject({ kind: z.literal('rfc3161'), url: Address, anchors: z.string().max(100_000).optional() }),
  /** A witness (C2SP tlog-witness), by its submission prefix and its key. */
  z.strictObject({ kind: z.literal('witness'), url: Address, verifier: z.string().max(1000) }),
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

/** What became of an attempt to send the latest checkpoint. */
export const Published = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('known'), size: z.number(), place: z.string() }),
  z.strictObject({ kind: z.literal('sent'), size: z.number(), place: z.string() }),
]);
export type Published = z.output<typeof Published>;
