import type { BlockList } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { databaseUrlIn, publicUrlIn } from './config-addresses.ts';
import { networksIn } from './outbound/addresses.ts';
import { type TraceSettings, traceSettingsIn } from './traces/settings.ts';
import { type SmtpServer, smtpServerIn } from './mail/smtp-address.ts';

/** Everything that the environment decides; docs/guides/operations.md lists it. */
export interface Config {
  /** The folder of data, keys and the embedded database. */
  readonly data: string;
  /** A PostgreSQL server; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Base64 of the keys under which secrets are encrypted, newest first; null: a file in the data folder. */
  readonly secret: string | null;
  /** Short name of the organization; null: the only one. */
  readonly organization: string | null;
  /** Who acts, as it is sealed with what they do. */
  readonly person: string;
  readonly color: boolean;
  /** The server on which commands work; null: the data folder. */
  readonly server: string | null;
  /** With which they are let in there. */
  readonly apiKey: string | null;
  /** Where the server listens; 0: any port that is free. */
  readonly port: number;
  readonly host: string;
  /** The address that people see; null: that of the port on this machine. */
  readonly url: string | null;
  /** Requests come through so many proxies; what stands in X-Forwarded-For before them, anybody may have written. */
  readonly proxies: number;
  /** With which what watches the server may read its metrics from elsewhere; null: from this machine only. */
  readonly metricsKey: string | null;
  /** Whether the server writes a log of its requests; null: where its output is no terminal. */
  readonly logs: boolean | null;
  /** The server by which mail leaves; null: it stays in the outbox. */
  readonly smtp: SmtpServer | null;
  /** Private networks to which webhooks may go, and which sources and sign-on may ask; null: none. */
  readonly webhookNetworks: BlockList | null;
  /** Folders of the server from which sources may be read; null: any where it is somebody's own machine, else none. */
  readonly sourceFolders: readonly string[] | null;
  /** From whom mail is; null: from attestry at the host of the address that people see. */
  readonly mailFrom: string | null;
  /** Where traces are sent; null: nowhere. */
  readonly traces: TraceSettings | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that are read, with a sentence each: the one list from which help and documentation are made. */
export const VARIABLES = {
  ATTESTRY_DATA: 'Folder of data, keys and the embedded database. Default: ./data',
  DATABASE_URL:
    'A PostgreSQL server to use instead of the embedded one. Its login must be allowed to create roles, or own them.',
  ATTESTRY_SECRET:
    'Base64 of 32 random bytes, under which secrets and signing keys are encrypted; after a comma, older ones that still open what they encrypted. Default: a file in the data folder.',
  ATTESTRY_ORG: 'Short name of the organization to work on, where there are several.',
  ATTESTRY_PERSON: 'Who acts, such as an e-mail address; sealed with what they do. Default: the login on this machine.',
  ATTESTRY_SERVER: 'Address of a server on which commands work instead of the data folder; the same as --server.',
  ATTESTRY_API_KEY: 'The API key with which commands are let in there.',
  PORT: 'Where the server listens. Default: 4180',
  ATTESTRY_HOST: 'The address on which it listens. Default: 127.0.0.1, this machine only; 0.0.0.0 for all.',
  ATTESTRY_URL:
    'The address that people see, such as https://attestry.acme.example; links and passkeys are made for it. Default: http://localhost and the port.',
  ATTESTRY_PROXY:
    'How many proxies stand before it, each of which adds to X-Forwarded-For, such as 1; of that header only their part is believed. Default: 0',
  ATTESTRY_LOGS:
    'Set to 0: the server writes no log of its requests; to 1: it does. Default: it does where its output is no terminal.',
  ATTESTRY_METRICS_KEY:
    'With it, as "Authorization: Bearer KEY", /metrics can be read from elsewhere. Default: from this machine only.',
  ATTESTRY_SMTP:
    'The server by which mail leaves, such as smtps://USER:PASSWORD@smtp.acme.example, or smtp://… with STARTTLS. Default: none; messages stay in the outbox, which the console shows. With ?tls=none at its end they leave unencrypted.',
  ATTESTRY_WEBHOOK_NETWORKS:
    'Private networks to which webhooks may go, and which sources and single sign-on may ask and checkpoints may be sent, such as 10.1.0.0/16, with commas between. Default: none, public addresses only; sources may ask any, and checkpoints go anywhere, where it listens to this machine only and has no other name.',
  ATTESTRY_SOURCE_FOLDERS:
    'Folders of the server from which sources may read files and repositories, such as /srv/exports, with commas between. Default: none; any but the data folder where it listens to this machine only and has no other name. Commands on the data folder read whatever their login may.',
  ATTESTRY_MAIL_FROM:
    'From whom mail is, such as "Attestry <attestry@acme.example>". Default: the name attestry, of the host in ATTESTRY_URL.',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'Where traces of requests and jobs are sent, by OTLP over HTTP as JSON, such as http://localhost:4318; /v1/traces is added. Default: nowhere, and nothing is loaded for it.',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'The same as a whole address, to which nothing is added.',
  OTEL_EXPORTER_OTLP_HEADERS: 'What is sent along, such as a key: NAME=VALUE, with commas between.',
  OTEL_SERVICE_NAME: 'How the receiver names this server. Default: attestry',
  OTEL_TRACES_SAMPLER_ARG:
    'The share of traces that are kept, from 0 to 1; a request that comes with a decision keeps it. Default: 1',
  OTEL_SDK_DISABLED: 'Set to true: no traces, whatever else is set.',
  NO_COLOR: 'Set to anything: no colors.',
} as const;

/** Throws `variable_invalid`. */
export const configFrom = (environment: Environment, over: Over): Config => ({
  data: path.resolve(over.data ?? set(environment['ATTESTRY_DATA']) ?? 'data'),
  databaseUrl: databaseUrlIn(set(environment['DATABASE_URL'])),
  secret: set(environment['ATTESTRY_SECRET']) ?? null,
  organization: over.organization ?? set(environment['ATTESTRY_ORG']) ?? null,
  person: over.person ?? set(environment['ATTESTRY_PERSON']) ?? loginName(),
  color: (environment['NO_COLOR'] ?? '') === '',
  server: over.server ?? set(environment['ATTESTRY_SERVER']) ?? null,
  apiKey: set(environment['ATTESTRY_API_KEY']) ?? null,
  port: portIn(set(environment['PORT'])),
  host: set(environment['ATTESTRY_HOST']) ?? '127.0.0.1',
  url: publicUrlIn(set(environment['ATTESTRY_URL'])),
  proxies: proxiesIn(set(environment['ATTESTRY_PROXY'])),
  metricsKey: set(environment['ATTESTRY_METRICS_KEY']) ?? null,
  logs: set(environment['ATTESTRY_LOGS']) === undefined ? null : environment['ATTESTRY_LOGS'] !== '0',
  webhookNetworks: networksOf(set(environment['ATTESTRY_WEBHOOK_NETWORKS'])),
  sourceFolders: foldersOf(set(environment['ATTESTRY_SOURCE_FOLDERS'])),
  traces: traceSettingsIn(environment),
  ...mailIn(set(environment['ATTESTRY_SMTP']), set(environment['ATTESTRY_MAIL_FROM'])),
});

/** What the command line says instead of the environment. */
interface Over {
  readonly data?: string | undefined;
  readonly organization?: string | undefined;
  readonly person?: string | undefined;
  readonly server?: string | undefined;
}

export interface ConfigRead {
  readonly config: Config;
  readonly wrong: readonly DomainError[];
}

/** The same as if each variable that cannot be read were not set; and what is wrong with those. */
export function configRead(environment: Environment, over: Over): ConfigRead {
  const wrong: DomainError[] = [];
  for (let left = environment; ; ) {
    try {
      return { config: configFrom(left, over), wrong };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'variable_invalid') throw error;
      wrong.push(error);
      left = { ...left, [String(error.facts['name'])]: undefined };
    }
  }
}

