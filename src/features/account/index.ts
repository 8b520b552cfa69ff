export { account, type AccountDeps, CONFIRMED_FOR } from './service.ts';
