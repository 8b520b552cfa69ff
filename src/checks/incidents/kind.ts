import { among, type Otherwise } from '#/checks/scope.ts';

type Kind = 'security' | 'availability' | 'privacy' | 'other';

/** The statement is about security incidents; one that touched personal data is always one. */
export const isSecurity = (kind: Kind | undefined): boolean | undefined =>
  among<Kind>(kind, new Set(['security', 'privacy']));

export const NOT_SECURITY: Otherwise = {
  no: 'it touched neither security nor personal data',
  unsaid: 'the source does not say whether it was a security incident',
};
