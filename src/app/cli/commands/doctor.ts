import { existsSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { type BareContext, type Command, EXIT } from '#/app/cli/command.ts';
import { isSystemFailure, understood, whyOf } from '#/app/cli/failures.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Organization } from '#/platform/db/database.ts';
import { openVault } from '#/platform/keys.ts';
import { VERSION } from '#/app/version.ts';

interface Finding {
  readonly what: string;
  readonly fine: boolean;
  readonly says: string;
}

const doctor: Command = {
  name: 'doctor',
  needs: 'nothing',
  looks: true,
  local: 'it looks at this machine',
  summary: 'Look whether everything that Attestry needs is there, and say what is wrong.',
  details: 'It ends with 1 when something is wrong.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const findings = [
      ...runtime(),
      ...variables(context),
      ...folder(context),
      ...(await stored(context)),
      ...sourceFolders(context),
      ...(await mail(context)),
      ...(await tracing(context)),
    ];
    to.document({ findings }, () => {
      for (const { what, fine, says } of findings)
        to.line(`${to.style(fine ? 'fine ' : 'wrong', fine ? 'good' : 'bad')}  ${what.padEnd(10)} ${says}`);
    });
    return findings.every(({ fine }) => fine) ? EXIT.fine : EXIT.found;
  },
};

function runtime(): readonly Finding[] {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return [
    {
      what: 'version',
      fine: true,
      says: `attestry ${VERSION}, node ${process.versions.node}, ${process.platform} ${process.arch}`,
    },
    {
      what: 'runtime',
      fine: major >= 24,
      says: major >= 24 ? 'new enough' : 'too old: use bin/attestry, which runs the one that the lock file pins',
    },
  ];
}

/** What cannot be read is looked at below as if it were not set. */
const variables = ({ wrong }: BareContext): readonly Finding[] =>
  wrong.length === 0
    ? [{ what: 'variables', fine: true, says: 'those that are set can be read' }]
    : wrong.map((each) => ({ what: 'variables', fine: false, says: `${each.message} ${fixHere(each)}` }));

/** What to do, without the advice to run what runs. */
const fixHere = ({ fix }: DomainError): string =>
  fix.replace(/ All of them are looked at by one command: attestry doctor\.?$/u, '');

function folder({ config: { data } }: BareContext): readonly Finding[] {
  const refused = whyNotWritable(data);
  if (refused !== null) return [{ what: 'data', fine: false, says: `${data} cannot be written: ${refused}` }];
  if (!existsSync(data))
    return [{ what: 'data', fine: true, says: `${data} does not exist yet; it is made when it is needed` }];
  return [{ what: 'data', fine: true, says: data }];
}

/** The key under which secrets are encrypted. `opened`: the data was, which makes a key where none is needed yet. */
function secretKey({ config: { data, secret } }: BareContext, opened: boolean): Finding {
  const key = path.join(data, 'secret.key');
  if (secret === null && !existsSync(key)) {
    const says = opened ? saidOf(new DomainError('secret_gone', { file: key })) : 'made when it is needed';
    return { what: 'secret', fine: !opened, says };
  }
  const why = whyNot(() => openVault(data, secret, false));
  if (why !== null) return { what: 'secret', fine: false, says: why };
  if (secret !== null) return { what: 'secret', fine: true, says: 'from ATTESTRY_SECRET' };
  if ((statSync(key).mode & 0o077) !== 0)
    return { what: 'secret', fine: false, says: `${key} can be read by others: chmod 600 it` };
  const says = 'in the data folder: whoever copies the folder has the keys; set ATTESTRY_SECRET to keep it apart';
  return { what: 'secret', fine: true, says };
}

/** What went wrong that a person can do something about, and what. */
function saidOf(thrown: unknown): string {
  const error = understood(thrown);
  if (!(error instanceof DomainError)) throw error;
  const fix = error.code === 'database_unavailable' ? 'See that the server runs there and lets us in.' : error.fix;
  return `${error.message} ${fix}`;
}

/** Null: it can be done. */
function whyNot(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return saidOf(error);
  }
}

