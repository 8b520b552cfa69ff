import type { Json } from '#/collectors/collector.ts';
import { memberOf, parsedJson } from '#/collectors/formats/json.ts';
import { type NamedBytes, within } from '#/collectors/formats/limits.ts';
import { textOf } from '#/collectors/formats/text.ts';
import { DomainError } from '#/core/errors.ts';
import { cyclonedx } from './cyclonedx.ts';
import { githubAlerts } from './github-alerts.ts';
import { npmAudit } from './npm-audit.ts';
import { ocsf } from './ocsf.ts';
import { isProwlerHeader, prowlerCsv } from './prowler-csv.ts';
import type { Given, Reader, Report } from './report.ts';
import { sarif } from './sarif.ts';
import { trivy } from './trivy.ts';

/** Reads a report of any known kind, by what its bytes say that it is; throws `report_unknown` for all others. */
export function reportIn(bytes: NamedBytes, given: Given): Report {
  const text = textOf(bytes);
  const start = text.trimStart().slice(0, 1);
  if (start === '[' || start === '{') return jsonReport(text, given);
  if (isProwlerHeader(text.split(/\r?\n/, 1)[0] ?? '')) return prowlerCsv(text, given);
  throw unknown(given.file, start === '<' ? 'it is XML or HTML' : 'it is neither JSON nor the CSV of Prowler');
}

const unknown = (file: string, because: string): DomainError => new DomainError('report_unknown', { file, because });

function jsonReport(text: string, given: Given): Report {
  const value = jsonOrLines(given.file, text);
  const [reader, because] = readerFor(value);
  if (reader === null) throw unknown(given.file, because);
  return reader(value, given);
}

/** JSON, or one object in each line. */
function jsonOrLines(file: string, text: string): Json {
  try {
    return parsedJson(file, text);
  } catch (error) {
    const lines = text.split(/\r?\n/);
    if (!(error instanceof DomainError) || !text.trimStart().startsWith('{') || !isWhole(lines[0] ?? '')) throw error;
    within('rows', lines.length - 1, file);
    return lines.flatMap((line, at) => (line.trim() === '' ? [] : [lineIn(file, line, at + 1)]));
  }
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function lineIn(file: string, line: string, number: number): Json {
  try {
    return parsedJson(file, line);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const place = `line ${number}`;
    throw new DomainError('file_malformed', { ...error.facts, file, format: 'NDJSON', place }, { cause: error });
  }
}

type Choice = readonly [Reader, ''] | readonly [null, string];

function readerFor(value: Json): Choice {
  if (Array.isArray(value)) return readerForList(value as readonly Json[]);
  if (typeof value !== 'object' || value === null) return [null, 'it is JSON, but no object or list'];
  const known = KINDS.find(({ has }) => has.some((name) => memberOf(value, name) !== undefined));
  if (known === undefined) return [null, 'nothing in it says which tool wrote it'];
  const version = memberOf(value, known.version);
  if (known.only === null || version === known.only) return [known.reader, ''];
  return [
    null,
    `it is ${known.kind} of version ${JSON.stringify(version ?? null).slice(0, 20)}, and not ${known.only}`,
  ];
}

/** The members by which the kinds are told, in the order in which they are looked for. */
const KINDS: readonly {
  readonly kind: string;
  readonly has: readonly string[];
  readonly version: string;
  /** The one version that is read; null where the reader itself looks. */
  readonly only: string | number | null;
  readonly reader: Reader;
}[] = [
  { kind: 'OCSF', has: ['class_uid'], version: 'metadata', only: null, reader: ocsf },
  { kind: 'SARIF', has: ['runs'], version: 'version', only: '2.1.0', reader: sarif },
  { kind: 'CycloneDX', has: ['bomFormat'], version: 'specVersion', only: null, reader: cyclonedx },
  { kind: 'Trivy JSON', has: ['ArtifactName', 'Results'], version: 'SchemaVersion', only: 2, reader: trivy },
  {
    kind: 'npm audit JSON',
    has: ['auditReportVersion', 'advisories'], // the second is what npm 6 wrote, without a version
    version: 'auditReportVersion',
    only: 2,
    reader: npmAudit,
  },
  { kind: 'an answer of GitHub', has: ['data'], version: 'data', only: null, reader: githubAlerts },
];

function readerForList(list: readonly Json[]): Choice {
  if (list.length === 0) return [null, 'it is an empty list, which any tool may have written'];
  const classes = new Set(
    list.map((each) => (typeof each === 'object' && each !== null ? memberOf(each, 'class_uid') : undefined)),
  );
  if (classes.has(undefined)) return [null, 'its items have no class (class_uid), as those of OCSF have'];
  return [ocsf, ''];
}
