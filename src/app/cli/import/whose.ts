import path from 'node:path';
import { populationNamed } from '#/core/populations/index.ts';
import { pathIn } from '#/core/handed-in.ts';
import type { Context, Given } from '#/app/cli/command.ts';
import { misused } from '#/app/cli/parse.ts';
import { feeding, isHandedIn, type Source, sourceCalled } from './bring.ts';
import type { Plan } from './plan.ts';

/** How a person says whether a file is the next export of a source, or a list of its own. */
export const WHOSE = [
  {
    name: 'source',
    value: 'ID',
    doc: 'It is the next export of this source, though it is called otherwise than the last.',
  },
  {
    name: 'new-source',
    doc: 'It is a list of its own, though another file brings the same kind of records: each item of both counts.',
  },
] as const;

/** The source of which a person says that the file is its next export. */
export async function namedSource(given: Given, context: Context, file: string): Promise<Source | undefined> {
  const id = given.text('source');
  if (id === undefined) return undefined;
  if (given.flag('new-source')) misused('import', 'Give --source or --new-source, not both.');
  const source = await sourceCalled(context, id);
  const reads = pathIn(source.settings);
  const isFromHere = isHandedIn(source);
  if (isFromHere === null) return misused('import', `The source "${id}" reads no file.`);
  if (!isFromHere && (context.remote !== null || reads !== file))
    return misused(
      'import',
      `The source "${id}" reads ${reads}${context.remote === null ? '' : ' on the server'}: put the export there, in the place of the last, then ${context.remote === null ? `attestry import ${reads}` : `attestry collect ${id}`}.`,
    );
  return source;
}

/** A list that comes by two names is there twice: which it is, only a person knows. */
export async function mustBeItsOwn(given: Given, context: Context, { mapping }: Plan): Promise<void> {
  const says = ['as', 'follows'].some((name) => given.text(name) !== undefined) || given.flag('new-source');
  if (mapping === null || says) return;
  const known = await feeding(context, mapping.population);
  if (known.length === 0) return;
  const { many } = populationNamed(mapping.population);
  const names = known.map(({ id, settings }) => `${id} (${path.basename(pathIn(settings))})`).join(', ');
  const id = known.length === 1 ? known[0]?.id : 'ID';
  misused(
    'import',
    `Files bring ${many} already: ${names}. Is ${path.basename(given.args[0] ?? '')} the next export of such a list? Then say of which: --source ${id}. Is it another list, so that ${many} of both count? Then --new-source; or --follows ${id}, where it takes the place of that one from now on.`,
  );
}
