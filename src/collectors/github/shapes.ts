import { z } from 'zod';
import type { Handle } from '#/core/actor.ts';
import { formatInstant, parseInstant } from '#/core/time/instant.ts';
import { githubHandle } from '#/collectors/identity.ts';
import { FullName } from './settings.ts';

/** A date as GitHub writes it, in the one form that records use. */
const Time = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'not a date')
  .transform((text) => formatInstant(parseInstant(text) ?? Number.NaN));

/** None for an account that was deleted. */
const User = z.object({ login: z.string().min(1), type: z.string().optional() }).nullish();
export type User = z.output<typeof User>;

export const Repository = z.object({
  full_name: FullName,
  html_url: z.string().min(1).optional(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
  archived: z.boolean().optional(),
  default_branch: z.string().min(1).nullish(),
});
export type Repository = z.output<typeof Repository>;

export const Protection = z.object({
  required_pull_request_reviews: z
    .object({
      required_approving_review_count: z.int().min(0).optional(),
      dismiss_stale_reviews: z.boolean().optional(),
    })
    .nullish(),
  required_status_checks: z
    .object({ contexts: z.array(z.unknown()).optional(), checks: z.array(z.unknown()).optional() })
    .nullish(),
  enforce_admins: z.object({ enabled: z.boolean() }).nullish(),
});
export type Protection = z.output<typeof Protection>;

export const Rule = z.object({
  type: z.string(),
  ruleset_id: z.int().optional(),
  parameters: z
    .object({
      required_approving_review_count: z.int().min(0).optional(),
      dismiss_stale_reviews_on_push: z.boolean().optional(),
      required_status_checks: z.array(z.unknown()).optional(),
    })
    .nullish(),
});
export type Rule = z.output<typeof Rule>;

export const Ruleset = z.object({ id: z.int(), bypass_actors: z.array(z.unknown()).optional() });

/** Larger ones would make the set of those that were read too large. */
const HIGHEST_NUMBER = 10_000_000;

/** What a list of pull requests tells before anything else is read. */
export const Listed = z.object({
  number: z.int().positive().max(HIGHEST_NUMBER),
  updated_at: Time,
  merged_at: Time.nullish(),
  base: z.object({ ref: z.string() }),
});

export const Pull = Listed.extend({
  title: z.string(),
  html_url: z.string().min(1).optional(),
  body: z.string().nullish(),
  user: User,
  labels: z.array(z.object({ name: z.string() })).optional(),
  created_at: Time,
  merge_commit_sha: z.string().min(1).nullish(),
  head: z.object({ ref: z.string(), sha: z.string().min(1) }),
  merged_by: User,
  commits: z.int().optional(),
});
export type Pull = z.output<typeof Pull>;

export const Review = z.object({
  user: User,
  state: z.string(),
  submitted_at: Time.nullish(),
  commit_id: z.string().min(1).nullish(),
});
export type Review = z.output<typeof Review>;

const Signature = z.object({ name: z.string().nullish(), email: z.string().nullish(), date: Time.nullish() }).nullish();

/** An empty object stands for somebody who is not on GitHub. */
const Author = z.union([User, z.object({}).transform(() => null)]);

/** Where a commit stands in the history. */
export const Linked = z.object({ sha: z.string().min(1), parents: z.array(z.object({ sha: z.string() })) });

export const Commit = Linked.extend({
  html_url: z.string().min(1).optional(),
  commit: z.object({ message: z.string(), author: Signature, committer: Signature }),
  author: Author,
  committer: Author,
});
export type Commit = z.output<typeof Commit>;
export type Signature = z.output<typeof Signature>;

export const CheckRun = z.object({
  name: z.string().min(1),
  status: z.string(),
  conclusion: z.string().nullish(),
  completed_at: Time.nullish(),
});
export type CheckRun = z.output<typeof CheckRun>;

export const Status = z.object({ context: z.string().min(1), state: z.string(), updated_at: Time.nullish() });
export type Status = z.output<typeof Status>;

export const Member = z.object({ login: z.string().min(1), type: z.string().optional() });
export type Member = z.output<typeof Member>;

export const Alert = z.object({
  number: z.int().positive(),
  state: z.string(),
  dependency: z
    .object({
      package: z.object({ ecosystem: z.string(), name: z.string() }).optional(),
      manifest_path: z.string().optional(),
    })
    .optional(),
  security_advisory: z
    .object({
      ghsa_id: z.string().min(1),
      cve_id: z.string().min(1).nullish(),
      summary: z.string().optional(),
      severity: z.string().optional(),
    })
    .optional(),
  security_vulnerability: z
    .object({
      severity: z.string().optional(),
      first_patched_version: z.object({ identifier: z.string().min(1) }).nullish(),
    })
    .optional(),
  created_at: Time,
  fixed_at: Time.nullish(),
  dismissed_at: Time.nullish(),
  dismissed_by: User,
  dismissed_reason: z.string().nullish(),
  auto_dismissed_at: Time.nullish(),
});
export type Alert = z.output<typeof Alert>;

export const Comparison = z.object({ status: z.string(), merge_base_commit: z.object({ sha: z.string() }) });
export const Branch = z.object({ commit: z.object({ sha: z.string().min(1) }) });
export const SearchCount = z.object({ total_count: z.int().min(0), incomplete_results: z.boolean() });

/** Nobody when the account is gone. */
export const handleOf = (user: User): Handle | undefined =>
  user === null || user === undefined ? undefined : githubHandle(user.login, user.type === 'Bot');
