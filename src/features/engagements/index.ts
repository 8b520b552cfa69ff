export { criteriaIn, daysOf, type Engagement, endOf, windowIn, zoneIn } from './definition.ts';
export { engagements, type EngagementsDeps, engagementWithId, type Opened, openedEngagements } from './service.ts';
export { engagementsMirrors } from './mirror.store.ts';
