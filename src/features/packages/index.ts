export { forgetPackages } from './kept.service.ts';
export { packageRules } from './rules.service.ts';
export { type Created, createPackage, type PackagesDeps } from './service.ts';
