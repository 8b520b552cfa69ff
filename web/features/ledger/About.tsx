import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { actionWords } from '#/core/action-words.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { amid } from '#web/kit/words.ts';
import { useProgramme } from '#web/shell/programme.ts';

type Entry = Answered<'ledger', 'entries'>['entries'][number];
type Part = Entry['parts'][number];
type Subject = NonNullable<Part['of']>;

interface Page {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/** What one must be allowed to, to open something; and where it is. */
const PAGES: Readonly<Record<Subject['what'], readonly [needs: string, page: (id: string) => Page]>> = {
  artifact: ['evidence:read', (id) => ({ to: '/artifacts/$id', params: { id } })],
  check: ['checks:read', (id) => ({ to: '/checks/$id', params: { id } })],
  control: ['controls:read', (id) => ({ to: '/controls/$id', params: { id } })],
  document: ['trust:read', () => ({ to: '/trust/readers' })],
  engagement: ['engagements:read', () => ({ to: '/scope' })],
  entry: ['ledger:read', (position) => ({ to: '/ledger/$position', params: { position } })],
  grant: ['trust:read', () => ({ to: '/trust/readers' })],
  item: ['checks:read', (id) => itemPage(id)],
  person: ['people:read', () => ({ to: '/people' })],
  policy: ['policies:read', (id) => ({ to: '/policies/$id', params: { id } })],
  population: ['populations:read', (population) => ({ to: '/evidence/$population', params: { population } })],
  report: ['trust:read', (document) => ({ to: '/trust/reports/$document', params: { document } })],
  source: ['sources:read', (id) => ({ to: '/sources/$id', params: { id } })],
  task: ['work:read', (task) => ({ to: '/work', search: { task } })],
  'trust-center': ['trust:read', () => ({ to: '/trust' })],
};

/** A check and an item of it, with a space between. */
function itemPage(id: string): Page {
  const [check = '', ...item] = id.split(' ');
  return { to: '/checks/$id', params: { id: check }, search: { item: item.join(' ') } };
}

/** What an entry is about, part by part, each of which opens what it names. */
export function About({ of: { kind, parts, erased } }: { readonly of: Pick<Entry, 'kind' | 'parts' | 'erased'> }) {
  const { may } = useProgramme();
  if (erased) return 'erased';
  return saidIn(kind, parts).map((part, place) => (
    <Fragment key={`${part.text} ${part.of?.id ?? ''}`}>
      {place > 0 && '\u{a0}· '}
      <PartOf part={part} may={may} />
    </Fragment>
  ));
}
About.said = ({ of: { kind, parts, erased } }: { readonly of: Pick<Entry, 'kind' | 'parts' | 'erased'> }): string =>
  erased ? 'erased' : saidIn(kind, parts).map(wordsOf).join(' · ');

/** What somebody did has a short name in the log, and words for people. */
const saidIn = (kind: string, parts: readonly Part[]): readonly Part[] =>
  kind === 'action' ? parts.map((part) => ({ ...part, text: doneWords(part.text) })) : parts;

/** Why it was refused has a code of several words. */
const doneWords = (text: string): string =>
  /^[a-z]+(?:_[a-z]+)+$/.test(text) ? `refused: ${text.replaceAll('_', ' ')}` : actionWords(text);

function PartOf({ part, may }: { readonly part: Part; readonly may: ReadonlySet<string> }) {
  const { of } = part;
  const [needs, page] = of === null ? [] : PAGES[of.what];
  if (of === null || needs === undefined || page === undefined || !may.has(needs)) {
    const words = wordsOf(part);
    return words.length <= SHORT ? <span className="whole">{words}</span> : words;
  }
  return <Link {...page(of.id)}>{wordsOf(part)}</Link>;
}

/** Words that stand in one line: a number goes with what it counts. */
const SHORT = 24;

const wordsOf = ({ text, of }: Part): string => (of?.what === 'population' ? amid(text) : text);
