/**
 * Who did something, after the identity rules have been applied to what the source wrote.
 * `unresolved` is not a guess: nobody is known under that handle. A bot is not a person.
 */
export type Actor =
  | { readonly kind: 'person'; readonly person: PersonKey }
  | { readonly kind: 'bot'; readonly handle: Handle }
  | { readonly kind: 'unresolved'; readonly handle: Handle }
  | { readonly kind: 'unnamed' };

/**
 * How a source names somebody: `<scheme>:<name>`, such as `employee:1042`, `email:ada@acme.example`, `github:ada`.
 * The scheme `bot` is for what the source itself says is a machine.
 */
export type Handle = string;

/** The one name of a person across all sources: their `employee:` handle. */
export type PersonKey = string;

export const HANDLE = /^[a-z][a-z0-9-]*:.+$/su;
export const BOT_SCHEME = 'bot:';

export const UNNAMED: Actor = { kind: 'unnamed' };
export const person = (key: PersonKey): Actor => ({ kind: 'person', person: key });
export const bot = (handle: Handle): Actor => ({ kind: 'bot', handle });
export const unresolved = (handle: Handle): Actor => ({ kind: 'unresolved', handle });

/** Are both the same resolved person? Two unresolved handles are never known to be. */
export const samePerson = (a: Actor, b: Actor): boolean =>
  a.kind === 'person' && b.kind === 'person' && a.person === b.person;
