import type { Item } from '#/core/populations/index.ts';
import { among } from '#/checks/scope.ts';

type Kind = NonNullable<Item<'training'>['kind']>;
const SECURITY: ReadonlySet<Kind> = new Set(['security-awareness']);

export const isSecurityTraining = (kind: Kind | undefined): boolean | undefined => among(kind, SECURITY);
