import type { z } from 'zod';
import { parsePem } from '#/ledger/certificate.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import type { Trust, Vouch } from '#/ledger/vouch.ts';
import { WitnessPlace } from './witness.contract.ts';

const readable = (look: () => boolean): boolean => {
  try {
    return look();
  } catch {
    return false; // what cannot be read is not of the form, whatever the reason
  }
};

/** The key of the setting. */
export const WITNESS = 'witness';

const hasCertificates = (anchors: string): boolean => readable(() => parsePem(anchors).length > 0);
const isWitnessKey = (verifier: string): boolean => readable(() => parseVerifierKey(verifier).kind === 'witness');

/** Where the checkpoints of an organization are sent, outside. */
export const WitnessSetting = WitnessPlace.superRefine((place, found) => {
  if (place.kind === 'rfc3161' && place.anchors !== undefined && !hasCertificates(place.anchors))
    found.addIssue({
      code: 'custom',
      path: ['anchors'],
      message: 'no certificates in PEM form that can be used',
    });
  if (place.kind === 'witness' && !isWitnessKey(place.verifier))
    found.addIssue({
      code: 'custom',
      path: ['verifier'],
      message: 'not the key of a witness: <name>+<8 hexadecimal digits>+<base64>',
    });
});
export type WitnessSetting = z.output<typeof WitnessSetting>;
export type WitnessKind = WitnessSetting['kind'];

/** How a message names the place. */
export function placeOf(setting: WitnessSetting): string {
  switch (setting.kind) {
    case 'none':
      return 'nowhere';
    case 'rfc3161':
    case 'witness':
    case 'http':
      return setting.url;
    case 'file':
      return setting.path;
    case 'git':
      return `${setting.remote}, branch ${setting.branch}`;
  }
}

/** Whom the organization itself believes: those that it chose. A stranger brings their own. */
export const trustOf = (setting: WitnessSetting): Trust => ({
  anchors: setting.kind === 'rfc3161' ? (setting.anchors ?? '') : '',
  witnesses: setting.kind === 'witness' ? [parseVerifierKey(setting.verifier)] : [],
});

/** The first and the last outsider who saw a log with at least `size` entries; null when none did. */
export interface Since {
  readonly size: number;
  readonly earliest: Vouch | null;
  readonly latest: Vouch | null;
}
