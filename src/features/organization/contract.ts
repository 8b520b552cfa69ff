import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';
import { isZone } from '#/core/time/zone.ts';

export const ZoneName = z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin');

const Organization = z.strictObject({
  org: z.string(),
  slug: z.string(),
  name: z.string(),
  demo: z.boolean(),
  zone: z.string(),
});

export const organizationContract = {
  show: endpoint({
    method: 'GET',
    path: '/organization',
    summary: 'The organization, the days on which it works, and where its log begins.',
    permission: 'organization:read',
    input: z.strictObject({}),
    output: Organization.extend({
      origin: z.string(),
      /** The working days by which deadlines are computed now; until they are set, Monday to Friday in its zone. */
      calendar: z.strictObject({ zone: z.string(), weekdays: z.array(z.number()), holidays: z.array(z.string()) }),
    }),
    errors: ['not_found'],
  }),
  setCalendar: endpoint({
    method: 'PUT',
    path: '/organization/calendar',
    summary: 'Sets the working days by which deadlines are computed from now on.',
    permission: 'organization:write',
    input: z.strictObject({
      zone: ZoneName,
      weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
      holidays: z.array(z.iso.date()).max(500).optional(),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: [],
  }),
};
