import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';

/** What a company says in a policy: one text, as it is sealed. */
export const Definition = z.strictObject({
  v: z.literal(1),
  /** The template that it began as. */
  origin: z.string().nullable(),
  title: z.string(),
  /** The person who answers for it; null until somebody does. */
  owner: z.string().nullable(),
  /** Markdown with places. */
  body: z.string(),
});
export type Definition = z.output<typeof Definition>;

/** A text as somebody wrote it. */
export interface Written {
  readonly id: string;
  readonly version: number;
  readonly definition: Definition;
  readonly person: string;
  readonly received: Instant;
  readonly position: number;
}

/** What an approval says of a version. */
export const Approved = z.strictObject({
  artifact: z.string(),
  sha256: z.string(),
  controls: z.array(z.string()),
  /** A day. */
  nextReview: z.string(),
});
export const Retired = z.strictObject({ reason: z.string() });

/** A version was approved, or the policy retired. */
export interface Decided {
  readonly id: string;
  readonly version: number;
  readonly decision: 'approved' | 'retired';
  readonly details: unknown;
  readonly person: string;
  readonly received: Instant;
  readonly position: number;
}

/** One policy, with everything that was ever written and decided of it, oldest first. */
export interface Policy {
  readonly id: string;
  readonly written: readonly Written[];
  readonly decided: readonly Decided[];
  readonly latest: Written;
  /** Whether the latest text waits for an approval. */
  readonly hasDraft: boolean;
  /** The approval that is in force. */
  readonly inForce: Decided | null;
  readonly isRetired: boolean;
}

/** Puts together what the log has of one policy. Undefined where it has nothing. */
export function policyOf(written: readonly Written[], decided: readonly Decided[]): Policy | undefined {
  const latest = written.at(-1);
  if (latest === undefined) return undefined;
  const last = decided.at(-1);
  const isRetired = last?.decision === 'retired' && last.position > latest.position;
  const approved = decided.findLast(({ decision }) => decision === 'approved');
  const retired = decided.findLast(({ decision }) => decision === 'retired');
  const inForce = approved !== undefined && approved.position > (retired?.position ?? -1) ? approved : null;
  return {
    id: latest.id,
    written,
    decided,
    latest,
    hasDraft: !isRetired && !(approved !== undefined && approved.position > latest.position),
    inForce,
    isRetired,
  };
}

/** Who wrote a version. */
export const writersOf = ({ written }: Pick<Policy, 'written'>, version: number): readonly string[] => [
  ...new Set(written.filter((each) => each.version === version).map(({ person }) => person)),
];

/** The version that a text which is written now belongs to: that of the draft that waits, or a new one. */
export const nextVersion = ({ latest, hasDraft }: Policy): number => (hasDraft ? latest.version : latest.version + 1);

/**
 * Throws unless this person may approve the latest text: somebody who did not write it, or its owner. A policy without an
 * owner is nobody’s, and is approved by nobody.
 */
export function mustBeApprover({ id, latest, written }: Policy, person: string): void {
  const { owner } = latest.definition;
  if (owner === null) throw new DomainError('policy_owner', { id });
  if (writersOf({ written }, latest.version).includes(person) && person !== owner)
    throw new DomainError('policy_approver', { id, person });
}
