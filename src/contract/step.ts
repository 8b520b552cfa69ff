import { z } from 'zod';
import { PLACE_NAMES } from '#/core/place.ts';

/** Where something is done, by a name of a closed list: the console has a page for it, the command line a line. */
export const PlaceShape = z.strictObject({
  name: z.enum(PLACE_NAMES),
  /** What it is done to, such as the id of a control; null: nothing in particular. */
  of: z.string().nullable(),
  /** The title of that, where it has one that people know it by. */
  called: z.string().optional(),
});

/** What to do, in plain words, and where it is done; null: no one place. */
export const StepShape = z.strictObject({ says: z.string(), place: PlaceShape.nullable() });
