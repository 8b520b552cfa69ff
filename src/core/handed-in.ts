/** What the settings of a source begin with in place of a path, where it reads a file that somebody handed in. */
export const HANDED_IN = 'upload:';

const PATH = new RegExp(`^${HANDED_IN}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([^/\\\\]+)$`, 'u');

/** How settings name a file that was handed in: by its id, and for people by its name. */
export const handedInPath = (id: string, name: string): string => `${HANDED_IN}${id}/${name}`;

/** The file that a path names; null for any other path. */
export function handedIn(path: string): { readonly id: string; readonly name: string } | null {
  const [, id, name] = PATH.exec(path) ?? [];
  return id === undefined || name === undefined ? null : { id, name };
}

/** The path in the settings of a source; empty where it has none. */
export const pathIn = (settings: unknown): string =>
  typeof settings === 'object' && settings !== null && 'path' in settings ? String(settings.path) : '';

/** The population that the mapping of a file names; null: the settings have no mapping. */
export function mappedIn(settings: unknown): string | null {
  const { mapping } = (settings ?? {}) as { readonly mapping?: { readonly population?: unknown } | null };
  return typeof mapping?.population === 'string' ? mapping.population : null;
}
