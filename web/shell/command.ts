import { useProgramme } from './programme.ts';

/** A command for the machine of the server, which says whose programme is meant: several may lie there. */
export function useCommand(): (words: string) => string {
  const { slug } = useProgramme();
  return (words) => `bin/attestry ${words} --org ${slug}`;
}
