import { type Coverage, FRESH_DAYS } from '#/core/coverage/coverage.ts';
import type { Occurrences } from '#/core/occurrences/counted-as.ts';
import { expectedOf } from '#/core/occurrences/expected.ts';
import type { Held } from '#/core/occurrences/held.ts';
import type { Occurrence, Performance } from '#/core/occurrences/occurrences.ts';
import { isPeriodic } from '#/core/occurrences/periods.ts';
import { isWithin, type Said, saidOf } from '#/core/occurrences/said.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { type Window, type WindowDays, windowOf } from '#/core/time/window.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { type Attachment, byHandIn } from './by-hand.ts';
import { erasedOf } from './erased-pieces.ts';
import type { Judgeable } from './held.ts';
import type { ByHand, CheckFacts, ControlFacts } from './status.ts';

/** What is missing of the design of a control that has no owner. */
export const NOBODY = 'nobody owns it';

/** An examination and a moment: what the statuses of all its controls have in common. */
export interface Scene {
  readonly type: ControlFacts['type'];
  readonly days: WindowDays;
  readonly asOf: Instant;
  /** When the log first had the examination. */
  readonly opened: Instant;
  readonly subservice: readonly {
    readonly name: string;
    readonly method: string;
    /** Controls that rely on it. */
    readonly controls: readonly string[];
  }[];
}

/** What the library says of a control, and what of its statement is unsaid, in words. */
export interface Told {
  readonly byHand: string | null;
  readonly occurrences: Occurrences;
  /** Populations that must be accounted for. */
  readonly needed: readonly PopulationName[];
  readonly checks: readonly { readonly id: string }[];
  /** What shows its design, and by records of which population that is shown. */
  readonly design: readonly { readonly what: string; readonly shownBy: PopulationName | null }[];
  readonly unsaid: readonly string[];
}

/** What the records, the readings and people say, wherever that was read from. */
export interface Known {
  /** Of the items until an instant: the end of the window, or of the control. */
  readonly check: (id: string, end: Instant) => CheckFacts;
  readonly coverage: (population: PopulationName) => Coverage;
  /** Readings of a whole population, each of which is a performance. */
  readonly readings: (population: PopulationName) => readonly Performance[];
  readonly attached: readonly Attachment[];
  /** What records show, of a control that they show. */
  readonly performances: (control: string) => readonly Performance[];
  /** How many called for a control in the window, so far. */
  readonly triggers: (control: string) => number;
  /** Those of the items that something was attached for, which called for the control in the window, so far. */
  readonly attachedFor: (control: string) => readonly string[];
  readonly unread: (population: PopulationName) => boolean;
  /** Is there a record of it of which something is known? One that nobody could read, or that was erased, shows nothing. */
  readonly hasFacts: (population: PopulationName) => boolean;
  /** What of the rows that this is read from is not as the log sealed it, in words. */
  readonly unfounded: readonly string[];
}

/** Puts together what a status is made from: the same for whoever reads a database and whoever reads a package. */
export function controlFacts(
  { version: { id, definition }, retired, rhythms }: Held<Judgeable>,
  scene: Scene,
  told: Told,
  known: Known,
): ControlFacts {
  const window = windowOf(scene.days);
  const said = (purpose: Parameters<typeof saidOf>[2]) => saidOf(known.attached, id, purpose);
  const coverage = told.needed.map((population) => known.coverage(population));
  const all = occurrencesOf({ id, rhythms, coverage }, scene, told, known);
  const isTriggered = told.occurrences.kind === 'triggered';
  const handed = { performed: byDay(said('performance')), complete: said('complete') };
  const design = designIn({ id, window }, told, known);
  return {
    id,
    owner: definition.owner,
    type: scene.type,
    designMissing: [
      ...(definition.owner === null ? [NOBODY] : []),
      ...told.unsaid,
      ...(design.missing === null ? [] : [design.missing]),
    ],
    designCoverage: design.shownBy === null ? [] : [known.coverage(design.shownBy)],
    checks: told.checks.map((check) => known.check(check.id, retired ?? window.end)),
    coverage,
    askedUntil: askedUntil(coverage, scene),
    occurrences: all.filter(({ period }) => retired === null || period.end <= retired),
    attached:
      told.occurrences.kind === 'triggered' && told.byHand !== null
        ? attachedIn(id, within(window, handed.performed).length, told.occurrences.population, known)
        : null,
    byHand: told.byHand !== null && !isTriggered && all.length === 0 ? handedIn(handed, retired, scene) : null,
    statedMissed: all.length === 0 ? within(window, said('missed')).length : 0,
    erasedPieces: erasedOf(
      known.attached.filter(({ control }) => control === id),
      { window, isOfDesign: scene.type === 'type-1', items: known.attachedFor(id) },
    ).length,
    reliesOn: scene.subservice
      .filter(({ method, controls }) => method === 'carve-out' && controls.includes(id))
      .map(({ name }) => name),
    begun: scene.asOf >= window.start,
    firstDue: all[0]?.period.end ?? firstAsked(definition.frequency, window, scene.opened),
    onEvents: all.length === 0 && !isPeriodic(definition.frequency),
    continuous: definition.frequency === 'continuous',
    retiredOn: retired === null ? null : formatDay(zoneNamed(scene.days.zone).dayOf(retired)),
    retiredAt: retired,
    asOf: scene.asOf,
    unfounded: known.unfounded,
  };
}

