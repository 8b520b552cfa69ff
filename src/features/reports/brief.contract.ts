import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';
import { text } from '#/core/typed.ts';

const Words = text(1_500).min(10);

/** What people who sell are told about one exception, in the company's own words. */
export const BriefLine = z.strictObject({
  /** Of the exception, as the report counts them. */
  number: z.string().max(20),
  happened: Words,
  /** Why it is bounded, or that it is not. */
  bounded: Words,
  done: Words,
  say: Words,
  /** What to leave unsaid, so that it is not looked at for claims. */
  notSay: Words,
});
export type BriefLine = z.output<typeof BriefLine>;

const Brief = z.strictObject({
  document: z.string(),
  title: z.string(),
  /** `missing`: nobody wrote one. `outdated`: its exceptions are not those of the report any more. */
  state: z.enum(['missing', 'outdated', 'written']),
  /** Where the brief is sealed that can be ticked; null: there is none. */
  position: z.number().nullable(),
  person: z.string().nullable(),
  at: z.number().nullable(),
  exceptions: z.array(
    z.strictObject({
      number: z.string(),
      control: z.string(),
      nature: z.string(),
      severity: z.string(),
      response: z.string(),
      page: z.number().nullable(),
    }),
  ),
  lines: z.array(BriefLine),
});

/** What somebody reads before they give a report with exceptions to others. */
export const briefContract = {
  briefs: endpoint({
    method: 'GET',
    path: '/reports/briefs',
    summary: 'Each report that is known to hold exceptions, and the brief on each of them.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      briefs: z.array(Brief),
      /** Reports of which nobody confirmed what they say, so that nobody here can tell whether they hold exceptions. */
      unknown: z.array(z.strictObject({ document: z.string(), title: z.string() })),
    }),
    errors: [],
  }),
  writeBrief: endpoint({
    method: 'PUT',
    path: '/reports/{document}/brief',
    summary:
      'Writes what people who sell are told about each exception of a report. Text that claims too much is refused.',
    permission: 'trust:write',
    input: z.strictObject({ document: z.uuid(), lines: z.array(BriefLine).min(1).max(100) }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found', 'input_invalid', 'brief_claims'],
  }),
};
