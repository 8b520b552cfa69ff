/** Where a repository is: a folder that is read in place, or a remote that is fetched. */
export type Address =
  | { readonly kind: 'folder'; readonly folder: string; readonly name: string }
  | { readonly kind: 'remote'; readonly url: string; readonly name: string };

const REMOTE = /^(https?|ssh|git):$/u;
const SSH_FORM = /^(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/|:)([^-\s].*)$/u;

/** Null for what is neither, for what could be taken for an option or a program, and for a password in an address. */
export function addressOf(text: string): Address | null {
  if (/\p{Cc}/u.test(text)) return null;
  if (text.startsWith('/')) return { kind: 'folder', folder: text, name: lastParts(text, 1) };
  if (/\s/u.test(text)) return null;
  const [, path] = SSH_FORM.exec(text) ?? [];
  if (path !== undefined) return { kind: 'remote', url: text, name: lastParts(path, 2) };
  const url = URL.parse(text);
  if (url === null || url.password !== '') return null;
  if (url.protocol === 'file:') {
    if (url.hostname !== '' || url.pathname.includes('%')) return null;
    return { kind: 'folder', folder: url.pathname, name: lastParts(url.pathname, 1) };
  }
  const plain = !/^-|%/u.test(url.hostname) && !/^-|%/u.test(url.username);
  return REMOTE.test(url.protocol) && url.hostname !== '' && plain
    ? { kind: 'remote', url: text, name: lastParts(url.pathname, 2) }
    : null;
}

/** `acme/app` of `/srv/acme/app.git/`. */
function lastParts(path: string, count: number): string {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.at(-1) === '.git') parts.pop();
  const name = parts
    .slice(-count)
    .join('/')
    .replace(/\.git$/u, '');
  return name.replaceAll('@', '-') || 'repository';
}
