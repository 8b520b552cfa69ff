export { sendAccountMail } from './mail.service.ts';
export { account, type AccountDeps, CONFIRMED_FOR } from './service.ts';
