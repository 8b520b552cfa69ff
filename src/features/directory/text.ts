import { z } from 'zod';

/** The database holds every letter but one. */
export const isStorable = (text: string): boolean => !text.includes('\0');

/** Whatever a directory names something. */
export const Text = z.string().trim().max(250).refine(isStorable, 'there is a zero in it');
