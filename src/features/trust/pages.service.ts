import type { Organization, Tx } from '#/platform/db/database.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { TrustContent } from './content.contract.ts';
import type { TrustFacts } from './facts.ts';
import { factsAt, type TrustDeps } from './facts.service.ts';
import { withoutClaims } from './held-back.ts';
import { matching } from './render/questions.ts';
import { claimGroundOf } from './standing.ts';
import { countEditions, placesRows, publicRow, type TrustPlace } from './store.ts';

/** No organization: what is asked is public of all of them. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Every trust center that is published on this installation, and where. */
export const trustPlaces = ({ db }: Pick<TrustDeps, 'db'>): Promise<readonly TrustPlace[]> =>
  db.transaction(NOBODY, placesRows);

/** How many answers of the published page have all of some words. */
export async function answersTo(tx: Tx): Promise<(words: string) => number> {
  const publication = await publicRow(tx);
  const faq = publication === undefined ? [] : TrustContent.parse(publication.says).faq;
  return (words) => matching(faq, words).length;
}

/** The facts behind what is published, as they stand now; null: nothing is. */
export async function publishedFacts(deps: TrustDeps, organization: Organization): Promise<TrustFacts | null> {
  const found = await deps.db.transaction(organization.org, async (tx) => {
    const publication = await publicRow(tx);
    if (publication === undefined) return null;
    const zone = zoneNamed(await deps.zoneOf(tx));
    return {
      content: TrustContent.parse(publication.says),
      published: { on: zone.dayOf(publication.received), edition: await countEditions(tx) },
    };
  });
  if (found === null) return null;
  const facts = await factsAt(deps, organization, found);
  return withoutClaims(facts, claimGroundOf(facts.programme, facts.content));
}
