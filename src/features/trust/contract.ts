import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';
import { TrustContent } from './content.contract.ts';

/** Something that stands in the way of publishing, and what to do about it. */
const Problem = z.strictObject({
  /** A place in the content, such as `faq.3.answer`. */
  where: z.string(),
  found: z.string(),
  because: z.string(),
  instead: z.string(),
});

const Status = z.strictObject({
  stage: z.enum(['none', 'preparing', 'observing', 'observed', 'fieldwork', 'report', 'ageing']),
  lead: z.string(),
  details: z.array(z.string()),
  short: z.string(),
});

const Control = z.strictObject({
  id: z.string(),
  title: z.string(),
  theme: z.string(),
  state: z.enum(['shown', 'design', 'nothing occurred', 'relies', 'not started', 'adopted', 'not shown', 'retired']),
  /** As the page says it. */
  says: z.string(),
});

const Published = z.strictObject({ edition: z.number(), at: z.number(), person: z.string(), position: z.number() });

export const trustContract = {
  status: endpoint({
    method: 'GET',
    path: '/trust',
    summary:
      'The trust center: what its status sentence says today, whether it is published, and what stands in the way.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Where the page is, once it is published. */
      address: z.string(),
      status: Status,
      /** Null: nothing is published. */
      published: Published.nullable(),
      draft: z.strictObject({
        revision: z.number(),
        /** Null: nobody saved one, and it is what is proposed. */
        saved: z.number().nullable(),
        person: z.string().nullable(),
        /** It says something else than what is published. */
        differs: z.boolean(),
      }),
      controls: z.array(Control),
      problems: z.array(Problem),
    }),
    errors: [],
  }),
  place: endpoint({
    method: 'GET',
    path: '/trust/place',
    summary:
      'Where the public page is, and whether there is one: all that a line on the first page of the console says.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({ address: z.string(), published: z.boolean() }),
    errors: [],
  }),
  draft: endpoint({
    method: 'GET',
    path: '/trust/draft',
    summary:
      'What the trust center will say when it is published next. Until somebody saves one it is proposed from the programme.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      content: TrustContent,
      revision: z.number(),
      problems: z.array(Problem),
      /** Questions that reviewers often ask, and that have no answer in it. */
      unanswered: z.array(
        z.strictObject({
          topic: z.string(),
          question: z.string(),
          controls: z.array(z.string()),
          proposed: z.string(),
        }),
      ),
    }),
    errors: [],
  }),
  controls: endpoint({
    method: 'GET',
    path: '/trust/controls',
    summary: 'Every adopted control as the page would show it, to choose from.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({ controls: z.array(Control) }),
    errors: [],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/trust/draft',
    summary: 'Saves the draft. Nobody outside sees it until it is published.',
    permission: 'trust:write',
    input: z.strictObject({
      /** The revision that was read, so that nobody overwrites what they did not see. */
      revision: z.int().min(0),
      content: TrustContent,
    }),
    output: z.strictObject({ revision: z.number(), problems: z.array(Problem) }),
    errors: ['input_invalid', 'trust_changed'],
  }),
  preview: endpoint({
    method: 'GET',
    path: '/trust/preview',
    summary: 'The page as the draft would make it, as HTML.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({ html: z.string(), style: z.string() }),
    errors: [],
  }),
  publish: endpoint({
    method: 'POST',
    path: '/trust/publish',
    summary: 'Publishes the draft, sealed with who did. Text that claims more than the programme proves is refused.',
    permission: 'trust:write',
    input: z.strictObject({ revision: z.int().min(0) }),
    output: z.strictObject({ edition: z.number(), position: z.number(), address: z.string() }),
    errors: ['trust_claims', 'trust_changed', 'trust_domain_taken'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/trust/withdraw',
    summary: 'Takes the trust center down, with the reason. The draft and the history stay.',
    permission: 'trust:write',
    input: z.strictObject({ reason: z.string().trim().min(5).max(2_000) }),
    output: z.strictObject({ position: z.number() }),
    errors: ['trust_unpublished', 'input_invalid'],
  }),
  history: endpoint({
    method: 'GET',
    path: '/trust/history',
    summary: 'Who published what, and who took it down, newest first.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      history: z.array(
        z.strictObject({
          what: z.enum(['published', 'withdrawn']),
          edition: z.number().nullable(),
          at: z.number(),
          person: z.string(),
          position: z.number(),
          reason: z.string(),
          /** Parts that say something else than in the edition before. */
          changed: z.array(z.string()),
        }),
      ),
    }),
    errors: [],
  }),
  edition: endpoint({
    method: 'GET',
    path: '/trust/history/{position}',
    summary: 'What an edition said.',
    permission: 'trust:read',
    input: z.strictObject({ position: z.coerce.number().int().min(0) }),
    output: z.strictObject({ content: TrustContent }),
    errors: ['not_found'],
  }),
  domain: endpoint({
    method: 'GET',
    path: '/trust/domain',
    summary: 'Looks up whether the domain of the draft points to this installation.',
    permission: 'trust:write',
    input: z.strictObject({}),
    output: z.strictObject({
      domain: z.string(),
      pointsHere: z.enum(['yes', 'no', 'unknown']),
      /** Addresses that the domain has now, and those that it should have. */
      found: z.array(z.string()),
      expected: z.array(z.string()),
      host: z.string(),
      says: z.string(),
    }),
    errors: ['input_invalid'],
  }),
  export: endpoint({
    method: 'GET',
    path: '/trust/export',
    summary: 'The published page as files to put elsewhere. They say after which day they are out of date.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: z.string(),
      /** The last day on which the copy may be relied on. */
      until: z.string(),
      files: z.array(z.strictObject({ name: z.string(), media: z.string(), text: z.string() })),
    }),
    errors: ['trust_unpublished'],
  }),
};
