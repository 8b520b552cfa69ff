import type { Day } from '#/core/time/zone.ts';
import type { TrustContent } from './content.contract.ts';
import type { Programme } from './standing.ts';

/** What the records say of a control that is shown. Measured by the company; no auditor’s word. */
export type Face =
  /** `until`: the last day that was looked at, where that is over; null: it goes on. */
  | { readonly kind: 'shown'; readonly since: Day; readonly until: Day | null }
  /** Its design is shown, as a Type I looks at it. */
  | { readonly kind: 'design'; readonly since: Day }
  | { readonly kind: 'nothing occurred'; readonly since: Day; readonly until: Day | null }
  | { readonly kind: 'relies'; readonly on: readonly string[] }
  | { readonly kind: 'not started' }
  /** Adopted, and no window is observed in which records could show it. */
  | { readonly kind: 'adopted'; readonly since: Day }
  | { readonly kind: 'not shown' }
  | { readonly kind: 'retired'; readonly since: Day };

export interface ControlShown {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  /** The theme under which it stands. */
  readonly theme: string;
  readonly face: Face;
}

/** A document that visitors may see or ask for. */
export interface DocumentShown {
  readonly title: string;
  readonly level: 'public' | 'on request' | 'under NDA';
  readonly href: string;
  /** The last day on which it is given out; null: none is named. */
  readonly until: string | null;
}

export interface Proof {
  readonly origin: string;
  readonly verifier: string;
  readonly size: number;
  /** The signed note. */
  readonly checkpoint: string;
}

/** Everything that a page is made from. The same facts make the same bytes. */
export interface TrustFacts {
  readonly slug: string;
  readonly organization: string;
  readonly demo: boolean;
  readonly zone: string;
  readonly today: Day;
  readonly content: TrustContent;
  /** Null: a draft that nobody published. */
  readonly published: { readonly on: Day; readonly edition: number } | null;
  readonly programme: Programme;
  readonly controls: readonly ControlShown[];
  readonly subservice: readonly { readonly name: string; readonly service: string; readonly method: string }[];
  readonly documents: readonly DocumentShown[];
  /** Where access is asked for; null: nowhere yet. */
  readonly request: string | null;
  /** Where somebody outside says what they want to hear of; null: nowhere, because no mail leaves. */
  readonly subscribe: string | null;
  readonly proof: Proof | null;
  /** The address of the page, with no slash at its end. */
  readonly address: string;
  /** Where its other files are, with no slash at its end. */
  readonly base: string;
}

export const nameOf = ({ content, organization }: Pick<TrustFacts, 'content' | 'organization'>): string =>
  content.look.name === '' ? organization : content.look.name;
