import { type Check } from '#/checks/check.ts';
import { neededFor } from '#/checks/beside.ts';
import { confirmationsOf, type Confirmation, type SealedComparison } from '#/core/coverage/confirmed.ts';
import { type Accounted, type Coverage, coverageIn } from '#/core/coverage/coverage.ts';
import { declaredInWords, holesInWords } from '#/core/coverage/words.ts';
import type { Occurrences } from '#/core/occurrences/counted-as.ts';
import { expectedOf, readingsIn } from '#/core/occurrences/expected.ts';
import { type Held, heldIn, type Performable } from '#/core/occurrences/held.ts';
import { type Occurrence, type Performance, shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { hasUnread, performancesIn } from '#/core/occurrences/performances.ts';
import { periodsOf } from '#/core/occurrences/periods.ts';
import { saidOf, type Stated } from '#/core/occurrences/said.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { parseInstant } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { canonicalJson, type Json } from '../ledger/canonical.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Ground } from './reperform-ground.ts';

/** What became of the coverage and the occurrences of one control when they were worked out again. */
export type Recomputed = { readonly control: string } & (
  | { readonly kind: 'same'; readonly occurrences: number; readonly holes: number }
  | { readonly kind: 'differs'; readonly because: string }
  | { readonly kind: 'not re-performed'; readonly because: string }
);

/** By what a status is worked out beside the checks themselves. */
export interface WindowRules {
  readonly checks: readonly Check[];
  /** By the control of the library that a control began as: its populations, and what counts as a performance of it. */
  readonly evidenceOf: (origin: string | null) => {
    readonly populations: readonly PopulationName[];
    readonly occurrences: Occurrences;
  };
  /** SHA-256 of the source of all of it, as this version has it. */
  readonly statusSource: string;
}

/** Works out again what each control of a package was covered by and how often it was performed, and compares it with what the package says. */
export function recomputed(
  ground: Ground,
  manifest: Manifest,
  status: unknown,
  rules: WindowRules,
): readonly Recomputed[] {
  const controls = listIn(status, 'controls').map((control) => ({ control, id: textIn(control, 'id') ?? '' }));
  const because = notBy(textIn(status, 'rule'), rules);
  if (because !== null) return controls.map(({ id }) => ({ control: id, kind: 'not re-performed', because }));
  const again = new WindowAgain(ground, manifest, rules);
  return controls.map(({ id, control }) => ({ control: id, ...again.compared(id, control) }));
}

function notBy(rule: string | null, { statusSource }: WindowRules): string | null {
  if (rule === null) return 'the package was made before packages named the rule of coverage and occurrences';
  return rule === statusSource ? null : 'the rule changed since; use the version of Attestry that made the package';
}

type Compared =
  | { readonly kind: 'same'; readonly occurrences: number; readonly holes: number }
  | { readonly kind: 'differs'; readonly because: string };

const differs = (because: string): Compared => ({ kind: 'differs', because });

interface Version extends Performable {
  readonly definition: Performable['definition'] & { readonly origin: string | null };
}

class WindowAgain {
  readonly #ground: Ground;
  readonly #manifest: Manifest;
  readonly #rules: WindowRules;
  readonly #instant: number;
  readonly #accounted: ReadonlyMap<string, readonly (Accounted & { readonly run: string })[]>;
  readonly #confirmed: ReadonlyMap<string, readonly Confirmation[]>;
  readonly #attached: readonly Stated[];
  readonly #coverages = new Map<PopulationName, Coverage>();

