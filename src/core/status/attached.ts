import { counted, grouped } from '#/core/grouped.ts';
import type { ControlFacts } from './status.ts';

type Attached = NonNullable<ControlFacts['attached']>;

/** 3 of 4 attached: 2 for the items that called for it, 1 by its day alone; of more than that, 5 attached, 4 called for. */
export function attachedInWords({ expected, found, ofItems }: Attached): string {
  const all =
    found > expected
      ? `${grouped(found)} attached, ${grouped(expected)} called for`
      : `${grouped(found)} of ${grouped(expected)} attached`;
  if (found === 0) return all;
  const ofDays = found - ofItems;
  const parts = [
    ...(ofItems === 0 ? [] : [`${grouped(ofItems)} for the ${ofItems === 1 ? 'item' : 'items'} that called for it`]),
    ...(ofDays === 0 ? [] : [`${grouped(ofDays)} by ${ofDays === 1 ? 'its day' : 'their days'} alone`]),
  ];
  return `${all}: ${parts.join(', ')}`;
}

/** What was attached and is gone shows nothing to anybody. */
export const erasedInWords = (pieces: number): readonly string[] =>
  pieces === 0
    ? []
    : [
        `${counted(pieces, 'piece', 'pieces')} of evidence attached by hand ${pieces === 1 ? 'was' : 'were'} erased: nothing is left to look at`,
      ];

/** A record that was erased, or that nobody could read, may have called for it: nobody may take that for one that did not. */
export const unreadInWords = (attached: ControlFacts['attached']): readonly string[] =>
  attached === null || attached.unread === null
    ? []
    : [`records of ${attached.unread} were erased or could not be read: whether they called for it is unknown`];
