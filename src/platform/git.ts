import { isIP } from 'node:net';
import path from 'node:path';
import type { GitOptions, Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { type Limits, run } from './process.ts';

/** What git is run with, whoever asks for it. */
export interface GitSetup {
  readonly signal: AbortSignal;
  /** Of which only a few members are passed on; by default that of this process. */
  readonly environment?: Environment;
  readonly limits?: Partial<Limits>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LIMITS: Limits = { milliseconds: 60 * 60_000, bytes: 2 ** 30 };

/** Without these a remote, a proxy or a private certificate authority cannot be reached. */
const PASSED = [
  'PATH',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
] as const;

/** The options by which each subcommand that talks to a remote may be given. */
const REMOTE: Readonly<Record<string, readonly string[]>> = {
  fetch: ['--filter', '--prune', '--force', '--quiet', '--no-tags', '--no-write-fetch-head', '--depth'],
  'ls-remote': ['--symref', '--heads', '--tags', '--refs', '--quiet'],
  push: ['--quiet', '--porcelain', '--force-with-lease', '--atomic'],
};

/** Subcommands that read or write one repository, and start nothing. */
const LOCAL = new Set([
  'branch',
  'cat-file',
  'commit-tree',
  'for-each-ref',
  'hash-object',
  'init',
  'log',
  'ls-tree',
  'merge-base',
  'mktree',
  'read-tree',
  'remote',
  'rev-list',
  'rev-parse',
  'update-index',
  'update-ref',
  'write-tree',
]);

/** Options of theirs that run a program, or write or read elsewhere. Git takes their beginnings, too. */
const REFUSED = [
  '--ext-diff',
  '--textconv',
  '--show-signature',
  '--output',
  '--template',
  '--separate-git-dir',
  '--edit-description',
  '--filters',
];
const SHORTEST_ABBREVIATION = '--xx'.length;

/**
 * Settings that stand above those of the repository, whose configuration whoever controls it has written: nothing in
 * it starts a program, asks a person, changes what is printed, or goes anywhere.
 */
const SETTINGS = [
  'advice.detachedHead=false',
  'color.ui=false',
  'core.askPass=',
  'core.attributesFile=/dev/null',
  'core.commitGraph=false', // a cache beside the commits, which may say something else than they do
  'core.editor=false',
  'core.excludesFile=/dev/null',
  'core.fsmonitor=false',
  'core.gitProxy=',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.quotePath=true',
  'core.sshCommand=false',
  'core.useReplaceRefs=false',
  'credential.helper=',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'gc.auto=0',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'i18n.logOutputEncoding=UTF-8',
  'init.templateDir=',
  'log.mailmap=false',
  'log.showSignature=false',
  'maintenance.auto=false',
  'protocol.ext.allow=never',
  'safe.directory=*', // a repository of another user is read, and nothing of it is run
  'submodule.recurse=false',
  'transfer.bundleURI=false',
  'trailer.separators=:',
] as const;

/**
 * Git for collectors. The first argument is a subcommand of the lists above; what names a remote comes behind `--`.
 * Throws `address_refused`, `program_missing` or `program_failed`. An option that is not on the lists is a mistake of
 * the caller: TypeError.
 */
export const gitTool =
  ({ signal, environment = process.env, limits }: GitSetup): Tools['git'] =>
  (args, options = {}) => {
    const [subcommand = ''] = args;
    const remote = checked(args);
    const folder = options.folder === undefined ? [] : ['-C', options.folder];
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const most = { ...LIMITS, ...limits };
    return run({
      program: 'git',
      args: ['--no-pager', ...settings, ...folder, ...args],
      environment: { ...passed(environment), ...fixed(remote, options), ...configured(options) },
      limits: { ...most, milliseconds: options.timeout ?? most.milliseconds },
      signal,
      name: `git ${subcommand}`,
    });
  };

/** The remote that a subcommand talks to; null: none. */
export function remoteIn([subcommand = '', ...rest]: readonly string[]): string | null {
  const end = rest.indexOf('--');
  return Object.hasOwn(REMOTE, subcommand) && end !== -1 ? (rest[end + 1] ?? null) : null;
}

/** Whether it is a subcommand that may talk to a remote. */
function checked(args: readonly string[]): boolean {
  const [subcommand = '', ...rest] = args;
  const allowed = Object.hasOwn(REMOTE, subcommand) ? REMOTE[subcommand] : undefined;
  if (allowed === undefined && !LOCAL.has(subcommand)) throw new TypeError(`git ${subcommand} is not run`);
  // most of its own subcommands write, or ask over the network
  if (subcommand === 'remote' && rest.length > 0 && !isAddressAsked(rest))
    throw new TypeError('git remote is run to list them, or to tell the address of one');
  const end = rest.indexOf('--');
  const given = (end === -1 ? rest : rest.slice(0, end)).filter((arg) => arg.startsWith('-'));
  for (const option of given) {
    const [name = ''] = option.split('=', 1);
    const refused = allowed === undefined ? isRefused(name) : !allowed.includes(name);
    if (refused) throw new TypeError(`git ${subcommand} is not run with ${name}`);
  }
  if (allowed === undefined) return false;
  const address = remoteIn(args);
  if (address === null) throw new TypeError(`git ${subcommand} names its remote behind --`);
  const because = whyRefused(address);
  if (because !== null) throw new DomainError('address_refused', { address, because });
  return true;
}

const isAddressAsked = (rest: readonly string[]): boolean =>
  rest.length === 3 && rest[0] === 'get-url' && rest[1] === '--';

const isRefused = (name: string): boolean =>
  name.length >= SHORTEST_ABBREVIATION && REFUSED.some((option) => option.startsWith(name));

const URL_FORM = /^(https?|ssh|git|file):\/\/(?!-)[^\s:]*(:\d+)?(\/|$)/u;
const SSH_FORM = /^([A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!:|\/\/)[^-\s]/u;

/** Null when it is the address of a repository and nothing else. */
function whyRefused(address: string): string | null {
  if (/[\p{Cc}\s]/u.test(address)) return 'it has a space or a control character in it';
  if (address.startsWith('/')) return null;
  if (/^\w+::/u.test(address)) return 'it names a program of its own';
  if (!URL_FORM.test(address) && !SSH_FORM.test(address))
    return 'it is neither an https, http, ssh, git or file address nor the full path of a folder';
  const { username = '', password = '', hostname = '' } = URL.parse(address) ?? {};
  if (password !== '') return 'it has a password in it';
  return `${username}${hostname}`.includes('%') || hostname.startsWith('-') || username.startsWith('-')
    ? 'its user or host is not a plain name'
    : null;
}

const passed = (environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** Only what talks to a remote by its nature may: a repository that misses an object must not fetch it from elsewhere. */
function fixed(remote: boolean, { folder, reached }: GitOptions): Readonly<Record<string, string>> {
  return {
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_ALLOW_PROTOCOL: remote ? 'https:http:ssh:git:file' : '',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_AUTHOR_EMAIL: 'attestry@localhost',
    GIT_AUTHOR_NAME: 'Attestry',
    GIT_COMMITTER_EMAIL: 'attestry@localhost',
    GIT_COMMITTER_NAME: 'Attestry',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_LAZY_FETCH: '1', // a remote that gives no packs would be asked for each object by another git, without end
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_SSH_COMMAND: ['ssh -oBatchMode=yes', ...sshPlace(reached)].join(' '),
    GIT_TERMINAL_PROMPT: '0',
    ...(remote ? {} : { GIT_NO_LAZY_FETCH: '1' }),
    ...(folder === undefined ? {} : { GIT_CEILING_DIRECTORIES: path.dirname(path.resolve(folder)) }),
  };
}

/**
 * In the environment, where other users of the machine do not see it. A redirect would carry a header elsewhere, or
 * lead where nobody looked, so none is followed.
 */
function configured({ authorization, reached }: GitOptions): Readonly<Record<string, string>> {
  const settings = [
    ...(authorization === undefined
      ? []
      : [[`http.${authorization.address}.extraHeader`, `Authorization: ${authorization.header}`]]),
    ...webPlaces(reached).map((place) => ['http.curloptResolve', place]),
    ...(authorization === undefined && reached === undefined ? [] : [['http.followRedirects', 'false']]),
  ];
  const variables = settings.flatMap(([name = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return Object.fromEntries([['GIT_CONFIG_COUNT', String(settings.length)], ...variables]);
}

type Reached = GitOptions['reached'];

/** As curl is told what a name stands for. */
function webPlaces(reached: Reached): readonly string[] {
  if (reached === undefined || isIP(reached.host) !== 0) return [];
  const { host, port, addresses } = reached;
  const places = addresses.map((address) => (isIP(address) === 6 ? `[${address}]` : address)).join(',');
  return (port === null ? [80, 443] : [port]).map((each) => `${host}:${each}:${places}`);
}

/** A shell reads it: what is no plain name is no host. The key is known by the name, as it would be. */
function sshPlace(reached: Reached): readonly string[] {
  if (reached === undefined) return [];
  const { host, port, addresses } = reached;
  if (!/^[\w.-]+$/u.test(host)) throw new TypeError(`${host} is not a plain name`);
  const known = port === null || port === SSH_PORT ? host : `[${host}]:${port}`;
  return [`-oHostName=${addresses[0]}`, `-oHostKeyAlias='${known}'`];
}
const SSH_PORT = 22;
