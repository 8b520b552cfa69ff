export type { DocumentShown, TrustFacts } from './facts.ts';
export type { TrustDeps } from './facts.service.ts';
export { trustMirrors } from './mirror.store.ts';
export { publishedFacts, trustPlaces } from './pages.service.ts';
export { filesOf, type TrustFile } from './render/files.ts';
export { pageOf } from './render/page.ts';
export { trust } from './service.ts';
export type { IssuedReport } from './standing.ts';
export type { TrustPlace } from './store.ts';
