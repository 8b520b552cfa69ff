export { domainOf, renewProvider, sso, type SsoDeps } from './service.ts';
export { beginWithCompany, finishWithCompany, postedBySaml, type SignInDeps } from './sign-in.service.ts';