  constructor(ground: Ground, manifest: Manifest, rules: WindowRules) {
    this.#ground = ground;
    this.#manifest = manifest;
    this.#rules = rules;
    this.#instant = parseInstant(manifest.asOf.instant) ?? Number.NaN;
    const before = (kind: string) => ground.before(manifest.asOf.position, kind);
    this.#accounted = Map.groupBy(before('coverage').flatMap(accountedIn), ({ population }) => population);
    this.#confirmed = confirmationsOf(before('reconciliation').flatMap(comparisonsIn));
    this.#attached = before('evidence-attached').map(({ payload }) => ({
      id: textIn(payload, 'id') ?? '',
      control: textIn(payload, 'control') ?? '',
      purpose: textIn(payload, 'purpose') ?? '',
      occurred: textIn(payload, 'occurred') ?? '',
      period: textIn(payload, 'period'),
    }));
  }

  compared(id: string, said: unknown): Compared {
    const held = heldIn(this.#versions(id), this.#manifest.engagement, this.#instant);
    if (held === null) return differs('the log has it nowhere as adopted in the window');
    const { origin } = held.version.definition;
    const checks = this.#rules.checks.filter(({ controls }) => origin !== null && controls.includes(origin));
    const needed = neededFor(this.#rules.evidenceOf(origin).populations, checks);
    const coverage = needed.map((population) => this.#coverage(population));
    const occurrences = this.#occurrences(id, held, coverage);
    if (canonicalJson(occurrences.map(shownOccurrence)) !== canonicalJson(listIn(said, 'occurrences') as Json))
      return differs('its occurrences are not what the sealed records give');
    const wrong = this.#wrongWords(said, coverage);
    const holes = coverage.reduce((sum, each) => sum + each.holes.length, 0);
    return wrong === null ? { kind: 'same', occurrences: occurrences.length, holes } : differs(wrong);
  }

  #occurrences(id: string, { version, rhythms, retired }: Held<Version>, coverage: readonly Coverage[]) {
    const { occurrences: counts } = this.#rules.evidenceOf(version.definition.origin);
    const { first, last, zone } = this.#manifest.engagement;
    const days = { first, last, zone };
    const all = expectedOf({
      counts,
      rhythms,
      days,
      asOf: this.#instant,
      coverage,
      attached: saidOf(this.#attached, id, 'performance'),
      missed: saidOf(this.#attached, id, 'missed'),
      ...this.#shownByRecords(counts, periodsOf(rhythms, days)),
    });
    return all.filter(({ period }: Occurrence) => retired === null || period.end <= retired);
  }

  #shownByRecords(counts: Occurrences, periods: ReturnType<typeof periodsOf>) {
    const none: readonly Performance[] = [];
    if (counts.kind === 'attached' || periods.length === 0) return { performances: none, unread: false };
    const { population } = counts;
    if (counts.kind === 'covered')
      return { performances: readingsIn(this.#accounted.get(population) ?? []), unread: false };
    const asOf = this.#manifest.asOf.position;
    const segments = this.#ground.records(population, asOf);
    return { performances: performancesIn(segments, counts, { periods, asOf }), unread: hasUnread(segments, asOf) };
  }

  #coverage(population: PopulationName): Coverage {
    const { start, end } = this.#manifest.engagement;
    const known =
      this.#coverages.get(population) ??
      coverageIn(
        population,
        this.#accounted.get(population) ?? [],
        { start, end, asOf: this.#instant },
        this.#confirmed.get(population) ?? [],
      );
    this.#coverages.set(population, known);
    return known;
  }

  /** A control whose records have holes says each of them, and says none that is not there; a clean one has none. */
  #wrongWords(said: unknown, coverage: readonly Coverage[]): string | null {
    const isDesign = this.#manifest.engagement.type === 'type-1'; // of which the operation is not looked at
    if (isDesign || textIn(said, 'status') === 'not started') return null;
    const reasons = listIn(said, 'reasons').map(String);
    const found = coverage.flatMap((each) => [...holesInWords(each), ...declaredInWords(each)]);
    const silent = found.find((line) => !reasons.includes(line));
    if (silent !== undefined) return `it does not say "${silent}"`;
    const isOfCoverage = (line: string): boolean =>
      coverage.some(({ population }) => line.startsWith(`${population}: `) || line.startsWith(`${population} from `));
    const invented = reasons.find((line) => isOfCoverage(line) && !found.includes(line));
    if (invented !== undefined) return `it says "${invented}", which the sealed readings do not`;
    return this.#wrongDay(reasons, coverage);
  }

  /** Up to which day its sources were asked, where it says so. */
  #wrongDay(reasons: readonly string[], coverage: readonly Coverage[]): string | null {
    const { end, zone } = this.#manifest.engagement;
    const until = Math.min(...coverage.map(({ readUntil }) => readUntil));
    const day = until >= end ? null : formatDay(zoneNamed(zone).dayOf(until - 1));
    const told = reasons.flatMap((line) => ASKED.exec(line)?.slice(1, 2) ?? []);
    const wrong = told.find((each) => each !== (day === null ? 'for all of the window' : `until ${day}`));
    return wrong === undefined
      ? null
      : `it says that its sources were asked ${wrong}, which the sealed readings do not`;
  }

  #versions(id: string): readonly Version[] {
    return this.#ground
      .before(this.#manifest.asOf.position, 'control-adopted', 'control-edited')
      .filter(({ payload }) => textIn(payload, 'id') === id)
      .map(({ position, received, payload }) => ({
        position,
        received: parseInstant(received) ?? Number.NaN,
        effectiveFrom: parseInstant(textIn(payload, 'effectiveFrom') ?? '') ?? Number.NaN,
        definition: membersOf(membersOf(payload)['definition']) as unknown as Version['definition'],
      }));
  }
}

const ASKED = /(?:were asked|were read) (for all of the window|until \d{4}-\d{2}-\d{2})/u;

type Entry = ReturnType<Ground['before']>[number];

function accountedIn({ position, payload }: Entry) {
  const { source, run } = membersOf(payload);
  return listIn(payload, 'parts').map((part) => ({
    ...(part as Pick<Accounted, 'kind' | 'sourceCount' | 'ourCount' | 'rejected' | 'note'>),
    population: textIn(part, 'population') ?? '',
    source: String(source),
    run: String(run),
    position,
    from: instantIn(part, 'from'),
    to: instantIn(part, 'to'),
  }));
}

function instantIn(part: unknown, name: string): number | null {
  const text = textIn(part, name);
  return text === null ? null : parseInstant(text);
}

/** One comparison speaks of each source that its list came from. */
function comparisonsIn({ position, received, payload }: Entry): readonly SealedComparison[] {
  const { comparison, population, sources, complete, matched, ours } = membersOf(payload);
  const about = { position, received: parseInstant(received) ?? Number.NaN };
  if (!Array.isArray(sources)) return [{ ...about, kind: 'count', definition: comparison, result: { complete, ours } }];
  return sources.map((source) => ({
    ...about,
    kind: textIn(comparison, 'kind') ?? '',
    definition: { ...membersOf(comparison), population, source },
    result: { complete, matched },
  }));
}
