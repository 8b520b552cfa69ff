export { ask, askable, askMore } from './ask.service.ts';
export { forgetOldVisits, remindOfEnds, sealViews } from './daily.service.ts';
export { enter, isOpenLink, leave, sendLink, SESSION, visitorOf } from './enter.service.ts';
export { forgetVisitor } from './forget.service.ts';
export { staleVisitors } from './forget.store.ts';
export { endingGrants } from './grant.store.ts';
export { type Genuine, genuineFile, genuineGrant } from './genuine.service.ts';
export type { GrantsDeps } from './ground.service.ts';
export { grantsMirrors } from './mirror.store.ts';
export { documentsKnown } from './named.service.ts';
export type { OtherStanding } from './others.service.ts';
export { mustBeOpen, readDocument, readPublic } from './read.service.ts';
export { askedBetween, readingsBetween, timesSince, waitingSince } from './readings.store.ts';
export { keepReview, type OpenFacts, type ReadReport, readReport, reviewRecord } from './report.service.ts';
export { requestRows } from './request.store.ts';
export {
  agreementOf,
  agreementText,
  agreementWords,
  type OnShelf,
  type Room,
  roomOf,
  sendOn,
  sign,
} from './room.service.ts';
export { grants } from './service.ts';
export { usedAmong } from './spent.store.ts';
export { type Visitor, visitorWithEmail } from './visitor.store.ts';
