import { type Held, heldIn as performedIn, type Performable } from '#/core/occurrences/held.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';

/** A version of a control, as far as its status is made from it. */
export interface Judgeable extends Performable {
  readonly id: string;
  readonly definition: Performable['definition'] & {
    /** The control of the library that it began as. */
    readonly origin: string | null;
    readonly owner: string | null;
  };
}

/** The same as the window has it, with who answers for it today, also for a window that is over: its last version says so. */
export function heldIn<V extends Judgeable>(versions: readonly V[], window: Window, asOf: Instant): Held<V> | null {
  const held = performedIn(versions, window, asOf);
  if (held === null) return null;
  const { version } = held;
  const owner =
    versions.findLast(({ definition }) => definition.state === 'adopted')?.definition.owner ?? version.definition.owner;
  return { ...held, version: { ...version, definition: { ...version.definition, owner } } };
}
