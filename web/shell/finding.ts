import { useQuery } from '@tanstack/react-query';
import { inWords } from '#web/kit/words.ts';
import { ask } from './api.ts';
import { useProgramme } from './programme.ts';
import { placesFor } from './places.ts';

/** Something that has a page. */
export interface Found {
  readonly kind: string;
  readonly label: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, unknown>>;
  /** By what else it is known. */
  readonly also?: string;
}

/** Everything that has a page and whose words begin as a text says, best first. */
export function useFinding(text: string): readonly Found[] {
  const all = useEverything();
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .map((found) => ({ found, worth: worthOf(found, wanted) }))
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ found }) => found);
}

/** Words at the start of the name count most; then anywhere in it; then what it is also known by. */
function worthOf({ label, also = '', kind }: Found, wanted: readonly string[]): number {
  const [name, other] = [label.toLowerCase(), `${also} ${kind}`.toLowerCase()];
  const worths = wanted.map((word) => {
    if (name.startsWith(word)) return 4;
    if (name.includes(` ${word}`)) return 3;
    if (other.split(/[\s.-]+/).some((part) => part.startsWith(word))) return 2;
    return name.includes(word) || other.includes(word) ? 1 : 0;
  });
  return worths.includes(0) ? 0 : worths.reduce<number>((sum, worth) => sum + worth, 1);
}

function useEverything(): readonly Found[] {
  const { may } = useProgramme();
  const controls = useQuery({ ...ask('controls', 'list', {}), enabled: may.has('controls:read') });
  const checks = useQuery({ ...ask('checks', 'list', {}), enabled: may.has('checks:read') });
  const sources = useQuery({ ...ask('sources', 'list', {}), enabled: may.has('sources:read') });
  const policies = useQuery({ ...ask('policies', 'list', {}), enabled: may.has('policies:read') });
  const tasks = useQuery({ ...ask('work', 'list', { limit: 200 }), enabled: may.has('work:read') });
  const populations = useQuery({ ...ask('populations', 'list', {}), enabled: may.has('populations:read') });
  const criteria = new Set(controls.data?.controls.flatMap((control) => control.criteria));
  return [
    ...placesFor(may),
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
