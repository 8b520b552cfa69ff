import { z } from 'zod';

/** As of when something is asked for: a day, an instant, or a position of the log; left out, now. */
export const WantedAsOf = z.string().min(1).max(40).optional();

/** 31 December 9999: beyond it a year has more than four digits, and the database cannot read it. */
const LAST_INSTANT = 253_402_214_400_000;

/** An instant to compare with, in milliseconds. */
export const WantedInstant = z.int().min(0).max(LAST_INSTANT);
