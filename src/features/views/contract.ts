import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

const LONGEST_PAGE = 400;
const LONGEST_NAME = 60;
const LONGEST_SEARCH = 2_000;

/** A page of the console, by its path. */
const Page = z
  .string()
  .max(LONGEST_PAGE)
  .regex(/^\/(?!\/)/, 'a page begins with one slash');
const Name = z.string().trim().min(1).max(LONGEST_NAME);

/** How somebody looks at a page of the console, kept under a name: theirs alone. */
export const viewsContract = {
  list: endpoint({
    method: 'GET',
    path: '/views',
    summary: 'The views that the caller saved of a page of the console, by name.',
    permission: 'views:read',
    input: z.strictObject({ page: Page }),
    output: z.strictObject({ views: z.array(z.strictObject({ name: Name, search: z.string(), saved: z.number() })) }),
    errors: [],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/views',
    summary: 'Saves how the caller looks at a page; under a name that there is already, instead of what was there.',
    permission: 'views:write',
    own: true,
    input: z.strictObject({
      page: Page,
      name: Name,
      /** The words of the address, as JSON: filters, order, columns. The console reads it, nobody else. */
      search: z.string().max(LONGEST_SEARCH),
    }),
    output: z.strictObject({ name: Name }),
    errors: ['input_invalid'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/views',
    summary: 'Forgets a view that the caller saved.',
    permission: 'views:write',
    own: true,
    input: z.strictObject({ page: Page, name: Name }),
    output: z.strictObject({ name: Name }),
    errors: ['not_found'],
  }),
};
