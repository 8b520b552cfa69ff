import { type Held as HeldAs, heldIn as heldAs } from '#/core/occurrences/held.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { limitsIn, type Version } from '#/features/controls/index.ts';

/** A control as a window has it. */
export type Held = HeldAs<Version>;

/** The same as the window has it, with who answers for it today, also for a window that is over: its last version says so. */
export function heldIn(versions: readonly Version[], window: Window, asOf: Instant): Held | null {
  const held = heldAs(versions, window, asOf);
  if (held === null) return null;
  const { version } = held;
  const owner =
    versions.findLast(({ definition }) => definition.state === 'adopted')?.definition.owner ?? version.definition.owner;
  return { ...held, version: { ...version, definition: { ...version.definition, owner } } };
}

/** Limits that its statement leaves open: nobody can say what it asks for. */
export function unsaidIn({ id, definition }: Version): readonly string[] {
  const { parameters } = limitsIn(definition);
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'count' && parameter.unset !== undefined && (definition.limits[name] ?? null) === null
      ? [`its statement says "${parameter.unset}" and no number: attestry control edit ${id} --limit ${name}=N`]
      : [],
  );
}