const mailIn = (smtp: string | undefined, from: string | undefined): Pick<Config, 'smtp' | 'mailFrom'> => ({
  smtp: smtp === undefined ? null : smtpServerIn(smtp),
  mailFrom: from ?? null,
});

function networksOf(text: string | undefined): BlockList | null {
  try {
    return text === undefined ? null : networksIn(text);
  } catch (error) {
    const because = error instanceof Error ? error.message : '';
    const help = 'networks such as 10.1.0.0/16, with commas between';
    throw new DomainError('variable_invalid', { name: 'ATTESTRY_WEBHOOK_NETWORKS', because, help }, { cause: error });
  }
}

function foldersOf(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const folders = text.split(',').map((part) => part.trim());
  const wrong = folders.find((folder) => !path.isAbsolute(folder));
  if (wrong === undefined) return folders;
  const because = `it has "${wrong}", which is not the full path of a folder`;
  const help = 'full paths such as /srv/exports, with commas between';
  throw new DomainError('variable_invalid', { name: 'ATTESTRY_SOURCE_FOLDERS', because, help });
}

const DEFAULT_PORT = 4180;
const LAST_PORT = 65_535;

function portIn(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT)
    throw new DomainError('variable_invalid', {
      name: 'PORT',
      because: `"${text ?? ''}" is no port`,
      help: `a number from 0 to ${LAST_PORT}, such as ${DEFAULT_PORT}`,
    });
  return port;
}

const MOST_PROXIES = 9;

function proxiesIn(text: string | undefined): number {
  const proxies = Number(text ?? 0);
  if (Number.isInteger(proxies) && proxies >= 0 && proxies <= MOST_PROXIES) return proxies;
  throw new DomainError('variable_invalid', {
    name: 'ATTESTRY_PROXY',
    because: `"${text ?? ''}" is no number of proxies`,
    help: `a number from 0 to ${MOST_PROXIES}`,
  });
}

/** A variable that is set to nothing is not set. */
const set = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** The process's own environment, read here and nowhere else. */
export const environment = (): Environment => process.env;

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown login'; // a container may run under a number that has no name
  }
}
