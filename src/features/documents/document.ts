import type { Instant } from '#/core/time/instant.ts';

export type Level = 'public' | 'request' | 'nda';
export type DocumentKind =
  | 'soc2-report'
  | 'soc3-report'
  | 'bridge-letter'
  | 'penetration-test'
  | 'policy'
  | 'questionnaire'
  | 'insurance'
  | 'diagram'
  | 'certificate'
  | 'other';

export interface DocumentFile {
  readonly artifact: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly pages: number;
  readonly signed: boolean;
}

/** What was said of a document, as it is sealed. */
export interface Definition {
  readonly v: 1;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly level: Level;
  readonly first: string | null;
  readonly last: string | null;
  readonly validUntil: string | null;
  readonly file: DocumentFile;
  /** Why it is given to nobody any more; null: it is given. */
  readonly retired: string | null;
}

/** One version of a document. */
export interface DocumentVersion {
  readonly id: string;
  readonly definition: Definition;
  readonly person: string;
  readonly position: number;
  readonly received: Instant;
}

/** `today` is a day of the organization. */
export function stateOf({ retired, validUntil }: Definition, today: string): 'given' | 'ended' | 'retired' {
  if (retired !== null) return 'retired';
  return validUntil !== null && validUntil < today ? 'ended' : 'given';
}

/** Why a document cannot be as it is said; null: it can. */
export function faultOf({ kind, level, first, last }: Definition): 'restricted' | 'days' | null {
  if (kind === 'soc2-report' && level === 'public') return 'restricted';
  return (first === null) !== (last === null) || (first ?? '') > (last ?? '') ? 'days' : null;
}
