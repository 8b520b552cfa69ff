import type { RouteBeside } from '#/contract/openapi.ts';
import { ACTION_WORDS } from '#/contract/parameter-words.ts';
import { ACTION_FORMATS } from '#/features/identity/index.ts';
import { BASE, OPEN_ROUTES } from '#/platform/auth/routes.ts';
import { AUDIT_LOG } from './audit-log.ts';
import { EVENTS } from './events.ts';
import { SCIM_ROUTES } from './scim-routes.ts';
import { PREVIEW } from './trust/routes.ts';

const text = (name: keyof typeof ACTION_WORDS) => ({ doc: ACTION_WORDS[name], schema: { type: 'string' } }) as const;
const instant = (name: keyof typeof ACTION_WORDS) =>
  ({ doc: ACTION_WORDS[name], schema: { type: 'integer' } }) as const;

/** What answers with no JSON, and so is no endpoint of the contract. */
const OWN: readonly RouteBeside[] = [
  {
    noun: 'identity',
    method: 'GET',
    path: AUDIT_LOG,
    summary: 'The audit log as a file, filtered as its list is, the newest first.',
    description: 'Needs the permission `identity:read`. Who asked for it stands in the audit log.',
    security: 'member',
    query: {
      format: {
        doc: 'One object a line, or a table.',
        schema: { type: 'string', enum: [...ACTION_FORMATS] },
        required: true,
      },
      person: text('person'),
      name: text('name'),
      outcome: text('outcome'),
      text: text('text'),
      from: instant('from'),
      to: instant('to'),
    },
    inLinks: true,
  },
  {
    noun: 'jobs',
    method: 'GET',
    path: EVENTS,
    summary:
      'Background work as it changes: server-sent events named `job`. A stream ends after five minutes; open the next with the header `Last-Event-ID`, as browsers do.',
    description: 'Needs the permission `jobs:read`.',
    security: 'member',
  },
  {
    noun: 'trust',
    method: 'GET',
    path: PREVIEW,
    summary: 'The page as the draft would make it, for a browser to open.',
    description: 'Needs the permission `trust:read`.',
    security: 'member',
    inLinks: true,
  },
];

/** Routes of others that are open, for the description of the API. */
export const ROUTES_BESIDE: readonly RouteBeside[] = [
  ...OWN,
  ...OPEN_ROUTES.map(({ method, path, summary, isDoor }) => ({
    noun: 'auth' as const,
    method,
    path: BASE + path,
    summary,
    description: isDoor ? 'Anybody may ask.' : 'Whoever is signed in may ask, about their own account.',
    security: isDoor ? null : ('session' as const),
  })),
  ...SCIM_ROUTES.map((route) => ({
    noun: 'scim' as const,
    ...route,
    description: 'Needs the token of a directory.',
    security: 'directory' as const,
  })),
];
