import { DomainError } from '#/core/errors.ts';

/** The address that people see, as browsers write it. Throws `variable_invalid`. */
export function publicUrlIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) return refuseUrl(`"${text}" is no address of http or https`);
  if (url.username !== '' || url.password !== '') return refuseUrl('it has a login in it'); // which is not repeated here
  if (url.pathname.replace(/^\/+$/u, '') !== '' || url.search !== '' || url.hash !== '')
    return refuseUrl(`"${text}" goes on after the name; Attestry answers at the root of one`);
  return url.origin;
}

const refuseUrl = (because: string): never => {
  const help = 'an address such as https://attestry.acme.example';
  throw new DomainError('variable_invalid', { name: 'ATTESTRY_URL', because, help });
};

/** Throws `variable_invalid`, without the address: it may hold a password. */
export function databaseUrlIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  const isSocket = text.startsWith('/');
  // a login without a host is one of a socket, which the driver reads and URL does not
  const url = URL.parse(text.replace('@/', '@localhost/'));
  if (isSocket || (url !== null && /^(postgres|postgresql|socket):$/u.test(url.protocol))) return text;
  const because =
    url === null || !/^[a-z+]+:\/\//u.test(text) ? 'it is no address' : `it begins with ${url.protocol}//`;
  const help = 'an address such as postgres://USER:PASSWORD@HOST:5432/DATABASE';
  throw new DomainError('variable_invalid', { name: 'DATABASE_URL', because, help });
}
