import { z } from 'zod';

/** As of when something is asked for: a day, an instant, or a position of the log; left out, now. */
export const WantedAsOf = z.string().min(1).max(40).optional();

/** An instant to compare with: in milliseconds, of a year that the database can read. */
export const WantedInstant = z
  .int()
  .min(0)
  .max(Date.UTC(9999, 11, 31));