/** What is attached for an item counts for it, whenever that was done; the rest by the day on which it occurred. */
function attachedIn(
  id: string,
  ofDays: number,
  population: PopulationName,
  { triggers, attachedFor, unread }: Known,
): ControlFacts['attached'] {
  const ofItems = attachedFor(id).length;
  const { many } = populationNamed(population);
  return { expected: triggers(id), found: ofItems + ofDays, ofItems, unread: unread(population) ? many : null };
}

const byDay = (said: readonly Said<Attachment>[]): readonly Said<Attachment>[] =>
  said.filter(({ of }) => of.item === null);

const within = (window: Window, all: readonly Said<Attachment>[]): readonly Said<Attachment>[] =>
  all.filter(({ at }) => isWithin(window, at));

function occurrencesOf(
  {
    id,
    rhythms,
    coverage,
  }: Pick<Held<Judgeable>, 'rhythms'> & { readonly id: string; readonly coverage: readonly Coverage[] },
  { days, asOf }: Scene,
  { occurrences: counts }: Told,
  known: Known,
): readonly Occurrence[] {
  const isOfRecords = counts.kind === 'performed' || counts.kind === 'triggered';
  return expectedOf({
    counts,
    rhythms,
    days,
    asOf,
    coverage,
    attached: byDay(saidOf(known.attached, id, 'performance')),
    missed: saidOf(known.attached, id, 'missed'),
    performances: isOfRecords
      ? known.performances(id)
      : counts.kind === 'covered'
        ? known.readings(counts.population)
        : [],
    unread: isOfRecords && known.unread(counts.population),
  });
}

/** Null where all of the window was read, or nothing is to be. */
function askedUntil(coverage: readonly Coverage[], { days }: Scene): string | null {
  const until = Math.min(...coverage.map(({ readUntil }) => readUntil));
  return until >= windowOf(days).end ? null : formatDay(zoneNamed(days.zone).dayOf(until - 1));
}

/**
 * What acts on events, or all the time, is due as soon as something calls for it. Where nothing is known of that, a
 * window that has just begun, or was just opened, is given as long as a reading counts as of now, and one that is over
 * no time at all; what has no whole period in it, for ever.
 */
const firstAsked = (
  frequency: Judgeable['definition']['frequency'],
  { start, end }: Window,
  opened: Instant,
): Instant => (isPeriodic(frequency) ? NEVER : Math.min(end, Math.max(start, opened) + FRESH_DAYS * DAY));

interface Handed {
  readonly performed: readonly Said<Attachment>[];
  readonly complete: readonly Said<Attachment>[];
}

function handedIn({ performed, complete }: Handed, retired: Instant | null, { days, asOf }: Scene): ByHand {
  const { start, end } = windowOf(days);
  const window = { start, end: Math.min(end, retired ?? end) };
  return byHandIn(performed, complete, { window, asOf, zone: zoneNamed(days.zone) });
}

interface Design {
  readonly missing: string | null;
  /** The population whose records show it, where nobody attached evidence of it. */
  readonly shownBy: PopulationName | null;
}

/** Is there a piece that was there before the window was over? Then nobody looks for records that show it. */
export const isDesignAttached = (
  attached: readonly Pick<Attachment, 'control' | 'purpose' | 'occurred'>[],
  id: string,
  { end }: Window,
): boolean =>
  attached.some(
    ({ control, purpose, occurred }) =>
      control === id && purpose === 'design' && (parseMoment(occurred)?.earliest ?? NEVER) < end,
  );

/**
 * One piece of evidence of the design is enough, if it was there before the window was over; where none is attached
 * and no records show it, the first that the library names is asked for.
 */
function designIn(
  { id, window }: { readonly id: string; readonly window: Window },
  { design }: Told,
  { attached, hasFacts }: Known,
): Design {
  if (isDesignAttached(attached, id, window)) return { missing: null, shownBy: null };
  const shown = design.flatMap(({ shownBy }) => (shownBy !== null && hasFacts(shownBy) ? [shownBy] : []))[0];
  if (shown !== undefined) return { missing: null, shownBy: shown };
  const isLate = attached.some((each) => each.control === id && each.purpose === 'design');
  const late = isLate ? ', and what is attached is of after the window' : '';
  const such = design[0] === undefined ? '' : `, such as: ${design[0].what}`;
  return { missing: `not attached: evidence of its design${such}${late}`, shownBy: null };
}
