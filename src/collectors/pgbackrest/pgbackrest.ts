import { z } from 'zod';
import {
  type Accounted,
  allWell,
  defineCollector,
  type Found,
  found,
  type Input,
  type Json,
} from '#/collectors/collector.ts';
import { refuseAhead } from '#/collectors/formats/ahead.ts';
import { FilePath, MomentText } from '#/collectors/formats/declared.ts';
import { memberOf, parsedJson } from '#/collectors/formats/json.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { sourceFile } from '#/collectors/formats/source-file.ts';
import { textOf } from '#/collectors/formats/text.ts';
import { faultsOfRecords } from '#/collectors/formats/unfit.ts';
import { DomainError } from '#/core/errors.ts';
import { counted } from '#/core/grouped.ts';
import type { Fact } from '#/core/populations/index.ts';
import { formatInstant, type Instant, SECOND } from '#/core/time/instant.ts';
import { at, momentOf } from '#/core/time/moment.ts';
import { type Backup, Info, type Stanza } from './info.ts';

export const PgbackrestSettings = z.strictObject({
  path: FilePath,
  takenAt: MomentText.optional().meta({
    title: 'When the catalog was written',
    description:
      'It does not say so itself, such as 2026-03-03T10:00:00Z. Left out, it accounts for no more than its last backup.',
  }),
});
export type PgbackrestSettings = z.output<typeof PgbackrestSettings>;

/** The catalogue of pgBackRest. It lists what is kept: a backup that was tried and broke off is not in it. */
export const pgbackrest = defineCollector<PgbackrestSettings>({
  id: 'pgbackrest',
  title: 'pgBackRest',
  version: 1,
  doc: 'What pgbackrest info --output=json wrote to a file. Expired backups are no longer in it, so import it more often than the oldest is dropped.',
  populations: ['backup'],
  privileges: [{ what: 'Read the file', why: 'It is imported, and kept as the artifact behind its records.' }],
  settings: PgbackrestSettings,
  identity: ['path'],
  secrets: [],
  grade: 'export',
  async test(input) {
    const { stanzas } = await catalogue(input);
    return allWell(
      stanzas.map(({ name, backup, status }) => `${name}: ${counted(backup.length, 'backup')}, status ${status.code}`),
    );
  },
  async *collect(input, cursor) {
    const { bytes, stanzas, records } = await catalogue(input);
    yield {
      artifacts: [{ bytes: bytes.bytes, media: 'application/json', name: bytes.name }],
      records,
      accounted: [accountedOf(bytes.name, stanzas, { cursor, ...input })],
      cursor: Object.fromEntries(stanzas.map((stanza) => [stanza.name, lastOf(stanza)])),
      progress: { what: 'backups', done: records.length, total: records.length },
    };
  },
});

/** The label of the latest backup; labels begin with their time. */
const lastOf = ({ backup }: Stanza): string => {
  const labels = backup.map(({ label }) => label);
  return labels.sort().at(-1) ?? '';
};

interface Catalogue {
  readonly bytes: NamedBytes;
  readonly stanzas: readonly Stanza[];
  readonly records: readonly Found[];
}

async function catalogue({ settings: { path, takenAt }, tools }: Input<PgbackrestSettings>): Promise<Catalogue> {
  const bytes = await sourceFile(tools, path);
  const { success, data, error } = Info.safeParse(parsedJson(bytes.name, textOf(bytes)));
  const records = (data ?? []).flatMap((stanza, at) =>
    stanza.backup.map((backup, place) => found('backup', factOf(stanza, backup), 0, `/${at}/backup/${place}`)),
  );
  const faults = success
    ? [...repeatedIn(data), ...faultsOfRecords(records)]
    : error.issues.map(({ path: place, message }) => `/${place.map(String).join('/')}: ${message}`);
  if (success && faults.length === 0) {
    const shown = [...data.flatMap(({ backup }) => backup.map((each) => at(stopped(each)))), ...momentsOf(takenAt)];
    for (const moment of shown) refuseAhead(bytes.name, moment, tools.startedAt);
    return { bytes, stanzas: data, records };
  }
  const format = 'the output of pgbackrest info';
  throw new DomainError('report_malformed', { file: bytes.name, format, list: faults.slice(0, 20).join('\n') });
}

const momentsOf = (text: string | undefined) => (text === undefined ? [] : [momentOf(text)]);

