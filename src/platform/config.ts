import { userInfo } from 'node:os';
import path from 'node:path';

/** Everything that the environment decides; docs/configuration.md lists it. */
export interface Config {
  /** The folder of data, keys and the embedded database. */
  readonly data: string;
  /** A PostgreSQL server; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Base64 of the key under which secrets are encrypted; null: a file in the data folder. */
  readonly secret: string | null;
  /** Short name of the organization; null: the only one. */
  readonly organization: string | null;
  /** Who acts, as it is sealed with what they do. */
  readonly person: string;
  readonly color: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that are read, with a sentence each: the one list from which help and documentation are made. */
export const VARIABLES = {
  ATTESTRY_DATA: 'Folder of data, keys and the embedded database. Default: ./data',
  DATABASE_URL:
    'A PostgreSQL server to use instead of the embedded one. Its login must be allowed to create roles, or own them.',
  ATTESTRY_SECRET:
    'Base64 of 32 random bytes, under which secrets and signing keys are encrypted. Default: a file in the data folder.',
  ATTESTRY_ORG: 'Short name of the organization to work on, where there are several.',
  ATTESTRY_PERSON: 'Who acts, such as an e-mail address; sealed with what they do. Default: the login on this machine.',
  NO_COLOR: 'Set to anything: no colors.',
} as const;

export const configFrom = (
  environment: Environment,
  over: {
    readonly data?: string | undefined;
    readonly organization?: string | undefined;
    readonly person?: string | undefined;
  },
): Config => ({
  data: path.resolve(over.data ?? environment['ATTESTRY_DATA'] ?? 'data'),
  databaseUrl: environment['DATABASE_URL'] ?? null,
  secret: environment['ATTESTRY_SECRET'] ?? null,
  organization: over.organization ?? environment['ATTESTRY_ORG'] ?? null,
  person: over.person ?? environment['ATTESTRY_PERSON'] ?? loginName(),
  color: (environment['NO_COLOR'] ?? '') === '',
});

/** The process's own environment, read here and nowhere else. */
export const environment = (): Environment => process.env;

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown login'; // a container may run under a number that has no name
  }
}
