export { type Gap, gapsOf, type Ranked } from './gaps.ts';
export { compareKept } from './compare-kept.service.ts';
export { type Ground } from './facts.service.ts';
export { toldOf } from './held.service.ts';
export { Anew } from './keeping.ts';
export { findingsIn, readiness, type RuleFinding, viewOf } from './service.ts';
export { judgeAnew, workOutLists } from './judging.service.ts';
export { type ReadinessDeps, shownCriteria, standing, type Standing } from './standing.service.ts';
export { rankedOf, shownStatus } from './view.ts';
