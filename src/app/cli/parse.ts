import { parseArgs } from 'node:util';
import { DomainError } from '#/core/errors.ts';
import type { Command, Given } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { meant } from './words.ts';

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
  for (const [at, word] of positionals.entries())
    if (word === '') misused(command.name, `${command.args[at]?.name ?? command.args.at(-1)?.name ?? ''} is empty.`);
  const given = (name: string): readonly (string | boolean)[] => {
    const value = values[name];
    return Array.isArray(value) ? value : [];
  };
  for (const option of all) refuseEmptyAndRepeated(command.name, option, given(option.name));
  const texts = (name: string): readonly string[] =>
    given(name).filter((value): value is string => typeof value === 'string');
  const whole = (name: string, preset: number): number => {
    const [text] = texts(name);
    if (text === undefined) return preset;
    if (!/^\d{1,15}$/.test(text)) misused(command.name, `--${name} is a whole number, not "${text}".`);
    return Number(text);
  };
  return {
    args: positionals,
    texts,
    whole,
    text: (name) => texts(name).at(-1),
    needed: (name, because) => texts(name).at(-1) ?? misused(command.name, because),
    flag: (name) => given(name).includes(true),
  };
}

function refuseEmptyAndRepeated(
  command: string,
  { name, many }: { readonly name: string; readonly many?: true },
  given: readonly (string | boolean)[],
): void {
  if (given.includes('')) misused(command, `--${name} is empty.`);
  if (many !== true && given.length > 1 && typeof given[0] === 'string')
    misused(command, `--${name} is given ${given.length} times, and counts once.`);
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
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /^Unknown option '(--?[^'\s]+)'/.exec(message) ?? [];
    if (unknown === undefined) return misused(command, `${message.split(/\.\s/u)[0] ?? message}.`);
    const known = Object.keys(options ?? {}).map((name) => `--${name}`);
    const suggestion = meant(unknown, known);
    const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
    return misused(command, `${command === '' ? 'attestry' : command} has no option ${unknown}.${hint}`);
  }
}

export function misused(command: string, because: string): never {
  throw new DomainError('usage', { command, because });
}
