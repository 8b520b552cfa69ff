import { sinceWhen } from '../ledger/vouch.ts';
import { type Fault, isChange } from './fault.ts';
import type { Verified } from './verify.ts';

const MOST = 50;
const number = (value: number): string => value.toLocaleString('en-US');
const counted = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`;

/**
 * What a reader is told, line by line; the last three say what is unchanged, since when, and what no ledger proves.
 * Names and reasons are the company's words: nothing in them can steer a terminal, or begin a line of its own.
 */
export function reportOf(file: string, verified: Verified): readonly string[] {
  const { remarks, signer } = verified;
  const faults = verified.faults.filter(isChange);
  const strange = verified.faults.filter((fault) => !isChange(fault));
  return [
    ...demoLines(verified),
    ...aboutLines(file, verified),
    ...listed(
      faultTitle(faults),
      faults.map(({ kind, where, what }) => `${where}: ${kind}: ${what}`),
    ),
    ...listed(
      'As it was sealed, and worth knowing:',
      remarks.map(({ position, what }) => `entry ${number(position)}: ${what}`),
    ),
    ...strange.map(({ what }) => `Signer not established: ${what}.`),
    ...(strange.length > 0 && signer === null ? [] : [signerLine(signer, faults.length)]),
    '',
    ...threeSentences(verified),
  ].map(plain);
}

/** Without what could steer a terminal or pass for a line of ours. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '\ufffd');

const demoLines = ({ origin }: Verified): readonly string[] =>
  origin?.startsWith('demo.') === true ? ['This is a demo: the company and its records are invented.'] : [];

function aboutLines(file: string, { manifest, entries, records, erased }: Verified): readonly string[] {
  if (manifest === null) return [`${file}: it cannot be said what this is.`];
  const { organization, engagement, asOf, origin, segments, artifacts } = manifest;
  const days =
    engagement.type === 'type-1'
      ? `Type I as of ${engagement.last}`
      : `Type II, ${engagement.first} to ${engagement.last}`;
  const left = artifacts.omitted > 0 ? ` (${number(artifacts.omitted)} of other times are not in the package)` : '';
  const entriesLost = Math.max(0, erased.payloads - erased.artifacts);
  const gone = [
    ...(erased.artifacts > 0 ? [counted(erased.artifacts, 'artifact', 'artifacts')] : []),
    ...(erased.segments > 0 ? [`parts of ${counted(erased.segments, 'segment', 'segments')}`] : []),
    ...(entriesLost > 0 ? [`what ${counted(entriesLost, 'other entry', 'other entries')} said`] : []),
  ];
  return [
    `${file}: ${organization.name}, engagement ${engagement.id}, ${days} (${engagement.zone}), as of ${asOf.instant}.`,
    `Log ${origin}, ${counted(entries, 'entry', 'entries')}; ${counted(records, 'record', 'records')} in ${counted(segments.length, 'segment', 'segments')}; ${counted(artifacts.included.length, 'artifact', 'artifacts')}${left}.`,
    ...(gone.length === 0 ? [] : [`Erased, with a sealed tombstone: ${gone.join(' and ')}.`]),
  ];
}

const faultTitle = ({ length }: readonly Fault[]): string =>
  length === 1 ? '1 thing is not as it was sealed:' : `${number(length)} things are not as they were sealed:`;

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST ? [`  and ${number(lines.length - MOST)} more; --json lists them all`] : [];
  return [title, ...lines.slice(0, MOST).map((line) => `  ${line}`), ...more];
}

const signerLine = (signer: string | null, faults: number): string => {
  if (signer !== null) return `Signer established: ${signer}.`;
  return faults === 0
    ? 'The package is consistent with itself; signer not established. Give --key, the key that you have from the company by another way, or --since, a checkpoint that you received earlier.'
    : 'Signer not established.';
};

/** The three sentences with which every verification ends. */
export function threeSentences({ faults, received, entries, vouches, erased }: Verified): readonly string[] {
  const but =
    erased.artifacts + erased.segments + erased.payloads > 0
      ? ' What was erased is named above, and is not in it.'
      : '';
  const unchanged =
    !faults.some(isChange) && received !== null
      ? `1. Unchanged: everything in this package is as it was when the log received it, from ${received[0]} to ${received[1]}.${but}`
      : '1. Unchanged: no. What is named above is not as it was sealed.';
  return [
    unchanged,
    `2. Since when: ${sinceWhen(vouches, entries)}.`,
    '3. What no ledger proves: that a record was true when it was received, or that nothing was kept from it.',
  ];
}

/** Fine only when nothing is wrong and it is known who signed. */
export const isFine = ({ faults, signer }: Pick<Verified, 'faults' | 'signer'>): boolean =>
  faults.length === 0 && signer !== null;
