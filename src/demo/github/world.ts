import type { Instant } from '#/core/time/instant.ts';

/** A review, a check or a commit of a pull request, as far as GitHub tells it. */
export interface DemoReview {
  readonly login: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly at: Instant;
  readonly revision: string;
}

export interface DemoCheck {
  readonly name: string;
  readonly status: 'completed' | 'in_progress';
  readonly conclusion: 'success' | 'failure' | 'skipped' | 'neutral' | 'stale' | null;
}

/** A pull request that was merged by squashing: one commit on the default branch. */
export interface DemoPull {
  readonly kind: 'pull';
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly mergedBy: string;
  readonly opened: Instant;
  readonly at: Instant;
  readonly head: string;
  readonly revision: string;
  readonly labels: readonly string[];
  readonly reviews: readonly DemoReview[];
  readonly checks: readonly DemoCheck[];
}

/** A commit that was pushed to the default branch as it is. */
export interface DemoPush {
  readonly kind: 'push';
  readonly repository: string;
  readonly title: string;
  readonly author: string;
  readonly at: Instant;
  readonly revision: string;
  readonly checks: readonly DemoCheck[];
}

export type DemoArrival = DemoPull | DemoPush;

/** `free`: reviews are asked for, and administrators may pass by. */
export type DemoProtection = 'reviewed' | 'free' | 'none' | 'not told';

export interface DemoRepository {
  /** Owner and name. */
  readonly name: string;
  readonly archived: boolean;
  readonly protection: (at: Instant) => DemoProtection;
  /** The first commit, from before the story. */
  readonly root: { readonly revision: string; readonly at: Instant };
  /** In the order in which they arrived. */
  readonly arrivals: readonly DemoArrival[];
  readonly alerts: readonly DemoAlert[];
}

export interface DemoAlert {
  readonly number: number;
  readonly package: string;
  readonly advisory: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly at: Instant;
  readonly fixed: Instant | null;
}

export interface DemoMember {
  readonly login: string;
  readonly owner: boolean;
  readonly outside: boolean;
  readonly from: Instant;
  readonly to: Instant;
}

/** Everything that the company's GitHub would tell, at any instant of the story. */
export interface GithubWorld {
  readonly organization: string;
  readonly repositories: readonly DemoRepository[];
  readonly members: readonly DemoMember[];
  /** When somebody, or a schedule, has it read. */
  readonly looks: readonly Instant[];
  readonly settings: { readonly [name: string]: string | readonly string[] };
}
