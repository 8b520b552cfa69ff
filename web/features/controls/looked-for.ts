import { STANDS, type Stands } from '#/core/status/stands.ts';
import type { Standing } from './shapes.ts';

/** What is looked for among controls, as the address has it. */
export interface Search {
  /** A status, or how they stand whichever status they have. */
  readonly status?: string | undefined;
  readonly criterion?: string | undefined;
  readonly series?: string | undefined;
  readonly find?: string | undefined;
  readonly view?: string | undefined;
  /** "nobody": those that nobody owns. */
  readonly owner?: string | undefined;
  /** Those of one function. */
  readonly function?: string | undefined;
}

/** As the address says it of those that nobody owns. */
export const OWNED_BY_NOBODY = 'nobody';

/** Does a control have the status that is looked for, or stand so? */
export function standsSo({ id, status }: Pick<Standing, 'id' | 'status'>, wanted: string | undefined, stands: Stands) {
  const stand = STANDS.find((each) => each === wanted);
  if (stand !== undefined) return stands[stand].has(id);
  return wanted === undefined || wanted === status;
}

/** Does it fit everything else that is looked for? */
export function fits(
  { criteria, title, id, owner, ownerFunction }: Standing,
  { criterion, series, find = '', owner: whose, function: wanted }: Search,
): boolean {
  if (whose === OWNED_BY_NOBODY && owner !== null) return false;
  if (wanted !== undefined && ownerFunction !== wanted) return false;
  if (criterion !== undefined && !criteria.includes(criterion)) return false;
  if (series !== undefined && !criteria.some((each) => each.startsWith(`${series}.`))) return false;
  return `${title} ${id} ${criteria.join(' ')} ${owner ?? ''}`.toLowerCase().includes(find.toLowerCase());
}
