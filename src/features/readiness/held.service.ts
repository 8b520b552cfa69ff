import type { Held as HeldAs } from '#/core/occurrences/held.ts';
import type { Told } from '#/core/status/control-facts.ts';
import { limitsIn, type Version } from '#/features/controls/index.ts';
import { toldBy } from './told.ts';

/** A control as a window has it. */
export type Held = HeldAs<Version>;

/** What the library says of a control as it is held. */
export const toldOf = (version: Pick<Version, 'id' | 'definition'>): Told =>
  toldBy(version, limitsIn(version.definition));
