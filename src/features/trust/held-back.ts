import { type ClaimGround, claimsIn } from './claims.ts';
import type { TrustContent } from './content.contract.ts';
import { inWords } from './days.ts';
import { textsOf } from './problems.ts';
import type { Day } from '#/core/time/zone.ts';

/**
 * A content that was published as it is shown now: a text that spoke of a report, or of its opinion, does so no longer
 * once nothing that is recorded bears it out, and says that instead.
 */
export function heldBack(content: TrustContent, ground: ClaimGround, today: Day): TrustContent {
  const isBorneOut = (text: string): boolean =>
    claimsIn('', text, ground).length <= claimsIn('', text, { hasReport: true, isUnqualified: true }).length;
  const gone = textsOf(content).filter(([, text]) => !isBorneOut(text));
  if (gone.length === 0) return content;
  const held = structuredClone(content);
  for (const [where] of gone) put(held, where.split('.'), `Not shown as of ${inWords(today)}: no record bears it out.`);
  return held;
}

/** Puts a text in its place. */
function put(into: unknown, [name = '', ...rest]: readonly string[], text: string): void {
  const parent = into as Record<string, unknown>;
  if (rest.length === 0) parent[name] = text;
  else put(parent[name], rest, text);
}
