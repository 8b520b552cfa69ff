import type { Instant } from '#/core/time/instant.ts';
import type { DocumentVersion } from '#/features/documents/index.ts';
import type { FirmAddress } from './firm-account.contract.ts';
import { ReportFacts } from './facts.contract.ts';

export type { ReportFacts };

/** What was recorded before facts had a member has that as unsaid. */
export const factsIn = ({ facts }: { readonly facts: unknown }): ReportFacts => ReportFacts.parse(facts);

/** The facts of a report, as somebody recorded them. */
export interface Recorded {
  readonly document: string;
  readonly version: number;
  /** The SHA-256 of the file that they were read from. */
  readonly original: string;
  readonly facts: ReportFacts;
  readonly person: string;
  readonly position: number;
  readonly received: Instant;
}

/** What somebody decided of them. */
export interface Decided {
  readonly document: string;
  readonly version: number;
  readonly decision: 'confirmed' | 'withdrawn';
  readonly reason: string;
  readonly person: string;
  readonly position: number;
  readonly received: Instant;
}

/** The firm's own account said which file it issued. */
export interface SealedByFirm {
  readonly engagement: string;
  readonly sha256: string;
  readonly person: string;
  readonly firm: string;
  readonly address: FirmAddress;
  readonly position: number;
  readonly received: Instant;
}

export interface Report {
  readonly document: string;
  readonly recorded: readonly Recorded[];
  readonly decided: readonly Decided[];
  readonly latest: Recorded;
  /** The facts that a second person confirmed and nobody withdrew, with that confirmation; null: there are none. */
  readonly inForce: { readonly recorded: Recorded; readonly confirmed: Decided } | null;
  /** Of the latest ones. */
  readonly state: 'waiting' | 'confirmed' | 'withdrawn';
}

/** A document that is a SOC 2 report, and what is recorded of it. */
export interface ReportDocument {
  readonly version: DocumentVersion;
  readonly report: Report | undefined;
}

/** Puts together what the log has of one report, oldest first. Undefined where nothing was recorded. */
export function reportOf(recorded: readonly Recorded[], decided: readonly Decided[]): Report | undefined {
  const latest = recorded.at(-1);
  if (latest === undefined) return undefined;
  const withdrawn = decided.findLast(({ decision }) => decision === 'withdrawn')?.position ?? -1;
  const confirmed = decided.findLast(({ decision, position }) => decision === 'confirmed' && position > withdrawn);
  const of = recorded.find(({ version }) => version === confirmed?.version);
  const inForce = confirmed === undefined || of === undefined ? null : { recorded: of, confirmed };
  const state =
    inForce?.recorded.version === latest.version ? 'confirmed' : latest.position < withdrawn ? 'withdrawn' : 'waiting';
  return { document: latest.document, recorded, decided, latest, inForce, state };
}

/** Two names of one person: a second person is another one. */
export const isSamePerson = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();
