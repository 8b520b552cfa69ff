export type { AnalyticsDeps } from './ground.ts';
export { PAGE } from './looks.ts';
export { searchWords } from './search-words.ts';
export { analytics, forgetOldCounts, noteCounts, type Noted } from './service.ts';
export { summarize } from './summary.service.ts';
