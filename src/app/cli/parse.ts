import { parseArgs } from 'node:util';
import { DomainError } from '#/core/errors.ts';
import type { Command, Given } from './command.ts';

/** Options that every command has. */
export const GLOBAL_OPTIONS = [
  { name: 'data', value: 'DIR', doc: 'The data folder (ATTESTRY_DATA; default ./data).' },
  { name: 'org', value: 'NAME', doc: 'The organization, where there are several (ATTESTRY_ORG).' },
  { name: 'by', value: 'PERSON', doc: 'Who acts (ATTESTRY_PERSON; default: the login on this machine).' },
  {
    name: 'server',
    value: 'URL',
    doc: 'Work on a server instead of the data folder (ATTESTRY_SERVER), with the key in ATTESTRY_API_KEY.',
  },
  { name: 'json', doc: 'Print one JSON document instead of text.' },
  { name: 'help', doc: 'Explain the command.' },
] as const;

/** Parses what follows the command's name; throws `usage` for what the command does not take. */
export function parse(command: Pick<Command, 'name' | 'args' | 'options'>, words: readonly string[]): Given {
  const all = [...GLOBAL_OPTIONS, ...command.options];
  const options = Object.fromEntries(
    all.map((option) => [
      option.name,
      {
        type: 'value' in option && option.value !== undefined ? ('string' as const) : ('boolean' as const),
        multiple: true,
      },
    ]),
  );
  const { values, positionals } = readWords(command.name, words, options);
  const needed = command.args.filter(({ optional }) => optional !== true).length;
  const taken = command.args.some(({ many }) => many === true) ? Number.POSITIVE_INFINITY : command.args.length;
  if (positionals.length < needed)
    misused(
      command.name,
      `${command.name} needs ${command.args[positionals.length]?.name ?? 'more'}: ${command.args[positionals.length]?.doc ?? ''}`,
    );
  if (positionals.length > taken) misused(command.name, `${command.name} does not take "${positionals[taken] ?? ''}"`);
  const given = (name: string): readonly (string | boolean)[] => {
    const value = values[name];
    return Array.isArray(value) ? value : [];
  };
  const texts = (name: string): readonly string[] =>
    given(name).filter((value): value is string => typeof value === 'string');
  return { args: positionals, texts, text: (name) => texts(name).at(-1), flag: (name) => given(name).includes(true) };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function readWords(
  command: string,
  words: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], options: options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    return misused(command, error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

export function misused(command: string, because: string): never {
  throw new DomainError('usage', { command, because });
}
