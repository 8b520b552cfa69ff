import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { EarlierScopes } from '#/contract/earlier-scopes.ts';
import { Promised } from '#/contract/promised.ts';
import { endpoint } from '#/contract/endpoint.ts';

export const EngagementId = Slug.max(60);

const Category = z.enum(['security', 'availability', 'processing-integrity', 'confidentiality', 'privacy']);

const Subservice = z.strictObject({
  name: z.string(),
  service: z.string(),
  method: z.enum(['carve-out', 'inclusive']),
  controls: z.array(z.string()),
  expected: z.array(z.string()).default([]),
});

/** What a customer must do, and the criteria that it serves. */
const UserEntityControl = z.strictObject({ text: z.string(), criteria: z.array(z.string()).default([]) });

const Shown = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(['type-1', 'type-2']),
  first: z.string(),
  last: z.string(),
  zone: z.string(),
  categories: z.array(Category),
  subservice: z.array(
    z.strictObject({
      name: z.string(),
      service: z.string(),
      method: z.string(),
      controls: z.array(z.string()),
      expected: z.array(z.string()),
    }),
  ),
  notRelevant: z.record(z.string(), z.string()),
  /** What belongs to the system, by part: products, infrastructure, software, people, procedures, data, locations. */
  boundary: z.record(z.string(), z.array(z.string())),
  promises: z.array(z.string()),
  cuecs: z.array(UserEntityControl),
  /** When the log took it: the day on which the window was opened. */
  opened: z.number(),
  changed: z.number(),
  before: EarlierScopes,
  position: z.number(),
});

export const engagementsContract = {
  list: endpoint({
    method: 'GET',
    path: '/engagements',
    summary: 'The examinations that the company plans or is in.',
    permission: 'engagements:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({ engagements: z.array(Shown) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/engagements',
    summary: 'Opens an examination: its type, its days and its categories.',
    permission: 'engagements:write',
    settles: true,
    input: z.strictObject({
      id: EngagementId,
      /** Without one it is called by its days. */
      name: z.string().min(1).max(200).optional(),
      type: z.enum(['type-1', 'type-2']),
      first: z.iso.date().optional(),
      last: z.iso.date(),
      zone: z.string().optional(),
      categories: z.array(Category).default(['security']),
      notRelevant: z.record(z.string(), z.string()).default({}),
      boundary: z.record(z.string(), z.array(z.string())).default({}),
      subservice: z.array(Subservice).default([]),
      promises: z.array(Promised).default([]),
      cuecs: z.array(UserEntityControl).default([]),
    }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['engagement_exists', 'input_invalid'],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/engagements/{id}',
    summary: 'Changes an examination; the change is sealed beside what it was.',
    permission: 'engagements:write',
    settles: true,
    input: z.strictObject({
      id: EngagementId,
      name: z.string().min(1).max(200).optional(),
      first: z.iso.date().optional(),
      last: z.iso.date().optional(),
      categories: z.array(Category).optional(),
      notRelevant: z.record(z.string(), z.string()).optional(),
      boundary: z.record(z.string(), z.array(z.string())).optional(),
      subservice: z.array(Subservice).optional(),
      promises: z.array(Promised).optional(),
      cuecs: z.array(UserEntityControl).optional(),
    }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
};
