import { dueIn } from '#/checks/came-due.ts';
import { beforeIn, NOTHING_CARRIED } from '#/checks/carried.ts';
import type { Check } from '#/checks/check.ts';
import { countOutcomes, decodeOutcomes, type Outcomes } from '#/checks/engine/outcomes.ts';
import { judgedByOthers, otherLimits } from '#/checks/later-limits.ts';
import { cameDueInWords, erasedBeside, unseenBy } from '#/checks/unseen.ts';
import { comparisonsIn, confirmationsOf, confirmedIn, type SealedComparison } from '#/core/coverage/confirmed.ts';
import { type Accounted, type Coverage, coverageIn } from '#/core/coverage/coverage.ts';
import type { Occurrences } from '#/core/occurrences/counted-as.ts';
import { readingsIn } from '#/core/occurrences/expected.ts';
import type { Performance } from '#/core/occurrences/occurrences.ts';
import { itemsOf } from '#/core/occurrences/said.ts';
import { admittedTo, calledBy, hasFacts, hasUnread, performancesIn } from '#/core/occurrences/performances.ts';
import { periodsOf } from '#/core/occurrences/periods.ts';
import type { Rhythm } from '#/core/occurrences/rhythms.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Attachment } from '#/core/status/by-hand.ts';
import type { Carried } from '#/core/status/carried.ts';
import type { Known } from '#/core/status/control-facts.ts';
import type { CheckFacts } from '#/core/status/status.ts';
import { CalendarSpec } from '#/core/time/calendar.ts';
import { parseInstant } from '#/core/time/instant.ts';
import type { Window, WindowDays } from '#/core/time/window.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { canonicalJson, type Json } from '../ledger/canonical.ts';
import { membersOf, textIn } from './json.ts';
import type { Manifest } from './manifest.ts';
import { carriedAgain } from './reperform-carried.ts';
import type { Ground, SealedRun } from './reperform-ground.ts';

/** What is known of runs, beside the package itself. */
export interface RunRules {
  readonly checkWithId: (id: string) => Check | undefined;
  /** The limits by which a check judges, as versions of controls give them: `id`, `effectiveFrom` and `definition` of each. */
  readonly limitsOf: (check: Check, versions: readonly SealedVersion[]) => unknown;
  /** Are both the same limits at every instant? */
  readonly sameLimits: (a: unknown, b: unknown) => boolean;
}

/** A version of a control as the log has it. */
export interface SealedVersion {
  readonly id: string;
  readonly position: number;
  readonly received: number;
  readonly effectiveFrom: number;
  readonly definition: unknown;
}

/** What counts as a performance of a control, and when it was to be performed. */
export interface Counted {
  readonly counts: Occurrences;
  readonly rhythms: readonly Rhythm[];
}

/** What a package holds of the records, the readings and the people of its window: nothing is taken from what it says of them. */
export class KnownAgain {
  readonly versions: readonly SealedVersion[];
  readonly #ground: Ground;
  readonly #manifest: Manifest;
  readonly #rules: RunRules;
  readonly #asOf: number;
  readonly #instant: number;
  readonly #outcomes = new Map<string, Outcomes | null>();
  readonly #carriedBy = new Map<string, Carried>();
  readonly #taken: Omit<Parameters<typeof unseenBy>[2], 'exclusion'>;

