import { Resolver } from 'node:dns/promises';

const TIMEOUT = 4_000;
/** Answers that are as sure as an address: there is no such name, or it has none of the kind. */
const NOTHING: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA']);

function none(error: unknown): string[] {
  if (NOTHING.has((error as NodeJS.ErrnoException).code)) return [];
  throw error;
}

/** The addresses of a name, as name servers have them now. Empty where it has none; throws where none of them answers. */
export async function addressesOf(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: TIMEOUT, tries: 1 });
  const [four, six] = await Promise.all([resolver.resolve4(host).catch(none), resolver.resolve6(host).catch(none)]);
  return [...four, ...six];
}
