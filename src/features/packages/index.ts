export { type Created, createPackage, type PackagesDeps } from './service.ts';
