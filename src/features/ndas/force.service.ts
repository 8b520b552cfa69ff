import type { Tx } from '#/platform/db/database.ts';
import { lastMaterialOf, standingOf } from './agreement.ts';
import { type Agreement, type NdaText, ndasOfParty, ndaTexts } from './store.ts';

/** What a party has agreed to, and what it would have to. */
export interface PartyStanding {
  /** In force; null: nothing is. */
  readonly inForce: Agreement | null;
  /** Signed here, and the text has changed materially since. */
  readonly isOutdated: boolean;
  /** What is signed now; null: the company has published no text. */
  readonly text: NdaText | null;
}

/** How a party stands with the company. */
export async function partyStanding(tx: Tx, party: string): Promise<PartyStanding> {
  const texts = await ndaTexts(tx);
  const last = lastMaterialOf(texts);
  const all = (await ndasOfParty(tx, party)).map((each) => ({
    each,
    standing: standingOf({ ...each, ended: each.ended !== null }, last),
  }));
  const inForce = all.find(({ standing }) => standing === 'in force')?.each ?? null;
  return {
    inForce,
    isOutdated: inForce === null && all.some(({ standing }) => standing === 'to be signed again'),
    text: texts[0] ?? null,
  };
}
