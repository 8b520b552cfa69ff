import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Answered } from '#web/kit/shapes.ts';
import { inWords } from '#web/kit/words.ts';
import { ask } from './api.ts';
import { useProgramme } from './programme.ts';
import { OTHER_WORDS } from './other-words.ts';
import { placesFor } from './places.ts';
import { worthOf } from './worth.ts';

/** Something that has a page. */
export interface Found {
  readonly kind: string;
  readonly label: string;
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, unknown>>;
  /** By what else it is known. */
  readonly also?: string;
}

/** What was found, best first. */
interface Finding {
  readonly found: readonly Found[];
  /** Records are looked through still. */
  readonly isLooking: boolean;
  /** Kinds of records of which there are too many to look through. */
  readonly beyond: readonly Beyond[];
}

type Beyond = Answered<'populations', 'find'>['beyond'][number];

/** As many are shown; where records are found, some of the room is theirs. */
const MOST = 12;
const MOST_RECORDS = 6;
/** So many letters name something: by fewer, half of all records would be found. */
const LETTERS = 3;
const PAUSE = 200;

/** Everything that has a page and whose words begin as a text says, and the records that are called so. */
export function useFinding(text: string): Finding {
  const known = useKnown(text);
  const { may } = useProgramme();
  const [settled] = useDebouncedValue(text.trim(), PAUSE);
  const isAsked = may.has('populations:read') && settled.length >= LETTERS;
  const asked = useQuery({
    ...ask('populations', 'find', { text: settled, limit: MOST_RECORDS }),
    enabled: isAsked,
  });
  const records = (isAsked ? (asked.data?.items ?? []) : []).map(({ population, key, called }) => ({
    kind: inWords(population).toLowerCase(),
    label: called ?? key,
    to: '/evidence/$population/$key',
    params: { population, key },
    also: key,
  }));
  return {
    found: [...known.slice(0, MOST - records.length), ...records],
    isLooking: isAsked && (asked.isFetching || settled !== text.trim()),
    beyond: isAsked ? (asked.data?.beyond ?? []) : [],
  };
}

function useKnown(text: string): readonly Found[] {
  const all = useEverything();
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .map((found) => {
      const named = worthOf(found, wanted);
      return { found, worth: named > 0 ? named : byOtherWords(found, wanted) };
    })
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ found }) => found);
}

/** By what others call it; a room, which has much in it, after what is just that. Part of a page has no other words than its own. */
function byOtherWords(found: Found, wanted: readonly string[]): number {
  const isIt = found.search === undefined && found.kind !== 'member' && found.kind !== 'action'; // these only lead there
  const other = isIt ? OTHER_WORDS[found.to] : undefined;
  if (other === undefined) return 0;
  const worth = worthOf({ ...found, also: `${found.also ?? ''} ${other}` }, wanted);
  return found.kind === 'room' ? worth / 2 : worth;
}

function useEverything(): readonly Found[] {
  const { may } = useProgramme();
  const controls = useQuery({ ...ask('controls', 'list', {}), enabled: may.has('controls:read') });
  const checks = useQuery({ ...ask('checks', 'list', {}), enabled: may.has('checks:read') });
  const sources = useQuery({ ...ask('sources', 'list', {}), enabled: may.has('sources:read') });
  const policies = useQuery({ ...ask('policies', 'list', {}), enabled: may.has('policies:read') });
  const tasks = useQuery({ ...ask('work', 'list', { limit: 200 }), enabled: may.has('work:read') });
  const populations = useQuery({ ...ask('populations', 'list', {}), enabled: may.has('populations:read') });
  const members = useQuery({ ...ask('identity', 'members', {}), enabled: may.has('identity:read') });
  const criteria = new Set(controls.data?.controls.flatMap((control) => control.criteria));
  return [
    ...placesFor(may),
    ...(members.data?.members ?? []).map(({ name, email }) => ({
      kind: 'member',
      label: name === '' ? email : name,
      to: '/people',
      also: email,
    })),
    ...[...criteria].sort().map((id) => ({ kind: 'criterion', label: id, to: '/controls', search: { criterion: id } })),
    ...(controls.data?.controls ?? []).map(({ id, title, criteria: serves }) => ({
      kind: 'control',
      label: title,
      to: `/controls/${id}`,
      also: `${id} ${serves.join(' ')}`,
    })),
    ...(checks.data?.checks ?? []).map(({ id, title }) => ({
      kind: 'check',
      label: title,
      to: `/checks/${id}`,
      also: id,
    })),
    ...(populations.data?.populations ?? [])
      .filter(({ items }) => items > 0)
      .map(({ name, doc }) => ({ kind: 'population', label: inWords(name), to: `/evidence/${name}`, also: doc })),
    ...(policies.data?.policies ?? []).map(({ id, title }) => ({
      kind: 'policy',
      label: title,
      to: `/policies/${id}`,
      also: id,
    })),
    ...(tasks.data?.tasks ?? []).map(({ key, title }) => ({
      kind: 'task',
      label: title,
      to: '/work',
      search: { task: key },
    })),
    ...(sources.data?.sources ?? []).map(({ id, title }) => ({
      kind: 'source',
      label: id,
      to: `/sources/${id}`,
      also: title,
    })),
  ];
}
