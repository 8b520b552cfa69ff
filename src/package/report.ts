import { sinceWhen } from '../ledger/vouch.ts';
import type { Verified } from './verify.ts';

const MOST = 50;
const number = (value: number): string => value.toLocaleString('en-US');

/** What a reader is told, line by line; the last three say what is unchanged, since when, and what no ledger proves. */
export function reportOf(file: string, verified: Verified): readonly string[] {
  const { manifest, faults, signer } = verified;
  const demo =
    manifest?.organization.demo === true ? ['This is a demo: the company and its records are invented.'] : [];
  const about =
    manifest === null
      ? [`${file}: it cannot be said what this is.`]
      : [
          `${file}: ${manifest.organization.name}, ${manifest.engagement.first} to ${manifest.engagement.last} (${manifest.engagement.zone}), as of ${manifest.asOf.instant}.`,
          `Log ${manifest.origin}, ${number(verified.entries)} entries; ${number(verified.records)} records in ${number(manifest.segments.length)} segments; ${number(verified.artifacts)} artifacts${manifest.artifacts.omitted > 0 ? ` (${number(manifest.artifacts.omitted)} of other times are not in the package)` : ''}${verified.erased > 0 ? `; ${number(verified.erased)} entries erased` : ''}.`,
        ];
  const found = faults.slice(0, MOST).map(({ where, what }) => `  ${where}: ${what}`);
  const more = faults.length > MOST ? [`  and ${number(faults.length - MOST)} more`] : [];
  const wrong =
    faults.length === 0 ? [] : [`${number(faults.length)} things are not as they were sealed:`, ...found, ...more];
  return [...demo, ...about, ...wrong, signerLine(signer, faults.length), '', ...threeSentences(verified)];
}

const signerLine = (signer: string | null, faults: number): string => {
  if (signer !== null) return `Signer established: ${signer}.`;
  return faults === 0
    ? 'The package is consistent with itself; signer not established. Give --key, the key that you have from the company by another way, or --since, a checkpoint that you received earlier.'
    : 'Signer not established.';
};

/** The three sentences with which every verification ends. */
export function threeSentences({ faults, received, entries, vouches }: Verified): readonly string[] {
  const unchanged =
    faults.length === 0 && received !== null
      ? `1. Unchanged: everything in this package is as it was when the log received it, from ${received[0]} to ${received[1]}.`
      : '1. Unchanged: no. What is named above is not as it was sealed; nothing else was found to be changed.';
  return [
    unchanged,
    `2. Since when: ${sinceWhen(vouches, entries)}.`,
    '3. What no ledger proves: that a record was true when it was received, or that nothing was kept from it.',
  ];
}

/** Fine only when nothing is wrong and it is known who signed. */
export const isFine = ({ faults, signer }: Verified): boolean => faults.length === 0 && signer !== null;
