import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { CalendarSpec } from '#/core/time/calendar.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Organization, Tx } from '#/platform/db/database.ts';
import type { organizationContract } from './contract.ts';
import { calendarRow, insertCalendar, insertOrganization, organizationRow } from './store.ts';

export interface OrganizationDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
}

export interface NewOrganization {
  readonly slug: string;
  readonly name: string;
  readonly zone: string;
  readonly demo: boolean;
}

/** Makes an organization, and begins its log. A demo's log says so in its origin, which every checkpoint carries. */
export async function createOrganization(
  { db, ledger, chance }: OrganizationDeps,
  { slug, name, zone, demo }: NewOrganization,
  person: string,
): Promise<Organization> {
  const organization: Organization = { org: chance.newId(), slug, name, demo, zone };
  await db.transaction(organization.org, async (tx) => {
    const inserted = await insertOrganization(tx, { ...organization, created: chance.now() });
    if (!inserted) throw new DomainError('organization_exists', { slug });
    await ledger.create(tx, organization.org, { origin: originOf(organization) });
    await ledger.seal(tx, organization.org, [
      { kind: 'organization-created', payload: { v: 1, slug, name, zone, demo, person } },
    ]);
  });
  return organization;
}

const originOf = ({ org, slug, demo }: Organization): string =>
  `${demo ? 'demo.' : ''}attestry/${slug}-${org.slice(0, 8)}`;

export const organization = ({ db, ledger }: OrganizationDeps): Handlers<typeof organizationContract> => ({
  show: async ({ org }) => {
    const found = await db.transaction(org, async (tx) => ({
      row: await organizationRow(tx),
      calendar: await calendarAt(tx, Number.MAX_SAFE_INTEGER),
    }));
    if (found.row === undefined) throw new DomainError('not_found', { what: 'organization', id: org });
    const { weekdays, holidays, zone } = found.calendar;
    const calendar = { zone, weekdays: [...weekdays], holidays: [...holidays] };
    return { ...found.row, origin: (await ledger.status(org)).origin, calendar };
  },
  setCalendar: ({ org, person }, input) =>
    db.transaction(org, async (tx) => {
      const spec = CalendarSpec.parse(input);
      const [sealed] = await ledger.seal(tx, org, [
        { kind: 'calendar-set', payload: { v: 1, spec: { ...spec }, person } },
      ]);
      const position = sealed?.position ?? -1;
      await insertCalendar(tx, org, { position, spec, person });
      return { position };
    }),
});

/** The organization that a transaction sees. */
export async function organizationIn(tx: Tx): Promise<Organization> {
  const row = await organizationRow(tx);
  if (row === undefined) throw new DomainError('not_found', { what: 'organization', id: 'this' });
  return row;
}

/** The name of the organization, as people say it. */
export const organizationName = async (tx: Tx): Promise<string> => (await organizationRow(tx))?.name ?? '';

/** The calendar in force before a position of the log; until one is set, Monday to Friday in the organization's zone. */
export async function calendarAt(tx: Tx, asOf: number): Promise<CalendarSpec> {
  const spec = await calendarRow(tx, asOf);
  return CalendarSpec.parse(spec ?? { zone: (await organizationRow(tx))?.zone ?? 'UTC' });
}
