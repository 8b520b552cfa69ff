export { searchWords } from './search-words.ts';
export {
  analytics,
  type AnalyticsDeps,
  forgetOldCounts,
  noteCounts,
  type Noted,
  openSearches,
  PAGE,
} from './service.ts';
