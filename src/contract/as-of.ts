import { z } from 'zod';

/** As of when something is asked for: a day, an instant, or a position of the log; left out, now. */
export const WantedAsOf = z.string().min(1).max(40).optional();
