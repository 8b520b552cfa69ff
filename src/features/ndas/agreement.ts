/** An agreement, as far as it counts. */
export interface Agreed {
  readonly how: 'signed' | 'elsewhere';
  readonly version: number;
  readonly ended: boolean;
}

/** One version of the text, as far as it matters to who signed. */
export interface TextVersion {
  readonly version: number;
  readonly material: boolean;
}

/**
 * How an agreement stands: what was signed here holds until the text changed materially; what was signed elsewhere does
 * not depend on our text.
 */
export function standingOf(
  { how, version, ended }: Agreed,
  lastMaterial: number,
): 'in force' | 'to be signed again' | 'ended' {
  if (ended) return 'ended';
  return how === 'elsewhere' || version >= lastMaterial ? 'in force' : 'to be signed again';
}

/** The version from which on a signature counts. */
export const lastMaterialOf = (texts: readonly TextVersion[]): number =>
  Math.max(0, ...texts.filter(({ material }) => material).map(({ version }) => version));
