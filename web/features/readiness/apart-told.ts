import type { Answered } from '#web/kit/shapes.ts';
import { count, counted } from '#web/kit/when.ts';

/** How many there are; null while that is not known. */
export type ApartCount = Pick<Answered<'readiness', 'apart'>, 'count' | 'known' | 'neverRun' | 'inTurn'>;

/** How many there are, or why nobody knows. */
export function apartTold({ known, neverRun }: Pick<ApartCount, 'known' | 'neverRun'>): string {
  if (known === null) return 'not worked out yet';
  if (neverRun.length === 0) return count(known);
  const never = `${counted(neverRun.length, 'check')} never ran`;
  return known === 0 ? `not known, as ${never}` : `${count(known)} known, ${never}`;
}

/** Of all lists at once, where nothing is known of any; null: of one something is. */
export function nothingKnown(lists: readonly Pick<ApartCount, 'known' | 'neverRun'>[]): string | null {
  if (lists.some(({ known, neverRun }) => known !== 0 || neverRun.length === 0)) return null;
  const never = new Set(lists.flatMap(({ neverRun }) => neverRun)).size;
  return `not known yet, as ${counted(never, 'check')} never ran`;
}
