import { z } from 'zod';
import { type Accounted, allWell, defineCollector, type Input, type Json, type Page } from '#/collectors/collector.ts';
import { refuseAhead } from '#/collectors/formats/ahead.ts';
import { dated } from '#/collectors/formats/dates.ts';
import { FilePath, MomentText } from '#/collectors/formats/declared.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { faultsOfRecords } from '#/collectors/formats/unfit.ts';
import { keptIn, readingIn, readingOf, sourceFile } from '#/collectors/formats/source-file.ts';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import { momentInWords } from '#/core/time/words.ts';
import { isZone } from '#/core/time/zone.ts';
import { type Items, looksOf, scopeOf, settingItems, weaknessItems } from './items.ts';
import { reportIn } from './recognize.ts';
import { malformed, type Report } from './report.ts';

export const ScanSettings = z.strictObject({
  path: FilePath,
  asset: z.string().min(1).max(500).optional().meta({
    title: 'What was scanned',
    description: 'Where the report does not name it, or names it differently each time, as an image by its tag.',
  }),
  scannedAt: MomentText.optional().meta({
    title: 'When it was scanned',
    description: 'For reports that do not say so, such as 2026-03-03T10:00:00Z.',
  }),
  zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin').optional().meta({
    title: 'Time zone of the scanner',
    description: 'For reports that write times without one, such as Europe/Berlin.',
  }),
  ended: z.array(z.string().min(1).max(500)).max(1_000).readonly().default([]).meta({
    title: 'What is scanned no more',
    description: 'Assets or accounts that this source covered and that no longer exist.',
  }),
  declaredBy: z.string().min(1).max(200).optional().meta({
    title: 'Who declares that it is whole',
    description: 'Who says that the report is all that the tool wrote.',
  }),
});
export type ScanSettings = z.output<typeof ScanSettings>;

const VERSION = 1;

/** Reports of scanners. A report is a look at what it covers: a weakness that the next one no longer has is gone. */
export const scan = defineCollector<ScanSettings>({
  id: 'scan',
  title: 'Scanner report (OCSF, Prowler, Trivy, SARIF, CycloneDX, npm audit, GitHub alerts)',
  version: VERSION,
  doc: 'The report that a scanner wrote to a file; the kind is told from its bytes. One source for each account or group of assets that is scanned together.',
  populations: ['vulnerability', 'configuration'],
  privileges: [{ what: 'Read the file', why: 'It is imported, and kept as the artifact behind its records.' }],
  settings: ScanSettings,
  identity: ['path', 'asset'],
  secrets: [],
  grade: 'export',
  async test(input) {
    const { report, made, weaknesses, settings } = await scanned(input);
    return allWell([
      `${report.tool}, made at ${momentInWords(made)}, about ${report.covers.slice(0, 20).join(', ')}`,
      ...(weaknesses === null ? [] : [`${weaknesses.records.length} vulnerabilities`]),
      ...(settings === null ? [] : [`${settings.records.length} settings`]),
      ...report.notes.filter((note) => note !== ''),
    ]);
  },
  async *collect(input, cursor) {
    const { settings, tools } = input;
    const scanning = await scanned(input);
    const reading = readingOf(scanning.bytes, settings, VERSION);
    if (readingIn(cursor) === reading) {
      tools.log('info', 'The report is the one that was imported last; nothing new was seen.');
      return;
    }
    const before = textsIn(cursor, 'made');
    const scopes = scopesOf(scanning.report);
    refuseOlder(scanning, scopes, before);
    if (scanning.settings !== null) refuseGaps(scanning, textsIn(cursor, 'covers'), settings.ended);
    const made = Object.fromEntries(scopes.map((scope) => [scope, scanning.made]));
    const covers =
      scanning.settings === null ? {} : Object.fromEntries(scanning.report.covers.map((each) => [each, '']));
    yield pageOf(scanning, settings, { reading, made: { ...before, ...made }, covers });
  },
});

interface Scanned {
  readonly bytes: NamedBytes;
  readonly readAt: Instant;
  readonly report: Report;
  /** The moment of the scan, as a fact has it. */
  readonly made: string;
  readonly weaknesses: Items | null;
  readonly settings: Items | null;
}