/** Two backups of one name would be one item. */
function repeatedIn(stanzas: readonly Stanza[]): readonly string[] {
  const keys = new Set<string>();
  return stanzas.flatMap((stanza, at) =>
    stanza.backup.flatMap((backup, place) => {
      const key = JSON.stringify([stanza.name, idOf(backup)]);
      const again = keys.has(key);
      keys.add(key);
      return again ? [`/${at}/backup/${place}/label: this label stands there before`] : [];
    }),
  );
}

const KINDS: Readonly<Record<string, Fact<'backup'>['kind']>> = {
  full: 'full',
  diff: 'differential',
  incr: 'incremental',
};

function factOf(stanza: Stanza, backup: Backup): Fact<'backup'> {
  const { type = '', timestamp, info } = backup;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const encrypted = encryptedIn(stanza, backup);
  return {
    id: idOf(backup),
    system: stanza.name,
    startedAt: formatInstant(timestamp.start * SECOND),
    endedAt: formatInstant(timestamp.stop * SECOND),
    ...resultOf(backup),
    ...(kind === undefined ? {} : { kind }),
    ...(encrypted === null ? {} : { encrypted }),
    ...(info?.size === undefined ? {} : { bytes: info.size }),
  };
}

/** Labels are unique in one repository; the first one is the rule. */
const idOf = ({ label, database }: Backup): string => {
  const repository = database?.['repo-key'] ?? 1;
  return repository === 1 ? label : `${label}@repo${repository}`;
};

/** What is listed ran to its end. Whether its pages are whole, a backup of an old version does not say. */
function resultOf({ error, 'error-list': list }: Backup): Pick<Fact<'backup'>, 'result' | 'error'> {
  const names = (list ?? []).flatMap(({ name }) => name ?? []);
  if (error === true || (list ?? []).length > 0) {
    const which = names.length > 0 ? `: ${names.join(', ')}` : '';
    return { result: 'failure', error: `pages failed their checksums${which}`.slice(0, 2_000) };
  }
  return error === false ? { result: 'success', error: null } : {};
}

/** By the repository that holds the copy; a stanza of several may be `mixed`. */
function encryptedIn({ cipher, repo = [] }: Stanza, { database }: Backup): boolean | null {
  const own = repo.find(({ key }) => key === database?.['repo-key'])?.cipher ?? cipher;
  return own === undefined || own === 'mixed' ? null : own !== 'none';
}

const OK = 0;
const NO_BACKUPS = 2;

/**
 * The catalogue is complete from its oldest backup on; where it still lists the last one of the catalogue before, it
 * continues that.
 */
function accountedOf(
  file: string,
  stanzas: readonly Stanza[],
  { cursor, settings, tools }: Input<PgbackrestSettings> & { readonly cursor: Json | null },
): Accounted {
  const backups = stanzas.flatMap(({ backup }) => backup);
  const broken = stanzas.filter(({ status }) => status.code !== OK && status.code !== NO_BACKUPS);
  const torn = stanzas.filter(({ name, backup }) => {
    const last = typeof cursor === 'object' && cursor !== null ? memberOf(cursor, name) : undefined;
    return typeof last === 'string' && last !== '' && backup.every(({ label }) => label !== last);
  });
  const whole = broken.length === 0 && backups.length > 0;
  const starts = stanzas.flatMap(({ backup }) => (backup.length === 0 ? [] : earliest(backup.map(started))));
  return {
    population: 'backup',
    kind: whole ? 'contiguous' : 'none',
    from: whole ? latest(starts) : null,
    to: whole
      ? Math.min(
          latest([...backups.map(stopped), ...momentsOf(settings.takenAt).map(({ earliest: from }) => from)]),
          tools.startedAt,
        )
      : null,
    query: { file, stanzas: stanzas.map(({ name }) => name) },
    sourceCount: null,
    ourCount: backups.length,
    rejected: 0,
    note: [
      ...broken.map(({ name, status }) => `${name} has status ${status.code} (${status.message ?? ''})`),
      ...torn.map(
        ({ name }) => `${name} no longer lists the last backup of the catalogue before; what lay between is not known`,
      ),
    ].join('; '),
  };
}

const earliest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => Math.min(a, b));
const latest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => Math.max(a, b));
const started = ({ timestamp }: Backup): Instant => timestamp.start * SECOND;
const stopped = ({ timestamp }: Backup): Instant => timestamp.stop * SECOND;
