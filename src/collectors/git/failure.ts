import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { blamedOn } from '#/collectors/setting.ts';
import type { Address } from './address.ts';

type Told = readonly [says: RegExp, code: 'source_unclear' | 'source_closed' | 'secret_refused', because: string];

/** What git says of a repository that it cannot begin to read, and what that means to whoever named it. */
const FOLDER: readonly Told[] = [
  [/No such file or directory/u, 'source_unclear', 'there is no such folder on the machine of the server'],
  [/Not a directory/u, 'source_unclear', 'it is a file, and no folder'],
  [/not a git repository/u, 'source_unclear', 'the folder is there, and holds no git repository'],
  [/Permission denied/u, 'source_closed', 'the account of the server may not look into the folder'],
  [/dubious ownership/u, 'source_closed', 'the folder belongs to another account than the one of the server'],
];
const REMOTE: readonly Told[] = [
  [
    /could not read (?:Username|Password)|Authentication failed|\b40[13]\b/u,
    'secret_refused',
    'it asks who reads it, and nothing given opens it',
  ],
  [/Permission denied/u, 'source_closed', 'it knows no key of the server that may read it'],
  [
    /not found|does not exist|does not appear to be a git repository/u,
    'source_unclear',
    'nothing is there under this address, or nothing for whoever has this token',
  ],
  [/Could not resolve host/u, 'source_unclear', 'its host is not known; check the spelling of the address'],
  [
    /Failed to connect|Connection (?:refused|timed out|reset)|No route to host|unreachable/u,
    'source_unclear',
    'its host does not answer; check the address and the network',
  ],
  [/certificate has expired/u, 'source_closed', 'the certificate of its host has expired'],
  [
    /no alternative certificate subject name|does not match target host/u,
    'source_closed',
    'the certificate of its host is for another name',
  ],
  [
    /self[- ]signed|local issuer/u,
    'source_closed',
    'the certificate of its host is signed by nobody whom the server trusts',
  ],
  [
    /certificate verif|certificate problem/u, // GnuTLS says no more
    'source_closed',
    'the server does not trust the certificate of its host: it is over, not valid yet, or signed by nobody whom it trusts',
  ],
  [/SSL|TLS|certificate/u, 'source_closed', 'no encrypted connection to its host comes about'],
  [/Host key verification failed/u, 'source_closed', 'the key of its host is not among the known ones of the server'],
];

/** The setting that says where the repository is. */
const ADDRESS = 'repository';

/** The server, or what it may reach, refuses the address before git asks for it. */
const REFUSED: readonly ErrorCode[] = ['address_refused', 'file_unreadable'];

/** The same failure in words for whoever gave the address; what is not foreseen stays as git says it. */
export function meant(error: unknown, address: Address): unknown {
  if (!(error instanceof DomainError)) return error;
  if (REFUSED.includes(error.code)) return blamedOn(ADDRESS, error);
  if (error.code !== 'program_failed') return error;
  const said = String(error.facts['because']);
  const told = (address.kind === 'folder' ? FOLDER : REMOTE).find(([says]) => says.test(said));
  if (told === undefined) return error;
  const [, code, because] = told;
  const what = address.kind === 'folder' ? address.folder : address.url;
  return new DomainError(
    code,
    {
      source: `The repository ${what}`,
      ...(code === 'secret_refused' ? { what: 'what it was shown', secret: 'token' } : { setting: ADDRESS }),
      because,
    },
    { cause: error },
  );
}
