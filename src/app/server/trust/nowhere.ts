import { html } from '#/core/html.ts';
import { framed, NOWHERE } from '#/app/server/access/frame.ts';
import { lookOf, type TrustFacts } from '#/features/trust/index.ts';

/** What is answered where an own domain has no page: it looks like the others, and leads to the one that is there. */
export function nowhereAt(facts: TrustFacts): ReturnType<typeof framed> {
  const look = lookOf(facts);
  return framed(
    { ...NOWHERE, name: look.name, demo: facts.demo, look },
    {
      title: 'There is no page here',
      body: html`<p>The address may be old, or it was not copied whole.</p><p><a href="/">To the trust center</a></p>`,
    },
  );
}
