import { DomainError } from '#/core/errors.ts';
import { stepInWords } from '#/core/place.ts';
import {
  BEGINNING,
  type BeginningStep,
  beginningTold,
  FIRST_TASKS,
  leftOf,
  readable,
} from '#/core/status/beginning.ts';
import { whoDoes } from '#/core/whose.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { sources } from '#/features/sources/index.ts';
import { allowed, clientOf } from './client.ts';
import type { Context } from './command.ts';
import { assessmentClient } from './commands/assess.ts';
import { workClient } from './commands/work.ts';
import { counted, type Output, wrap } from './output.ts';

type Listed = Awaited<ReturnType<ReturnType<typeof workClient>['list']>>;

/** What Home begins with, to be told; null for whoever may not see what is to be done. */
export async function firstTasks(context: Context, to: Output): Promise<(() => void) | null> {
  const listed = await listedFor(context);
  if (listed === null) return null;
  const source = await sourcesOf(context);
  const left = source === undefined ? [] : leftOf({ promises: await promisesOf(context), source });
  return () => {
    for (const { id, what, why } of left) {
      to.title(what);
      tellStep(to, { why, how: HOW[id] });
      to.line();
    }
    showFirst(to, listed);
  };
}

function tellStep(to: Output, { why, how }: { readonly why: string; readonly how: readonly string[] }): void {
  for (const line of wrap(why, 92)) to.line(`   ${line}`);
  for (const line of how) to.line(`   ${line}`);
}

/** Worked out anew where the log has grown since; a server does so by itself. */
async function listedFor(context: Context): Promise<Listed | null> {
  const api = workClient(context);
  const listed = await allowed(api.list({ by: 'effect', limit: FIRST_TASKS }));
  if (listed === null || context.remote !== null || listed.looked?.behind === false) return listed;
  await api.refresh({});
  return api.list({ by: 'effect', limit: FIRST_TASKS });
}

function showFirst(to: Output, { tasks, looked }: Listed): void {
  to.title('What to do first');
  if (tasks.length === 0)
    to.line(looked === null ? 'Tasks were never worked out: attestry work list' : 'Nothing is to be done first.');
  tasks.forEach(({ title, due, todo, ...task }, place) => {
    to.line(`${place + 1}. ${to.style(title, 'strong')} (${whoDoes(task)}, by ${due})`);
    for (const each of todo) for (const line of wrap(stepInWords(each), 92)) to.line(`   ${line}`);
  });
  if (tasks.length > 0) to.line('All, with why and what shows that it was done: attestry work list --full');
  to.line();
}

/** Where nothing is examined, the steps to a first status stand before the refusal. */
export async function tellBeginning(error: unknown, to: Output, context: Context): Promise<void> {
  if (!(error instanceof DomainError) || error.code !== 'engagement_none') return;
  const done = await doneOf(context);
  const left = BEGINNING.filter(({ id }) => done[id] === null);
  to.line(beginningTold(left.length));
  BEGINNING.forEach(({ id, what, why }, place) => {
    const came = done[id];
    to.line();
    to.title(`${place + 1}. ${what}${came === null ? '' : ': done'}`);
    tellStep(to, { why: came ?? why, how: came === null ? HOW[id] : [] });
  });
  to.line();
}

const HOW: Readonly<Record<BeginningStep, readonly string[]>> = {
  promises: ['attestry serve opens the console, whose Home asks them.'],
  source: ['attestry source add code --collector git --set repository=/path/to/a/repository', 'attestry collect'],
  days: ['attestry engagement create --first 2026-01-01 --last 2026-12-31'],
};

/** What came of each step; null: it is still to be done, as far as whoever asks may know. */
async function doneOf(context: Context): Promise<Readonly<Record<BeginningStep, string | null>>> {
  return { promises: await promisesOf(context), source: (await sourcesOf(context)) ?? null, days: null };
}

const promisesOf = async (context: Context): Promise<string | null> =>
  (await allowed(assessmentClient(context).show({})))?.reading?.stands ?? null;

/** Undefined for whoever may not see the sources. */
async function sourcesOf(context: Context): Promise<string | null | undefined> {
  const asked = clientOf(context, sourcesContract, (attestry) => sources(attestry.sources)).list({});
  const listed = await allowed(asked);
  if (listed === null) return undefined;
  const { counting } = readable(listed.sources);
  return counting.length === 0 ? null : `${counted(counting.length, 'source is', 'sources are')} connected.`;
}
