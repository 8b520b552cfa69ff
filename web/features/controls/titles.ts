import { useQuery } from '@tanstack/react-query';
import { inWords } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';

/** What a control is called, in place of its id; until that is known, or where it is not adopted, the id in words. */
export function useTitles(): (id: string) => string {
  const adopted = useQuery({ ...ask('controls', 'list', usePast()), enabled: useMay('controls:read') });
  const titles = new Map(adopted.data?.controls.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id) ?? inWords(id);
}