  constructor(ground: Ground, manifest: Manifest, rules: RunRules) {
    this.#ground = ground;
    this.#manifest = manifest;
    this.#rules = rules;
    this.#asOf = manifest.asOf.position;
    this.#instant = parseInstant(manifest.asOf.instant) ?? Number.NaN;
    this.versions = versionsBefore(ground, this.#asOf);
    this.#taken = {
      segments: ground.lastSegments(this.#asOf),
      erasures: ground.lastErasures(this.#asOf),
      aliases: ground.before(this.#asOf, 'aliases-declared').at(-1)?.position,
    };
  }

  /** All that a status asks for; what counts as a performance of each control is told by its id. */
  known(counted: ReadonlyMap<string, Counted>): Known {
    const accounted = this.#ground.readings(this.#asOf);
    return {
      check: (id, end) => this.#check(id, end),
      coverage: this.#coverageReader(accounted),
      readings: (population) => readingsIn(accounted.get(population) ?? []),
      attached: this.#attached(),
      performances: (control) => this.#performances(counted.get(control)),
      triggers: (control) => this.#triggers(counted.get(control)),
      attachedFor: (control) => this.#attachedFor(control, counted.get(control)),
      unread: (population) => hasUnread(this.#records(population), population, this.#asOf),
      hasFacts: (population) => hasFacts(this.#records(population), population, this.#asOf),
      unfounded: [], // all of it is read from the log itself
    };
  }

  #before(...kinds: readonly string[]): ReturnType<Ground['before']> {
    return this.#ground.before(this.#asOf, ...kinds);
  }

  #records(population: PopulationName): ReturnType<Ground['records']> {
    return this.#ground.records(population, this.#asOf);
  }

  get #days(): WindowDays {
    const { first, last, zone } = this.#manifest.engagement;
    return { first, last, zone };
  }

  get #window(): Window {
    const { start, end } = this.#manifest.engagement;
    return { start, end };
  }

  #coverageReader(accounted: ReadonlyMap<string, readonly Accounted[]>): Known['coverage'] {
    const confirmed = confirmationsOf(this.#before('reconciliation').flatMap(comparisonsAt));
    const known = new Map<PopulationName, Coverage>();
    return (population) => {
      const found =
        known.get(population) ??
        coverageIn(
          population,
          accounted.get(population) ?? [],
          { ...this.#window, asOf: this.#instant, zone: this.#days.zone },
          confirmedIn(confirmed, population),
        );
      known.set(population, found);
      return found;
    };
  }

  #performances(counted: Counted | undefined): readonly Performance[] {
    if (counted?.counts.kind !== 'performed' && counted?.counts.kind !== 'triggered') return [];
    const periods = periodsOf(counted.rhythms, this.#days);
    if (periods.length === 0) return [];
    const { counts } = counted;
    return performancesIn(this.#records(counts.population), counts, { periods, asOf: this.#asOf });
  }

  #triggers(counted: Counted | undefined): number {
    if (counted?.counts.kind !== 'triggered') return 0;
    const until = { ...this.#window, end: Math.min(this.#window.end, this.#instant) };
    return admittedTo(this.#records(counted.counts.population), counted.counts, until, this.#asOf).total;
  }

  #attachedFor(control: string, counted: Counted | undefined): readonly string[] {
    if (counted?.counts.kind !== 'triggered') return [];
    const items = itemsOf(this.#attached(), control);
    if (items.length === 0) return [];
    const until = { ...this.#window, end: Math.min(this.#window.end, this.#instant) };
    const { counts } = counted;
    return calledBy(this.#records(counts.population), counts, until, { items, asOf: this.#asOf }).map(
      ({ item }) => item,
    );
  }

  #attached(): readonly Attachment[] {
    const erased = this.#ground.erasedArtifacts(this.#asOf);
    return this.#before('evidence-attached').map((entry) => attachmentIn(entry, erased));
  }

  /** What the last run of a check says of the window until an instant, and what it did not see. */
  #check(id: string, end: number): CheckFacts {
    const switched = this.#before('check-disabled', 'check-enabled').findLast(
      ({ payload }) => textIn(payload, 'check') === id,
    );
    const enabled = switched?.kind !== 'check-disabled';
    const placed = this.#manifest.runs.find(({ check }) => check === id);
    const sealed = (placed && this.#ground.run(placed.position)) as SealedRun | undefined;
    const outcomes = sealed && this.#outcomesOf(sealed);
    if (sealed === undefined || outcomes == null) return { id, enabled, run: null };
    const counts = countOutcomes(outcomes, { ...this.#window, end });
    const cameDue = dueIn(outcomes, this.#window).findLast(({ at }) => at <= this.#instant)?.count ?? 0;
    const behind = [...this.#unseen(id, sealed), ...cameDueInWords(cameDue)];
    const { last } = beforeIn(outcomes, this.#window);
    const zone = zoneNamed(this.#days.zone);
    const lastBefore = last === null ? null : formatDay(zone.dayOf(last));
    const carried = this.#carried(id, sealed, outcomes);
    const asOf = parseInstant(sealed.asOf) ?? Number.NaN;
    const check = this.#rules.checkWithId(id);
    const { parameters } = sealed.rule;
    const other = check && otherLimits(check, outcomes, { ...this.#window, end, parameters, asOf });
    const later = judgedByOthers(other ?? null, zone);
    const beside = check === undefined ? [] : erasedBeside(check, this.#taken.erasures);
    return { id, enabled, run: { asOf, counts, carried, lastBefore, behind, erasedBeside: beside, later } };
  }

  #carried(id: string, sealed: SealedRun, now: Outcomes): Carried {
    const known = this.#carriedBy.get(id);
    const check = this.#rules.checkWithId(id);
    if (known !== undefined || check === undefined || this.#manifest.engagement.type === 'type-1')
      return known ?? NOTHING_CARRIED;
    const asked = { window: this.#window, instant: this.#instant };
    const carried = carriedAgain(this.#ground, { check, sealed, now }, asked);
    this.#carriedBy.set(id, carried);
    return carried;
  }

  #outcomesOf({ outcomes: sha256 }: SealedRun): Outcomes | null {
    const known = this.#outcomes.get(sha256);
    if (known !== undefined) return known;
    const bytes = this.#ground.outcomes(sha256);
    const outcomes = bytes === null ? null : decodeOutcomes(bytes);
    this.#outcomes.set(sha256, outcomes);
    return outcomes;
  }

  #unseen(id: string, { asOfPosition, rule: sealed }: SealedRun): readonly string[] {
    const check = this.#rules.checkWithId(id);
    if (check === undefined) return [];
    const rule = membersOf(sealed);
    const calendar = CalendarSpec.parse(this.#ground.calendarAt(this.#asOf));
    const exclusion = this.#ground.lastExclusions(this.#asOf).get(id);
    return unseenBy(
      check,
      asOfPosition,
      { ...this.#taken, exclusion },
      {
        limits: !this.#rules.sameLimits(rule['parameters'], this.#rules.limitsOf(check, this.versions)),
        calendar: !same(rule['calendar'], calendar),
      },
    );
  }
}

const same = (a: unknown, b: unknown): boolean =>
  canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);

type Entry = ReturnType<Ground['before']>[number];

/** Every version of every control that the log had before a position. */
export const versionsBefore = (ground: Ground, position: number): readonly SealedVersion[] =>
  ground.before(position, 'control-adopted', 'control-edited').map(versionIn);

const versionIn = ({ position, received, payload }: Entry): SealedVersion => ({
  id: textIn(payload, 'id') ?? '',
  position,
  received: parseInstant(received) ?? Number.NaN,
  effectiveFrom: parseInstant(textIn(payload, 'effectiveFrom') ?? '') ?? Number.NaN,
  definition: membersOf(membersOf(payload)['definition']),
});

const attachmentIn = ({ position, received, payload }: Entry, erased: ReadonlySet<string>): Attachment => ({
  id: textIn(payload, 'id') ?? '',
  control: textIn(payload, 'control') ?? '',
  purpose: textIn(payload, 'purpose') ?? '',
  occurred: textIn(payload, 'occurred') ?? '',
  period: textIn(payload, 'period'),
  item: textIn(payload, 'item'),
  person: textIn(payload, 'person') ?? '',
  received: parseInstant(received) ?? Number.NaN,
  position,
  erased: erased.has(textIn(payload, 'artifact') ?? ''),
});

/** One comparison speaks of each source that its list came from. */
const comparisonsAt = ({ position, received, payload }: Entry): readonly SealedComparison[] =>
  comparisonsIn(membersOf(payload)).map((each) => ({
    position,
    received: parseInstant(received) ?? Number.NaN,
    ...each,
  }));
