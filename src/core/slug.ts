/** A short name made of another: lowercase letters of ASCII and digits, with dashes between; empty where none is left. */
export const slugOf = (name: string, longest: number): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '') // ö is an o then, with nothing behind it
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
