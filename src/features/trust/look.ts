import { type Html, html } from '#/core/html.ts';
import { NIGHT_WASH, readable, WASH } from './accent.ts';
import { nameOf, type TrustFacts } from './facts.ts';

/** What makes a page the company's own. */
export interface Look {
  readonly name: string;
  readonly mark: Html | null;
  /** Its accent, as it is readable by day and by night. */
  readonly accent: { readonly day: string; readonly night: string };
}

export const lookOf = (facts: TrustFacts): Look => {
  const { look } = facts.content;
  return {
    name: nameOf(facts),
    // As an image of data: nothing in it runs, whatever it says.
    mark: look.mark === '' ? null : html`<img src="data:image/svg+xml;base64,${base64(look.mark)}" alt="">`,
    accent: { day: readable(look.accent, WASH), night: readable(look.accent, NIGHT_WASH) },
  };
};

const base64 = (text: string): string => new TextEncoder().encode(text).toBase64();
