export { criteriaIn, daysOf, type Engagement, windowIn, zoneIn } from './definition.ts';
export { type Opened, openedAs, type SealedEngagement, shownEngagement } from './opened.ts';
export { engagements, type EngagementsDeps, engagementWithId, openedEngagements } from './service.ts';
export { engagementsOf, isReached, type Reach, reachOf } from './reach.service.ts';
export { engagementsMirrors } from './mirror.store.ts';
