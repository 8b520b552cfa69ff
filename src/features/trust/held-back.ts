import type { Day } from '#/core/time/zone.ts';
import { type ClaimGround, claimsIn } from './claims.ts';
import type { TrustContent } from './content.contract.ts';
import { inWords } from './days.ts';
import type { TrustFacts } from './facts.ts';
import { claimsAt, textsOf } from './said.ts';

/**
 * A content that was published as it is shown now: a text that spoke of a report, or of its opinion, does so no longer
 * once nothing that is recorded bears it out, and says that instead.
 */
export function heldBack(content: TrustContent, ground: ClaimGround, today: Day): TrustContent {
  const gone = textsOf(content).filter((said) => claimsAt(said, ground).length > 0);
  if (gone.length === 0) return content;
  const held = structuredClone(content);
  for (const [where] of gone)
    for (const place of withItsAnswer(where)) put(held, place.split('.'), wordsAt(place, today));
  return held;
}

/** An answer under a question that is held back would answer who knows what. */
const withItsAnswer = (where: string): readonly string[] =>
  /^faq\.\d+\.question$/.test(where) ? [where, where.replace(/question$/, 'answer')] : [where];

/** A name and an image have no room for a sentence: without them there is the name of the organization. */
const wordsAt = (where: string, today: Day): string => (where.startsWith('look.') ? '' : notShown(today));

const notShown = (today: Day): string => `Not shown as of ${inWords(today)}: no record bears it out.`;

/** Puts a text in its place. */
function put(into: unknown, [name = '', ...rest]: readonly string[], text: string): void {
  const parent = into as Record<string, unknown>;
  if (rest.length === 0) parent[name] = text;
  else put(parent[name], rest, text);
}

/** In the middle of a sentence, in place of a name that claims something. */
const UNNAMED = 'an organization that is not named here';

/**
 * Facts as they are shown: what was typed elsewhere, as a document or an examination got its name, goes by the same
 * rules as what was typed for the page.
 */
export function withoutClaims(facts: TrustFacts, ground: ClaimGround): TrustFacts {
  const said = (text: string): string => (claimsIn('', text, ground).length === 0 ? text : notShown(facts.today));
  const named = (name: string): string => (claimsIn('', name, ground).length === 0 ? name : UNNAMED);
  return {
    ...facts,
    organization: claimsIn('', facts.organization, ground).length === 0 ? facts.organization : facts.slug,
    content: heldBack(facts.content, ground, facts.today),
    controls: facts.controls.map((each) =>
      each.face.kind === 'relies' ? { ...each, face: { ...each.face, on: each.face.on.map(named) } } : each,
    ),
    documents: facts.documents.map((each) => ({ ...each, title: said(each.title) })),
    subservice: facts.subservice.map(({ name, service, method }) => ({
      name: said(name),
      service: said(service),
      method,
    })),
  };
}
