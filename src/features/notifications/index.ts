export { forgetOldNotices, notifications } from './service.ts';
