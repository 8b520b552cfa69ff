import type { z } from 'zod';
import type { Json } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { rankOf } from './severity.ts';

type VulnerabilityFact = Fact<'vulnerability'>;
type ConfigurationFact = Fact<'configuration'>;

/** One weakness as a report has it. */
export interface Weakness {
  readonly asset: string;
  /** What has it, without its version, so that it is found again after an upgrade that does not mend it. */
  readonly part: string | null;
  /** What the tool calls the weakness. */
  readonly name: string;
  readonly place: string;
  readonly told: Omit<VulnerabilityFact, 'id' | 'asset' | 'detectedAt'> & { readonly detectedAt?: string };
}

/** One setting as a report has it. */
export interface Setting {
  readonly place: string;
  readonly told: ConfigurationFact;
}

/** What a report says, in the terms of its tool. */
export interface Report {
  /** The tool, in the ids of its findings. */
  readonly tool: string;
  /** When the scan was made, where the report says so, with or without a zone; else null. */
  readonly made: string | null;
  /** Null where the report is not about weaknesses of assets. */
  readonly weaknesses: readonly Weakness[] | null;
  /** Null where the report is not about settings. */
  readonly settings: readonly Setting[] | null;
  /** Assets or accounts that it looked at, those without findings included. */
  readonly covers: readonly string[];
  /**
   * What it is a complete look at: each of `covers`; only the rules that it names, because a scan may be limited to
   * some; or nothing, because it failed or has further pages.
   */
  readonly complete: 'assets' | 'rules' | 'nothing';
  /** How many findings the source says that there are, where it says so. */
  readonly sourceCount: number | null;
  /** What was counted and is no item, and whatever else a reader should know. */
  readonly notes: readonly string[];
}

/** What a person adds to a report that does not name it. */
export interface Given {
  readonly file: string;
  readonly asset: string | null;
  readonly zone: string | null;
}

export type Reader = (value: Json, given: Given) => Report;

const SHOWN = 20;

/** Checks a report against what its format prescribes; throws `report_malformed` with the paths of what is not so. */
export function shaped<S extends z.ZodType>(
  schema: S,
  value: Json,
  { file, format }: { file: string; format: string },
) {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw malformed(
    file,
    format,
    error.issues.map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`),
  );
}

export function malformed(file: string, format: string, faults: readonly string[]): DomainError {
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more`] : [];
  return new DomainError('report_malformed', { file, format, list: [...faults.slice(0, SHOWN), ...more].join('\n') });
}

/** The asset that a person gave, else the one that the report names; throws where neither does. */
export function assetOf({ file, asset }: Given, named: string | null | undefined): string {
  const found = asset ?? named;
  if (found === null || found === undefined || found === '') throw new DomainError('report_asset_missing', { file });
  return found;
}

const CVE = /^CVE-\d{4}-\d{4,}$/i;
const GHSA = /^GHSA(-[0-9a-z]{4}){3}$/i;

/** The most public of several names of one weakness. */
export const publicName = (names: readonly string[]): string | undefined =>
  names.find((name) => CVE.test(name)) ?? names.find((name) => GHSA.test(name)) ?? names[0];

/** A line for people from a text of any length; absent where there is none. */
export function lineOf(text: string | null | undefined): string | undefined {
  const line = text?.trim().split(/\r?\n/, 1)[0]?.slice(0, 500).toWellFormed();
  return line === undefined || line === '' ? undefined : line;
}

/** Leaves out what is not told. */
export function told<T extends object>(
  members: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

const STATUS_ORDER: readonly unknown[] = ['open', undefined, 'accepted', 'dismissed', 'fixed'];

/** Where one item is found at several places, the worst of them stands for it. */
export const worseWeakness = (a: Weakness, b: Weakness): boolean =>
  STATUS_ORDER.indexOf(a.told.status) - STATUS_ORDER.indexOf(b.told.status) < 0 ||
  (a.told.status === b.told.status && rankOf(a.told) < rankOf(b.told));

const FINDING_ORDER: readonly unknown[] = ['weakness', undefined, 'manual', 'muted', 'none'];

export const worseSetting = (a: Setting, b: Setting): boolean =>
  FINDING_ORDER.indexOf(a.told.finding) < FINDING_ORDER.indexOf(b.told.finding);
