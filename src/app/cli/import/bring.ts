import path from 'node:path';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { DomainError } from '#/core/errors.ts';
import { handedIn, mappedIn, pathIn } from '#/core/handed-in.ts';
import { collect, type Collected, sources } from '#/features/sources/index.ts';
import { MOST_UPLOADED, sourcesContract } from '#/features/sources/contract.ts';
import { clientOf } from '#/app/cli/client.ts';
import type { Context, Given } from '#/app/cli/command.ts';
import type { Output } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { followed } from '#/app/cli/remote.ts';
import { noted } from '#/app/noting.ts';
import type { Plan } from './plan.ts';

export const client = (context: Context) => clientOf(context, sourcesContract, (attestry) => sources(attestry.sources));

export type Source = Awaited<ReturnType<ReturnType<typeof client>['list']>>['sources'][number];

/**
 * The source that reads a file already. Here it is the one with its path; a server knows of a file that was handed in
 * nothing but its name, which two may have: then --as says which, or that it is a new one.
 */
export async function knownSource(given: Given, context: Context, file: string): Promise<Source | undefined> {
  const { sources: all } = await client(context).list({});
  if (context.remote === null) return all.find((each) => pathIn(each.settings) === file);
  const [named, as] = [path.basename(file), given.text('as')];
  const known = all.filter((each) => handedIn(pathIn(each.settings))?.name === named);
  if (as !== undefined) return known.find(({ id }) => id === as);
  if (known.length > 1)
    misused(
      'import',
      `Several sources read a file of this name: ${known.map(({ id }) => id).join(', ')}. Say which, with --as.`,
    );
  return known[0];
}

/** Sources whose files bring the same kind of records, and are judged. */
export async function feeding(context: Context, population: string): Promise<readonly Source[]> {
  const { sources: all } = await client(context).list({});
  return all.filter(({ settings, reference }) => !reference && mappedIn(settings) === population);
}

/** The source of which a file is the next export, whatever the file is called; throws `not_found` where there is none. */
export async function sourceCalled(context: Context, id: string): Promise<Source> {
  const { sources: all } = await client(context).list({});
  const found = all.find((each) => each.id === id);
  if (found === undefined) throw new DomainError('not_found', { what: 'source', id });
  return found;
}

/** Whether what it reads was handed in, and the next one is, too; null: it reads no file. */
export function isHandedIn({ settings }: Source): boolean | null {
  const at = pathIn(settings);
  return at === '' ? null : handedIn(at) !== null;
}

/** A server takes a file whole, in one request. Throws `upload_too_large`. */
function mustFit({ name, bytes: { length } }: NamedBytes): void {
  if (length > MOST_UPLOADED)
    throw new DomainError('upload_too_large', { file: name, found: length, most: MOST_UPLOADED });
}

/** Makes a source that reads the file, which was looked at: where it lies, or as it was handed in. */
export async function connected(given: Given, context: Context, id: string, plan: Plan): Promise<void> {
  const { collector, bytes } = plan;
  const follows = given.text('follows') ?? null;
  const settings =
    context.remote === null ? plan.settings : { ...plan.settings, path: await handingIn(context, bytes) };
  await client(context).add({ id, collector, settings, secrets: {}, reference: false, follows, untried: true });
}

async function handingIn(context: Context, file: NamedBytes): Promise<string> {
  mustFit(file);
  return (await client(context).upload({ name: file.name, bytes: own(file) })).path;
}

/** Hands the next export in, in the place of the last; here it lies where the source reads it. */
export async function broughtAgain(context: Context, source: Source, file: NamedBytes): Promise<void> {
  mustFit(file);
  await client(context).uploadAgain({ path: pathIn(source.settings), name: file.name, bytes: own(file) });
}

/** What would come in of it: of a file where the source reads it, or as it would be handed in. Nothing of it is kept. */
export async function foreseen(context: Context, { id }: Source, file: NamedBytes | null, exportedAnew: boolean) {
  if (file === null) return client(context).test({ id, exportedAnew });
  mustFit(file);
  return client(context).test({ id, exportedAnew, bytes: own(file) });
}

/** They were read from a file, and are shared with nobody. */
const own = ({ bytes }: NamedBytes) => bytes as Uint8Array<ArrayBuffer>;

/** Reads the source: here, or by a job of the server. */
export async function reading(to: Output, context: Context, id: string, exportedAnew = false): Promise<Collected> {
  const collected = await (context.remote === null
    ? readingHere(to, context, id, exportedAnew)
    : followed(context.remote, (jobs) => jobs.collect({ source: id, exportedAnew }), to, context.signal));
  to.done();
  return collected as Collected;
}

/** A reading that failed ends as one that was done: with what it sealed until then. */
const outcomeOf = ({ state }: Collected): string => (state === 'finished' ? 'done' : state);

function readingHere(to: Output, context: Context, id: string, exportedAnew: boolean): Promise<Collected> {
  const { attestry, caller, signal } = context;
  const progress = (at: { readonly what: string; readonly done: number; readonly total: number | null }): void =>
    to.progress(`${id}: ${at.what}`, at.done, at.total);
  return noted({ attestry, caller }, { name: 'jobs.collect', subjects: [{ source: id }], outcomeOf }, () =>
    collect(attestry.sources, caller.org, id, { signal, progress, exportedAnew }),
  );
}
