import { z } from 'zod';
import { isZone } from '#/core/time/zone.ts';

export const ZoneName = z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin');

/** The name by which accounts and reports call a system. */
export const SystemName = z.string().min(1).max(100);

export const Scheme = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'not a scheme: lowercase letters and digits, such as email')
  .max(40);
