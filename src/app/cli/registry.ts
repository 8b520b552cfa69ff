import type { Command } from './command.ts';

/** Commands that a person meets together; each file is loaded only when one of its commands is wanted. */
export interface Group {
  readonly title: string;
  /** First words of the commands. */
  readonly words: readonly string[];
  readonly load: readonly (() => Promise<{ readonly commands: readonly Command[] }>)[];
}

export const GROUPS: readonly Group[] = [
  {
    title: 'Run it',
    words: ['start', 'serve', 'password-link'],
    load: [
      () => import('./commands/start.ts'),
      () => import('./commands/serve.ts'),
      () => import('./commands/account.ts'),
    ],
  },
  {
    title: 'Begin',
    words: ['demo', 'init', 'doctor'],
    load: [
      () => import('./commands/demo.ts'),
      () => import('./commands/organization.ts'),
      () => import('./commands/doctor.ts'),
    ],
  },
  {
    title: 'Bring records in',
    words: ['source', 'collect', 'import', 'population', 'person'],
    load: [
      () => import('./commands/source.ts'),
      () => import('./commands/import.ts'),
      () => import('./commands/population.ts'),
      () => import('./commands/person.ts'),
    ],
  },
  {
    title: 'Say what you do',
    words: ['control', 'engagement', 'evidence'],
    load: [
      () => import('./commands/control.ts'),
      () => import('./commands/engagement.ts'),
      () => import('./commands/evidence.ts'),
    ],
  },
  {
    title: 'See where you stand',
    words: [
      'check',
      'exclude',
      'include',
      'disable',
      'enable',
      'status',
      'apart',
      'explain',
      'lint',
      'outlook',
      'task',
    ],
    load: [
      () => import('./commands/check.ts'),
      () => import('./commands/readiness.ts'),
      () => import('./commands/programme.ts'),
      () => import('./commands/explain.ts'),
      () => import('./commands/task.ts'),
    ],
  },
  {
    title: 'Prove it',
    words: ['package', 'ledger', 'erase'],
    load: [
      () => import('./commands/package.ts'),
      () => import('./commands/ledger.ts'),
      () => import('./commands/witness.ts'),
      () => import('./commands/erase.ts'),
    ],
  },
];

/** All first words. */
export const WORDS: readonly string[] = GROUPS.flatMap(({ words }) => words);

export async function loadGroup({ load }: Group): Promise<readonly Command[]> {
  const modules = await Promise.all(load.map((each) => each()));
  return modules.flatMap(({ commands }) => commands);
}

export const allCommands = async (): Promise<readonly Command[]> => (await Promise.all(GROUPS.map(loadGroup))).flat();

/** Commands whose name begins with a word and goes on. */
export async function commandsUnder(word: string): Promise<readonly Command[]> {
  const group = GROUPS.find((each) => each.words.includes(word));
  return group === undefined ? [] : (await loadGroup(group)).filter(({ name }) => name.startsWith(`${word} `));
}

/** The command that a line names, by its first two words or its first, and how many words that took. */
export async function findCommand(
  words: readonly string[],
): Promise<{ readonly command: Command; readonly words: number } | null> {
  const group = GROUPS.find((each) => each.words.includes(words[0] ?? ''));
  if (group === undefined) return null;
  const commands = await loadGroup(group);
  for (const count of [3, 2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, count).join(' '));
    if (command !== undefined) return { command, words: count };
  }
  return null;
}
