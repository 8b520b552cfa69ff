/**
 * How controls stand, apart from their statuses: `open`, what stands between here and ready; `begun`, what of that has
 * begun, and `unbegun`, what has not; `unasked`, of which nothing is asked now although nothing shows it clean.
 */
export const STANDS = ['open', 'begun', 'unbegun', 'unasked'] as const;
export type Stand = (typeof STANDS)[number];
export type Stands = Readonly<Record<Stand, ReadonlySet<string>>>;

interface Control {
  readonly id: string;
  readonly status: string;
}
interface Gap {
  readonly control: string;
  readonly status: string;
}

/** The controls of each; a number that counts them, and the list that it leads to, are of this. */
export function standsOf(controls: readonly Control[], gaps: readonly Gap[]): Stands {
  const open = new Set(gaps.map(({ control }) => control));
  const begun = new Set(gaps.filter(hasBegun).map(({ control }) => control));
  const unasked = controls.filter(({ id, status }) => !open.has(id) && status !== 'no deviation found');
  return { open, begun, unbegun: open.difference(begun), unasked: new Set(unasked.map(({ id }) => id)) };
}

export const hasBegun = ({ status }: { readonly status: string }): boolean => status !== 'not started';
