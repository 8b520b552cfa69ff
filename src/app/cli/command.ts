import type { Caller } from '#/contract/endpoint.ts';
import type { Remote } from '#/contract/remote-client.ts';
import type { ConfigRead } from '#/platform/config.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Output } from './output.ts';

/** How a command ends; docs/guides/command-line.md explains them. */
export const EXIT = { fine: 0, found: 1, usage: 2, failed: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export interface Option {
  readonly name: string;
  /** What stands for the value in the help, `FILE`; a switch has none. */
  readonly value?: string;
  readonly many?: true;
  readonly doc: string;
}

export interface Argument {
  readonly name: string;
  readonly doc: string;
  readonly optional?: true;
  readonly many?: true;
}

/** What was given on the command line, parsed. */
export interface Given {
  readonly args: readonly string[];
  /** The last value given, if any. */
  text(option: string): string | undefined;
  /** The same, of an option that must be given; throws `usage`, with what to say, where it is not. */
  needed(option: string, because: string): string;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
  /** A whole number, `preset` where none is given; throws `usage` for anything else. */
  whole(option: string, preset: number): number;
}

interface About {
  /** `source add`. */
  readonly name: string;
  readonly summary: string;
  /** What a person should know before they run it; plain sentences. */
  readonly details: string;
  readonly args: readonly Argument[];
  readonly options: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly doc: string }[];
  /** Why it works on the data folder alone, and never on a server; left out: it does both, or needs neither. */
  readonly local?: string;
  /** It listens to the signal itself, and ends in good order when it is stopped. */
  readonly stops?: true;
}

/** A command that needs no organization. */
export interface BareCommand extends About {
  readonly needs: 'nothing';
  /** It says what is wrong with the environment itself, and is run although something is. */
  readonly looks?: true;
  readonly run: (given: Given, to: Output, context: BareContext) => Promise<Exit>;
}

/** A command on the data of one organization. */
export interface OrganizationCommand extends About {
  readonly needs: 'organization';
  readonly run: (given: Given, to: Output, context: Context) => Promise<Exit>;
}

export type Command = BareCommand | OrganizationCommand;

export interface BareContext {
  /** Opens the data folder when the command wants it. */
  readonly open: () => Promise<Attestry>;
  readonly config: Attestry['config'];
  /** Variables that cannot be read; only a command that looks at them is run where there are any. */
  readonly wrong: ConfigRead['wrong'];
  readonly signal: AbortSignal;
}

export interface Context {
  /** The server on which the command works; null: it works on the data folder, and only then has the next two. */
  readonly remote: Remote | null;
  readonly attestry: Attestry;
  readonly caller: Caller;
  readonly zone: string;
  readonly slug: string;
  /** What the organization is called. */
  readonly company: string;
  readonly signal: AbortSignal;
}
