import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

export const EngagementId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase letters and digits, with dashes between')
  .max(60);

const Category = z.enum(['security', 'availability', 'processing-integrity', 'confidentiality', 'privacy']);

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
  /** When the log took it: the day on which the window was opened. */
  opened: z.number(),
  changed: z.number(),
  position: z.number(),
});

export const engagementsContract = {
  list: endpoint({
    method: 'GET',
    path: '/engagements',
    summary: 'The examinations that the company plans or is in.',
    permission: 'engagements:read',
    input: z.strictObject({}),
    output: z.strictObject({ engagements: z.array(Shown) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/engagements',
    summary: 'Opens an examination: its type, its days and its categories.',
    permission: 'engagements:write',
    input: z.strictObject({
      id: EngagementId,
      name: z.string().min(1).max(200),
      type: z.enum(['type-1', 'type-2']),
      first: z.iso.date().optional(),
      last: z.iso.date(),
      zone: z.string().optional(),
      categories: z.array(Category).default(['security']),
      notRelevant: z.record(z.string(), z.string()).default({}),
      boundary: z.record(z.string(), z.array(z.string())).default({}),
      subservice: z
        .array(
          z.strictObject({
            name: z.string(),
            service: z.string(),
            method: z.enum(['carve-out', 'inclusive']),
            controls: z.array(z.string()),
            expected: z.array(z.string()).default([]),
          }),
        )
        .default([]),
    }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['engagement_exists', 'input_invalid'],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/engagements/{id}',
    summary: 'Changes an examination; the change is sealed beside what it was.',
    permission: 'engagements:write',
    input: z.strictObject({
      id: EngagementId,
      name: z.string().min(1).max(200).optional(),
      first: z.iso.date().optional(),
      last: z.iso.date().optional(),
      categories: z.array(Category).optional(),
      notRelevant: z.record(z.string(), z.string()).optional(),
      boundary: z.record(z.string(), z.array(z.string())).optional(),
      subservice: z
        .array(
          z.strictObject({
            name: z.string(),
            service: z.string(),
            method: z.enum(['carve-out', 'inclusive']),
            controls: z.array(z.string()),
            expected: z.array(z.string()).default([]),
          }),
        )
        .optional(),
    }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
};
