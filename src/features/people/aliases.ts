import { type Actor, bot, person } from '#/core/actor.ts';
import type { Aliases } from '#/checks/engine/people.ts';

/** How a declared meaning is kept: an employee's handle, `bot`, or null where it was taken back. */
export type Meaning = string | null;

export const BOT = 'bot';

/** Declared handles as the engine takes them. */
export const aliasesOf = (rows: readonly { readonly handle: string; readonly actor: Meaning }[]): Aliases =>
  new Map(
    rows.flatMap(({ handle, actor }): readonly (readonly [string, Actor])[] =>
      actor === null ? [] : [[handle, actor === BOT ? bot(handle) : person(actor)]],
    ),
  );
