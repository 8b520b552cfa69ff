export { statusSource } from './status-source.service.ts';
export { type Created, createPackage, type PackagesDeps } from './service.ts';
