import type { Handle } from '#/core/actor.ts';

const LONGEST = 500;
const GITHUB_ADDRESS = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/u;
const BOT = '[bot]';

/** Somebody by their login on GitHub, which does not tell large letters from small ones. */
export const githubHandle = (login: string, machine = false): Handle => {
  const name = login.toLowerCase();
  return machine || name.endsWith(BOT) ? `bot:github/${name}` : `github:${name}`;
};

/**
 * Somebody as git names them. An address that GitHub made stands for a login; a name or address that ends in `[bot]`
 * for a machine; else the address names them, and without one the name. Nobody when there is neither.
 */
export function gitHandle(name: string, address: string): Handle | undefined {
  const written = address.trim().toLowerCase();
  const [, login] = GITHUB_ADDRESS.exec(written) ?? [];
  const [local = ''] = written.split('@', 1);
  const called = name.trim();
  if (written.length > LONGEST || called.length > LONGEST) return undefined;
  if (login !== undefined) return githubHandle(login);
  if (called.endsWith(BOT)) return `bot:git/${called.toLowerCase()}`;
  if (local.endsWith(BOT)) return `bot:git/${local}`;
  if (written !== '') return `email:${written}`;
  return called === '' ? undefined : `name:${called}`;
}

/** Reads `Ada <ada@acme.example>`, an address alone, or a name alone. */
export function signedBy(text: string): Handle | undefined {
  const [, name = '', address = ''] = /^([^<]*)<([^>]*)>/u.exec(text) ?? [];
  if (address !== '') return gitHandle(name, address);
  return /^[^\s@<>]+@[^\s@<>]+$/u.test(text.trim()) ? gitHandle('', text) : gitHandle(text, '');
}

/** The others whom a commit message names as its authors. */
export const coauthorsIn = (message: string): readonly (Handle | undefined)[] =>
  [...message.matchAll(/^co-authored-by:[ \t]*(.*)$/gimu)].map(([, text = '']) => signedBy(text));
