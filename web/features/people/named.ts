import { plainName } from '#/core/plain-name.ts';

/** What a list of people says of one, as far as it tells who a handle is. */
interface Person {
  readonly employee?: unknown;
  readonly name?: unknown;
  readonly email?: unknown;
}

interface Alias {
  readonly handle: string;
  readonly is: string | null;
}

/** How a source names somebody, and no address of a page: `employee:1042`, `github:ada`. */
const HANDLE = /^[a-z][a-z0-9-]*:[^\s/]+$/;
export const isHandle = (text: string): boolean => HANDLE.test(text);

/**
 * By what name people know whoever a handle is; null: nobody says. The rules of identity hold here, too: a number or an
 * address that the lists give to two people names neither, and what is declared leads to a number.
 */
export function namesIn(people: readonly Person[], aliases: readonly Alias[]): (handle: string) => string | null {
  const numbers = new Map<string, Set<string>>();
  const addresses = new Map<string, Set<string>>();
  for (const { employee, name, email } of people) {
    if (typeof employee !== 'string' || typeof name !== 'string' || name === '') continue;
    add(numbers, `employee:${employee}`, name);
    if (typeof email === 'string') add(addresses, `email:${email.toLowerCase()}`, `employee:${employee}`);
  }
  const declared = new Map(aliases.map(({ handle, is }) => [handle, is]));
  const nameOf = (handle: string | null | undefined): string | null => only(numbers.get(handle ?? ''));
  return (handle) =>
    nameOf(handle) ?? nameOf(only(addresses.get(handle.toLowerCase()))) ?? nameOf(declared.get(handle));
}

function add(all: Map<string, Set<string>>, key: string, value: string): void {
  const known = all.get(key);
  if (known === undefined) all.set(key, new Set([value]));
  else known.add(value);
}

const only = (all: ReadonlySet<string> | undefined): string | null => (all?.size === 1 ? ([...all][0] ?? null) : null);

interface Known {
  readonly email: string;
  readonly name: string;
}

/** All that an address may be made of, so that the end of one is not taken for another. */
const ADDRESS = /[\p{L}\p{N}_.+'’-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** The addresses in a text, each once and in small letters. */
export const addressesIn = (text: string): readonly string[] => [
  ...new Set(text.match(ADDRESS)?.map((address) => address.toLowerCase())),
];

/** A text in parts, of which every second one is an address. */
export const partedAtAddresses = (text: string): readonly string[] =>
  text.split(new RegExp(`(${ADDRESS.source})`, 'u'));

/**
 * A text with names in the place of addresses: of those who are known, else as the list of people says; others stay.
 * People choose their names themselves: one that two have, or that reads as an address, would pass somebody off as
 * somebody else, and tells nobody who did something.
 */
export function namingBy(known: readonly Known[], listed: (handle: string) => string | null): (text: string) => string {
  const names = new Map(known.map(({ email, name }) => [email.toLowerCase(), name]));
  const having = Map.groupBy(names.keys(), (email) => plainName(names.get(email) ?? ''));
  const nameOf = (address: string): string => {
    const email = address.toLowerCase();
    const name = names.get(email) ?? listed(`email:${email}`);
    if (name === null || plainName(name) === '' || name.includes('@')) return address;
    return having.get(plainName(name))?.every((each) => each === email) === false ? address : name;
  };
  return (text) => text.replaceAll(ADDRESS, nameOf);
}
