import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { type BareContext, type Command, EXIT } from '#/app/cli/command.ts';
import { isSystemFailure, whyOf } from '#/app/cli/failures.ts';
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
      ...(await database(context)),
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
const fixHere = ({ fix }: DomainError): string => fix.replace(' "attestry doctor" looks at all of them.', '');

function folder({ config: { data, secret } }: BareContext): readonly Finding[] {
  const refused = whyNotWritable(data);
  if (refused !== null) return [{ what: 'data', fine: false, says: `${data} cannot be written: ${refused}` }];
  if (!existsSync(data))
    return [{ what: 'data', fine: true, says: `${data} does not exist yet; it is made when it is needed` }];
  const key = path.join(data, 'secret.key');
  const open = existsSync(key) && (statSync(key).mode & 0o077) !== 0;
  const where =
    secret === null
      ? 'in the data folder: whoever copies the folder has the keys; set ATTESTRY_SECRET to keep it apart'
      : 'from ATTESTRY_SECRET';
  return [
    { what: 'data', fine: true, says: data },
    { what: 'secret', fine: !open, says: open ? `${key} can be read by others: chmod 600 it` : where },
  ];
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

async function database({ config, wrong, open }: BareContext): Promise<readonly Finding[]> {
  if (wrong.some(({ facts }) => facts['name'] === 'DATABASE_URL')) return []; // said already; it is not the embedded one
  if (config.databaseUrl === null && !existsSync(path.join(config.data, 'postgres')))
    return [{ what: 'database', fine: true, says: 'embedded PostgreSQL, made with the first organization' }];
  const kind = config.databaseUrl === null ? 'embedded PostgreSQL' : 'the PostgreSQL server of DATABASE_URL';
  try {
    const attestry = await open();
    const organizations = await attestry.db.organizations();
    const named =
      organizations.length === 0
        ? 'no organization yet'
        : `organizations: ${organizations.map(({ slug }) => slug).join(', ')}`;
    return [{ what: 'database', fine: true, says: `${kind} answers and is up to date; ${named}` }];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ what: 'database', fine: false, says: `${kind}: ${error.message} ${error.fix}` }];
  }
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
