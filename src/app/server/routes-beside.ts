import type { RouteBeside } from '#/contract/openapi.ts';
import { BASE, OPEN_ROUTES } from '#/platform/auth/routes.ts';
import { SCIM_ROUTES } from './scim-routes.ts';

/** Routes of others that are open, for the description of the API. */
export const ROUTES_BESIDE: readonly RouteBeside[] = [
  ...OPEN_ROUTES.map(({ method, path, summary, isDoor }) => ({
    noun: 'auth',
    method,
    path: BASE + path,
    summary,
    description:
      'For browsers, from pages of this installation alone. What is sent and answered is that of Better Auth.',
    security: isDoor ? null : ('session' as const),
  })),
  ...SCIM_ROUTES.map((route) => ({
    noun: 'scim',
    ...route,
    description: 'SCIM 2.0: RFC 7643 says what is sent and answered, RFC 7644 how.',
    security: 'directory' as const,
  })),
];
