import type { Day } from '#/core/time/zone.ts';
import type { TrustFacts } from '#/features/trust/facts.ts';
import { badgeOf } from './badge.ts';
import { dataOf, feedOf, securityTxtOf } from './feeds.ts';
import { pageOf } from './page.ts';

export interface TrustFile {
  /** Its name below the address of the page; of the page itself it is empty. */
  readonly name: string;
  readonly media: string;
  readonly text: string;
  /** Of the page: the style that stands in it, which its policy lets through. */
  readonly style: string | null;
}

/** Everything that is public of a trust center, as it is sent. */
export function filesOf(facts: TrustFacts, copyUntil?: Day): readonly TrustFile[] {
  const { text, style } = pageOf(facts, copyUntil === undefined ? {} : { copyUntil });
  const security = securityTxtOf(facts);
  const more: readonly (readonly [string, string, string])[] = [
    ['badge.svg', 'image/svg+xml', badgeOf(facts)],
    ['facts.json', 'application/json; charset=utf-8', dataOf(facts)],
    ['updates.atom', 'application/atom+xml; charset=utf-8', feedOf(facts)],
    ...(facts.proof === null ? [] : [['checkpoint', 'text/plain; charset=utf-8', facts.proof.checkpoint] as const]),
    ...(security === '' ? [] : [['.well-known/security.txt', 'text/plain; charset=utf-8', security] as const]),
  ];
  return [
    { name: '', media: 'text/html; charset=utf-8', text, style },
    ...more.map(([name, media, each]) => ({ name, media, text: each, style: null })),
  ];
}
