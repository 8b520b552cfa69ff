export { type Company, companyIn, dayNow, linkInto } from './outside.service.ts';
export { ASSESSMENT, saidDeal, saidSize, saveSetting, settingAt } from './settings.service.ts';
export {
  calendarAt,
  createOrganization,
  type NewOrganization,
  organization,
  type OrganizationDeps,
  organizationIn,
  organizationName,
} from './service.ts';
export { organizationKeyedMirrors, organizationMirrors } from './mirror.store.ts';