const sourceFolders = ({ config: { sourceFolders: named } }: BareContext): readonly Finding[] =>
  (named ?? []).map((each) => {
    const refused = whyUnread(each);
    const says = `${each} of ATTESTRY_SOURCE_FOLDERS ${refused === null ? 'can be read' : `cannot be read: ${refused}`}`;
    return { what: 'sources', fine: refused === null, says };
  });

function whyUnread(folder: string): string | null {
  try {
    readdirSync(folder);
    return null;
  } catch (error) {
    if (!isSystemFailure(error)) throw error;
    return error.code === 'ENOTDIR' ? 'it is no folder' : whyOf(error);
  }
}

/** Why nothing can be kept in a folder, or in the nearest one above it that is there: tried, for rights tell half. */
function whyNotWritable(folder: string): string | null {
  let at = folder;
  while (!existsSync(at) && at !== path.dirname(at)) at = path.dirname(at);
  try {
    if (!statSync(at).isDirectory()) return 'a part of its path is a file and not a folder';
    rmdirSync(mkdtempSync(path.join(at, '.attestry-')));
    return null;
  } catch (error) {
    if (!isSystemFailure(error)) throw error;
    return whyOf(error);
  }
}

/** The database, and what only it can tell: of whom there are keys, and whether they open. */
async function stored(context: BareContext): Promise<readonly Finding[]> {
  const { config, wrong, open } = context;
  if (wrong.some(({ facts }) => facts['name'] === 'DATABASE_URL')) return []; // said already; it is not the embedded one
  if (config.databaseUrl === null && !existsSync(path.join(config.data, 'postgres')))
    return [
      { what: 'database', fine: true, says: 'embedded PostgreSQL, made with the first organization' },
      secretKey(context, false),
    ];
  const kind = config.databaseUrl === null ? 'embedded PostgreSQL' : 'the PostgreSQL server of DATABASE_URL';
  try {
    const attestry = await open();
    const organizations = await attestry.db.organizations();
    const named =
      organizations.length === 0
        ? 'no organization yet'
        : `organizations: ${organizations.map(({ slug }) => slug).join(', ')}`;
    return [
      { what: 'database', fine: true, says: `${kind} answers and is up to date; ${named}` },
      ...chosen(config.organization, organizations),
      secretKey(context, true),
      ...(await signing(attestry, organizations)),
    ];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'secret_invalid') return [secretKey(context, true)];
    return [{ what: 'database', fine: false, says: `${kind}: ${saidOf(error)}` }, secretKey(context, false)];
  }
}

function chosen(slug: string | null, organizations: readonly Organization[]): readonly Finding[] {
  if (slug === null || organizations.some((each) => each.slug === slug)) return [];
  return [{ what: 'database', fine: false, says: `there is no organization "${slug}", which ATTESTRY_ORG names` }];
}

/** Whether each log can go on: its key is here, and opens. */
async function signing(attestry: Attestry, organizations: readonly Organization[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { org, slug } of organizations) {
    const { verifier } = await attestry.ledger.status(org);
    const why = whyNot(() => attestry.signing.withId(org, verifier));
    findings.push({
      what: 'signing',
      fine: why === null,
      says: why === null ? `the log of ${slug} can be signed` : `${slug}: ${why}`,
    });
  }
  return findings;
}

async function mail({ config: { smtp } }: BareContext): Promise<readonly Finding[]> {
  if (smtp === null)
    return [{ what: 'mail', fine: true, says: 'none leaves (ATTESTRY_SMTP is not set): messages stay in the outbox' }];
  const { mailer } = await import('#/platform/mail/mailer.ts');
  const says = await mailer(smtp, '')
    .verify()
    .then(() => null)
    .catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      return error.message;
    });
  return [{ what: 'mail', fine: says === null, says: says ?? `${smtp.host} lets us in` }];
}

async function tracing({ config: { traces } }: BareContext): Promise<readonly Finding[]> {
  if (traces === null)
    return [{ what: 'traces', fine: true, says: 'none are sent (OTEL_EXPORTER_OTLP_ENDPOINT is not set)' }];
  const { whyTracesFail } = await import('#/platform/traces/probe.ts');
  const says = await whyTracesFail(traces);
  return [{ what: 'traces', fine: says === null, says: says ?? `${new URL(traces.url).host} takes them` }];
}

export const commands: readonly Command[] = [doctor];