async function scanned({ settings, tools }: Input<ScanSettings>): Promise<Scanned> {
  const bytes = await sourceFile(tools, settings.path);
  const report = reportIn(bytes, {
    file: bytes.name,
    asset: settings.asset ?? null,
    zone: settings.zone ?? null,
  });
  const made = momentOfScan(bytes.name, report, settings);
  refuseAhead(bytes.name, momentOf(made), tools.startedAt);
  const weaknesses = report.weaknesses === null ? null : weaknessItems(report.tool, report.weaknesses, made);
  const found = report.settings === null ? null : settingItems(report.settings);
  const faults = faultsOfRecords([...(weaknesses?.records ?? []), ...(found?.records ?? [])]);
  if (faults.length > 0) throw malformed(bytes.name, report.tool, faults);
  return { bytes, readAt: tools.startedAt, report, made, weaknesses, settings: found };
}

/** From the report where it says so, else from the settings; never the time at which it is imported. */
function momentOfScan(file: string, { made }: Report, { scannedAt, zone }: ScanSettings): string {
  const told = made === null ? null : dated(made, { format: 'iso', zone });
  if (told !== null && 'moment' in told) return told.moment;
  if (scannedAt !== undefined) return scannedAt;
  const because = made === null ? 'it holds no date of its own' : `"${made.slice(0, 40)}" has no time zone ("zone")`;
  throw new DomainError('report_time_missing', { file, because });
}

/** What the order of reports is kept for: each asset by itself, and all settings together. */
const scopesOf = ({ tool, covers, weaknesses, settings }: Report): readonly string[] => [
  ...(weaknesses === null ? [] : covers.map((asset) => scopeOf(asset, tool).trimEnd())),
  ...(settings === null ? [] : ['settings']),
];

const textsIn = (cursor: Json | null, name: string) => (keptIn(cursor, name) ?? {}) as Readonly<Record<string, string>>;

/** What was seen later must not be undone by what was seen before it. */
function refuseOlder(
  { bytes, made }: Scanned,
  scopes: readonly string[],
  before: Readonly<Record<string, string>>,
): void {
  for (const scope of scopes) {
    const last = Object.hasOwn(before, scope) ? before[scope] : undefined;
    if (last !== undefined && momentOf(made).latest <= momentOf(last).latest)
      throw new DomainError('report_not_newer', { file: bytes.name, made, scope, last });
  }
}

/** The keys of settings begin with their rule, so that a report of other accounts would end those of these. */
function refuseGaps(
  { bytes, report }: Scanned,
  covered: Readonly<Record<string, string>>,
  ended: readonly string[],
): void {
  const left = Object.keys(covered).filter((each) => !report.covers.includes(each) && !ended.includes(each));
  if (left.length > 0) throw new DomainError('report_scope_left', { file: bytes.name, left: left.join(', ') });
}

function pageOf(scanning: Scanned, settings: ScanSettings, cursor: Page['cursor']): Page {
  const { bytes, report, weaknesses } = scanning;
  const records = [...(weaknesses?.records ?? []), ...(scanning.settings?.records ?? [])];
  return {
    artifacts: [
      { bytes: bytes.bytes, media: /\.csv$/i.test(bytes.name) ? 'text/csv' : 'application/json', name: bytes.name },
    ],
    records,
    looks: looksOf(report, settings.ended),
    lookedAt: momentOf(scanning.made).latest,
    accounted: [
      ...(weaknesses === null ? [] : [accountedOf('vulnerability', weaknesses, scanning, settings)]),
      ...(scanning.settings === null ? [] : [accountedOf('configuration', scanning.settings, scanning, settings)]),
    ],
    cursor,
    progress: { what: 'findings', done: records.length, total: records.length },
  };
}

function accountedOf(
  population: 'vulnerability' | 'configuration',
  { records, again }: Items,
  { bytes, readAt, report, made }: Scanned,
  { declaredBy }: ScanSettings,
): Accounted {
  const { tool, covers, complete, sourceCount, notes } = report;
  const { earliest, latest } = momentOf(made);
  const counted = sourceCount !== null && sourceCount === records.length + again;
  const whole = complete === 'nothing' ? 'none' : declaredBy !== undefined ? 'declared' : 'none';
  return {
    population,
    kind: counted && complete !== 'nothing' ? 'counted' : whole,
    from: Math.min(earliest, readAt),
    to: Math.min(latest, readAt),
    query: { file: bytes.name, tool, covers, ...(declaredBy === undefined ? {} : { declaredBy }) },
    sourceCount,
    ourCount: records.length,
    rejected: 0,
    note: [...notes, again > 0 ? `${again} findings are further places of an item that is there already` : '']
      .filter((note) => note !== '')
      .join('; '),
  };
}
