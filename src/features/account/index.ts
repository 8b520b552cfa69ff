export { sendAccountMail } from './mail.service.ts';
export { account, type AccountDeps } from './service.ts';
