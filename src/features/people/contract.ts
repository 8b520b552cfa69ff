import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { HANDLE } from '#/core/actor.ts';

export const HandleText = z
  .string()
  .max(500)
  .regex(HANDLE, 'not a handle: it reads <scheme>:<name>, such as github:ada');

/** Whose a handle is: an employee, a machine, or again nobody's. */
const Meaning = z.union([
  z.string().regex(/^employee:.+$/, 'an employee reads employee:<number>'),
  z.literal('bot'),
  z.null(),
]);

const Alias = z.strictObject({ handle: z.string(), is: Meaning, position: z.number(), person: z.string() });

export const peopleContract = {
  aliases: endpoint({
    method: 'GET',
    path: '/people/aliases',
    summary: 'Handles that somebody declared to be a person’s, or a machine’s.',
    permission: 'people:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({ aliases: z.array(Alias) }),
    errors: [],
  }),
  declare: endpoint({
    method: 'POST',
    path: '/people/aliases',
    summary:
      'Declares whose handles are. Nothing is guessed: what is not declared, and is no employee id or e-mail address of one, stays unresolved.',
    permission: 'people:write',
    settles: true,
    input: z.strictObject({
      aliases: z
        .array(z.strictObject({ handle: HandleText, is: Meaning }))
        .min(1)
        .max(10_000),
    }),
    output: z.strictObject({ declared: z.number(), position: z.number() }),
    errors: ['person_unknown', 'handle_own'],
  }),
  unresolved: endpoint({
    method: 'GET',
    path: '/people/unresolved',
    summary: 'Handles in the records that are nobody’s, and how often they appear.',
    permission: 'people:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({
      /** `times`: so often the records of a population name it, over all their versions. */
      handles: z.array(z.strictObject({ handle: z.string(), population: z.string(), times: z.number() })),
    }),
    errors: [],
  }),
};
