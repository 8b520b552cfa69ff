import type { Instant } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import type { LogLine } from './run.store.ts';

const LONGEST_LINE = 2_000;
const MORE = '\n… and more';
/** What is shorter stands in many a text by chance. */
const SHORTEST_SECRET = 4;

/** Of several lines, those that fit stay whole. */
function shortened(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  const end = text.lastIndexOf('\n', LONGEST_LINE - MORE.length);
  return end > 0 ? `${text.slice(0, end)}${MORE}` : text.slice(0, LONGEST_LINE);
}

/** Lines of a run's log that are not saved yet, with the names of secrets in place of what they are. */
export class RunLog {
  readonly #chance: Chance;
  readonly #hidden: (readonly [string, string])[] = [];
  #lines: LogLine[] = [];
  #next = 1;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  hide(secrets: Readonly<Record<string, string>>): void {
    for (const [name, secret] of Object.entries(secrets)) {
      if (secret.length < SHORTEST_SECRET) continue;
      for (const form of [secret, encodeURIComponent(secret)]) this.#hidden.push([form, `[${name}]`]);
    }
  }

  /** A text as others may see it. */
  shown(message: string): string {
    const text = this.#hidden.reduce((rest, [secret, name]) => rest.replaceAll(secret, name), message);
    return shortened(text.replaceAll('\0', '�').toWellFormed());
  }

  add(level: string, message: string, at: Instant = this.#chance.now()): void {
    this.#lines.push({ line: this.#next++, at, level, message: this.shown(message) });
  }

  take(): readonly LogLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}
