export { issuedReports } from './issued.service.ts';
export { reportsMirrors } from './mirror.store.ts';
export { reports, type ReportsDeps } from './service.ts';
