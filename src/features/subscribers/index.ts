export { forgetSubscriber } from './forget.store.ts';
export type { SubscribersDeps } from './ground.ts';
export { subscribersMirrors } from './mirror.store.ts';
export { objectionable, type Objectionable, objectTo } from './object.service.ts';
export { objectionsBetween } from './objection.store.ts';
export { subscriberCounts } from './store.ts';
export { forgetOldSubscribers, noteBounce, subscribers } from './service.ts';
export { choose, confirm, subscribe, topicsOf, wishBehind } from './subscribe.service.ts';
export { tellSubscribers } from './tell.service.ts';
