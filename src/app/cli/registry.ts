import type { Command } from './command.ts';

/** A file of commands. It is read only when one of its commands is wanted. */
interface CommandFile {
  /** First words of the commands. */
  readonly words: readonly string[];
  readonly load: () => Promise<{ readonly commands: readonly Command[] }>;
  /** Its commands stand on a data folder, so that its database may start while they are still being read. */
  readonly opens: boolean;
}

/** Commands that a person meets together. */
export interface Group {
  readonly title: string;
  readonly files: readonly CommandFile[];
}

type Load = CommandFile['load'];
const opening = (words: readonly string[], load: Load): CommandFile => ({ words, load, opens: true });
const alone = (words: readonly string[], load: Load): CommandFile => ({ words, load, opens: false });

export const GROUPS: readonly Group[] = [
  {
    title: 'Run it',
    files: [
      opening(['start'], () => import('./commands/start.ts')),
      opening(['serve'], () => import('./commands/serve.ts')),
      alone(['backup', 'restore'], () => import('./commands/backup.ts')),
      alone(['password-link'], () => import('./commands/account.ts')),
      alone(['secret'], () => import('./commands/secret.ts')),
      opening(['mail'], () => import('./commands/mail.ts')),
      opening(['audit-log'], () => import('./commands/audit-log.ts')),
      opening(['single-sign-on'], () => import('./commands/single-sign-on.ts')),
      opening(['directory'], () => import('./commands/directory.ts')),
      opening(['webhook'], () => import('./commands/webhook.ts')),
    ],
  },
  {
    title: 'Begin',
    files: [
      alone(['demo'], () => import('./commands/demo.ts')),
      alone(['init'], () => import('./commands/organization.ts')),
      alone(['doctor'], () => import('./commands/doctor.ts')),
    ],
  },
  {
    title: 'Bring records in',
    files: [
      opening(['source', 'collect'], () => import('./commands/source.ts')),
      opening(['source'], () => import('./commands/source-change.ts')),
      opening(['import'], () => import('./commands/import.ts')),
      opening(['population'], () => import('./commands/population.ts')),
      opening(['person'], () => import('./commands/person.ts')),
    ],
  },
  {
    title: 'Say what you do',
    files: [
      opening(['assess'], () => import('./commands/assess.ts')),
      opening(['control'], () => import('./commands/control.ts')),
      opening(['policy'], () => import('./commands/policy.ts')),
      opening(['engagement'], () => import('./commands/engagement.ts')),
      opening(['audit'], () => import('./commands/audit.ts')),
      opening(['evidence'], () => import('./commands/evidence.ts')),
    ],
  },
  {
    title: 'See where you stand',
    files: [
      opening(['check'], () => import('./commands/check.ts')),
      opening(['deviation'], () => import('./commands/deviation.ts')),
      opening(['exclude', 'include', 'disable', 'enable'], () => import('./commands/exclusion.ts')),
      opening(['status', 'apart'], () => import('./commands/readiness.ts')),
      opening(['lint', 'outlook'], () => import('./commands/programme.ts')),
      opening(['explain'], () => import('./commands/explain.ts')),
      opening(['work'], () => import('./commands/work.ts')),
      opening(['work'], () => import('./commands/reminders.ts')),
    ],
  },
  {
    title: 'Show it to buyers',
    files: [
      opening(['trust'], () => import('./commands/trust.ts')),
      opening(['trust'], () => import('./commands/documents.ts')),
      opening(['trust'], () => import('./commands/reports.ts')),
      opening(['trust'], () => import('./commands/report-reading.ts')),
      opening(['trust'], () => import('./commands/briefs.ts')),
      opening(['trust'], () => import('./commands/readers.ts')),
      opening(['trust'], () => import('./commands/subscribers.ts')),
      opening(['trust'], () => import('./commands/analytics.ts')),
      opening(['trust'], () => import('./commands/forget.ts')),
    ],
  },
  {
    title: 'Prove it',
    files: [
      alone(['package'], () => import('./commands/package-files.ts')),
      alone(['package'], () => import('./commands/package.ts')),
      opening(['ledger'], () => import('./commands/ledger.ts')),
      opening(['ledger'], () => import('./commands/witness.ts')),
      opening(['erase'], () => import('./commands/erase.ts')),
    ],
  },
];

const FILES = GROUPS.flatMap(({ files }) => files);

/** All first words. */
export const WORDS: readonly string[] = [...new Set(FILES.flatMap(({ words }) => words))];

/** Commands of some files, in their order. */
export async function commandsOf(files: readonly CommandFile[]): Promise<readonly Command[]> {
  const modules = await Promise.all(files.map(({ load }) => load()));
  return modules.flatMap(({ commands }) => commands);
}

export const allCommands = (): Promise<readonly Command[]> => commandsOf(FILES);

/** Words that commands began with once, and begin with now: scripts that say the old one go on. */
const RENAMED: Readonly<Record<string, string>> = { task: 'work' };
const today = (word: string): string => (Object.hasOwn(RENAMED, word) ? (RENAMED[word] ?? word) : word);

const filesOf = (word: string | undefined): readonly CommandFile[] =>
  FILES.filter(({ words }) => word !== undefined && words.includes(today(word)));

/** Whether commands that begin with a word stand on a data folder. */
export const opensData = (word: string | undefined): boolean => filesOf(word).some(({ opens }) => opens);

/** Commands whose name begins with a word and goes on. */
export async function commandsUnder(word: string): Promise<readonly Command[]> {
  return (await commandsOf(filesOf(word))).filter(({ name }) => name.startsWith(`${today(word)} `));
}

/** The command that a line names, by its first two words or its first, and how many words that took. */
export async function findCommand(
  words: readonly string[],
): Promise<{ readonly command: Command; readonly words: number } | null> {
  const commands = await commandsOf(filesOf(words[0]));
  const [first = '', ...rest] = words;
  for (const count of [3, 2, 1]) {
    const command = commands.find(({ name }) => name === [today(first), ...rest].slice(0, count).join(' '));
    if (command !== undefined) return { command, words: count };
  }
  return null;
}
