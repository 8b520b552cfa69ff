import type { Fact } from '#/core/populations/index.ts';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';

/** Facts of a company to which things happen by chance: what differs is in the arguments. */

export const person = (employee: number, ended: number | null): Fact<'person'> => ({
  employee: String(employee),
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: ended === null ? null : `${formatDay(Math.floor(ended / DAY))}[Europe/Berlin]`,
  departure: 'voluntary',
  email: `p${employee}@acme.example`,
});
export const account = (login: number): Fact<'account'> => ({
  system: 'okta',
  login: String(login),
  owner: login % 2 === 0 ? `employee:${login}` : `okta:${login}`,
  kind: 'person',
  status: 'active',
  disabledAt: null,
  privileged: login % 3 === 0,
});
export const meeting = (number: number, at: number): Fact<'meeting'> => ({
  id: `m${number}`,
  kind: 'security-steering',
  heldAt: formatInstant(at),
  minutes: 'kept',
});
export const incident = (number: number, at: number): Fact<'incident'> => ({
  id: `i${number}`,
  kind: 'security',
  severity: 'high',
  owner: 'employee:1',
  detectedAt: formatInstant(at),
  customersAffected: number % 2 === 0,
});
