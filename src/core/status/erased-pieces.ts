import { isWithin } from '#/core/occurrences/said.ts';
import { NEVER } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import type { Attachment } from './by-hand.ts';

interface Looked {
  readonly window: Window;
  /** Does the examination look at the design alone? */
  readonly isOfDesign: boolean;
  /** Items that called for the control in the window, of those that something was attached for. */
  readonly items: readonly string[];
}

/**
 * What a status would rest on and was erased, of what was attached to a control: to show that it was performed in the
 * window, and its design where nothing else that was attached shows it. What was attached anew for the same counts.
 */
export function erasedOf(own: readonly Attachment[], { window, isOfDesign, items }: Looked): readonly Attachment[] {
  if (!own.some(({ erased }) => erased)) return [];
  const designs = own.filter(({ purpose, occurred }) => purpose === 'design' && beginsBefore(occurred, window.end));
  const gone = designs.every(({ erased }) => erased) ? designs : [];
  if (isOfDesign) return gone;
  const left = new Set(own.filter(({ erased }) => !erased).map(whatFor));
  const performed = own.filter(
    (each) => each.erased && each.purpose === 'performance' && isAbout(each, window, items) && !left.has(whatFor(each)),
  );
  return [...gone, ...performed];
}

const beginsBefore = (occurred: string, end: number): boolean => (parseMoment(occurred)?.earliest ?? NEVER) < end;

function isAbout({ occurred, period, item }: Attachment, window: Window, items: readonly string[]): boolean {
  if (item !== null) return items.includes(item);
  return [occurred, period].some((day) => {
    const at = day === null ? null : parseMoment(day);
    return at !== null && isWithin(window, at);
  });
}

const whatFor = ({ purpose, occurred, period, item }: Attachment): string =>
  JSON.stringify([purpose, occurred, period, item]);
