import { z } from 'zod';
import { memberOf, parsedJson } from '#/collectors/formats/json.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { textOf } from '#/collectors/formats/text.ts';

/** Seconds since 1970, as pgBackRest counts them. */
const Seconds = z.int().min(0).max(253_402_300_799);

const Backup = z.object({
  label: z.string().min(1),
  type: z.string().optional(),
  /** Whether pages of the copy failed their checksums; backups of old versions do not say. */
  error: z.boolean().nullish(),
  'error-list': z.array(z.object({ name: z.string().optional() })).nullish(),
  database: z.object({ 'repo-key': z.int().optional() }).optional(),
  timestamp: z
    .object({ start: Seconds, stop: Seconds })
    .refine(({ start, stop }) => start <= stop, 'it ends before it begins'),
  info: z.object({ size: z.number().min(0).optional() }).optional(),
});
export type Backup = z.output<typeof Backup>;

const Stanza = z.object({
  name: z.string().min(1),
  cipher: z.string().optional(),
  backup: z.array(Backup),
  repo: z.array(z.object({ key: z.int(), cipher: z.string().optional() })).optional(),
  status: z.object({ code: z.int(), message: z.string().optional() }),
});
export type Stanza = z.output<typeof Stanza>;

/** What `pgbackrest info --output=json` writes: the catalogue of each stanza. */
export const Info = z.array(Stanza);

/** What every stanza has, and few of which anything else has together. */
const NAMES = ['archive', 'backup', 'cipher', 'db', 'repo', 'status'] as const;
const ENOUGH = 3;
/** No cell of a table is a list. */
const LISTS = ['archive', 'backup', 'db', 'repo'] as const;

/** Is JSON a catalogue by its form, whatever is wrong in it? Nothing in one names the tool that wrote it. */
export function isCatalogue(bytes: NamedBytes): boolean {
  const value = parsedJson(bytes.name, textOf(bytes));
  const stanzas = Array.isArray(value) ? value : [value];
  return stanzas.some(
    (each) =>
      typeof each === 'object' &&
      each !== null &&
      NAMES.filter((name) => memberOf(each, name) !== undefined).length >= ENOUGH &&
      LISTS.some((name) => Array.isArray(memberOf(each, name))),
  );
}
