import { framed, noPage, NOWHERE } from '#/app/server/access/frame.ts';
import { lookOf, type TrustFacts } from '#/features/trust/index.ts';

/** What is answered where an own domain has no page: it looks like the others, and leads to the one that is there. */
export function nowhereAt(facts: TrustFacts): ReturnType<typeof framed> {
  const look = lookOf(facts);
  return framed({ ...NOWHERE, name: look.name, demo: facts.demo, look }, noPage('/', 'To the trust center'));
}
