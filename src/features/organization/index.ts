export {
  calendarAt,
  createOrganization,
  type NewOrganization,
  organization,
  type OrganizationDeps,
} from './service.ts';
