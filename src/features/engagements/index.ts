export { criteriaIn, daysOf, type Engagement, windowIn, zoneIn } from './definition.ts';
export {
  engagements,
  type EngagementsDeps,
  engagementWithId,
  type Opened,
  openedEngagements,
  shownBefore,
} from './service.ts';
export { engagementsOf, isReached, type Reach, reachOf } from './reach.service.ts';
export { engagementsMirrors } from './mirror.store.ts';
