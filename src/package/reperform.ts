import { isPopulation } from '#/core/populations/index.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Finding, RunInput } from '#/checks/engine/input.ts';
import { countOutcomes, encodeOutcomes, type Outcomes, outcomesVersion, rangesOf } from '#/checks/engine/outcomes.ts';
import { IDENTITY_RULES } from '#/checks/engine/people.ts';
import { run } from '#/checks/engine/run.ts';
import type { Check } from '#/checks/check.ts';
import { canonicalJson, type Json } from '../ledger/canonical.ts';
import { treeRoot } from '../ledger/tree.ts';
import { Archive, MANIFEST } from './archive.ts';
import { type Fault, Faults } from './fault.ts';
import { Ground, type SealedRun } from './reperform-ground.ts';
import { versionsBefore } from './reperform-known.ts';
import { listIn, membersOf, readCanonical, textIn } from './json.ts';
import { LIMITS } from './limits.ts';
import { readLog } from './log.ts';
import { parseManifest } from './manifest.ts';
import { recomputed, type RecomputedStatus, type WindowRules } from './reperform-window.ts';
import { verifyPackage } from './verify.ts';

interface Numbers {
  /** Items that it looked at, and how many of them it is about. */
  readonly population: number;
  readonly about: number;
  readonly deviations: number;
  readonly unknown: number;
}

/** What became of one run when it was done again; the numbers are of the window. */
export type Reperformed = { readonly check: string } & (
  | ({ readonly kind: 'same' } & Numbers)
  /** Records that it saw were erased since. What is left was judged: each erased item is unknown now. */
  | ({ readonly kind: 'erased'; readonly erasures: number } & Numbers)
  | { readonly kind: 'differs'; readonly because: string }
  | { readonly kind: 'not re-performed'; readonly because: string }
);

export interface Rules extends WindowRules {
  /** SHA-256 of the source of a check and of all that it imports, as this version has it. */
  readonly sourceOf: (id: string) => string;
}

export interface Reperformance extends RecomputedStatus {
  readonly runs: readonly Reperformed[];
  /** Runs that management's view does not show with the controls that they serve. */
  readonly notShown: readonly string[];
  /** Sources that follow another, by whose word: what both tell of is judged as of one list, each for its own time. */
  readonly follows: readonly StatedFollows[];
  /** Of the check that was asked for: every item that is not clean, and why. */
  readonly items: readonly Finding[];
}

/** That a source follows another, as it was sealed. */
export interface StatedFollows {
  readonly source: string;
  readonly follows: string;
  readonly by: string;
  readonly at: number;
}

/** A package that does not verify is not re-performed: nothing would be compared with what was sealed. */
export class DamagedPackage extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('the package is not as it was sealed; "attestry package verify" names what differs');
    this.name = 'DamagedPackage';
    this.faults = faults;
  }
}

/** Runs every check of a package again, on its sealed records, and compares what it says with what was sealed. Throws `DamagedPackage`. */
export function reperformPackage(file: string, rules: Rules, itemsOf: string | null = null): Reperformance {
  const { faults } = verifyPackage(file, { key: null, since: null, believed: { anchors: '', witnesses: [] } });
  if (faults.length > 0) throw new DamagedPackage(faults);
  const none = new Faults();
  const archive = Archive.open(file, none);
  try {
    const ground = new Ground(archive);
    readLog(archive, none, (entry) => ground.take(entry));
    const read = (path: string): Uint8Array => {
      const member = archive.find(path);
      return (member && archive.read(member, LIMITS.manifest, none)) ?? new Uint8Array(0);
    };
    const manifest = parseManifest(read(MANIFEST));
    const { runs, engagement } = manifest;
    const again = new Again(ground, rules, { window: { start: engagement.start, end: engagement.end }, itemsOf });
    const done = runs.map(({ check, position }) => again.run(check, position));
    const status = readCanonical(read('status.json'))?.value;
    const ran = runs.flatMap(({ check }) => rules.checkWithId(check) ?? []);
    return {
      runs: done,
      ...recomputed(ground, manifest, status, rules),
      notShown: notShownIn(status, ground, ran),
      follows: [...ground.follows(manifest.asOf.position)].map(([source, { source: follows, by, at }]) => ({
        source,
        follows,
        by,
        at,
      })),
      items: again.items,
    };
  } finally {
    archive.close();
  }
}

interface Asked {
  readonly window: Window;
  readonly itemsOf: string | null;
}

/** Does runs again. */
class Again {
  readonly items: Finding[] = [];
  readonly #ground: Ground;
  readonly #rules: Rules;
  readonly #asked: Asked;

  constructor(ground: Ground, rules: Rules, asked: Asked) {
    this.#ground = ground;
    this.#rules = rules;
    this.#asked = asked;
  }

  run(id: string, position: number): Reperformed {
    const sealed = this.#ground.run(position) as SealedRun | undefined;
    const check = this.#rules.checkWithId(id);
    const not = (because: string): Reperformed => ({ check: id, kind: 'not re-performed', because });
    if (sealed?.v !== 1 || sealed.checkId !== id || !isPopulation(sealed.population))
      return not('its entry in the log is not the run of this check');
    if (check === undefined) return not('this version has no such check');
    if (check.version !== sealed.rule.version || this.#rules.sourceOf(id) !== sealed.rule.source)
      return not('the rule changed since; use the version of Attestry that ran it');
    if (sealed.rule.identityRules !== IDENTITY_RULES)
      return not('the identity rules changed since; use the version of Attestry that ran it');
    const unfounded = this.#unfounded(check, sealed);
    return unfounded === null ? this.#compared(check, sealed) : { check: id, kind: 'differs', because: unfounded };
  }

  /** What the run says that it went by, and the log does not bear out. */
  #unfounded(check: Check, sealed: SealedRun): string | null {
    const [different] = this.#ground.differentInputs(sealed);
    if (different !== undefined) return `the ${different} segments that it names are not those that the log held then`;
    const calendar = this.#ground.calendarAt(sealed.asOfPosition);
    if (canonicalJson(calendar as Json) !== canonicalJson(sealed.rule.calendar as Json))
      return 'the calendar that it names is not the one that the log held then';
    const versions = versionsBefore(this.#ground, sealed.asOfPosition);
    return this.#rules.sameLimits(sealed.rule.parameters, this.#rules.limitsOf(check, versions))
      ? null
      : 'the limits that it names are not those of the control that the log held then';
  }

  #compared(check: Check, sealed: SealedRun): Reperformed {
    const outcomes = this.#judged(check, this.#ground.runInput(check, sealed));
    const differs = (because: string): Reperformed => ({ check: check.id, kind: 'differs', because });
    if (outcomes === null) return differs('it gave no outcomes');
    const counted = countOutcomes(outcomes, this.#asked.window);
    const { population, rule } = counted;
    const { deviation: deviations, unknown } = rule;
    const about = population - rule['not-applicable'];
    const numbers = { check: check.id, population, about, deviations, unknown };
    const erasures = this.#ground.erasedSince(sealed);
    if (erasures > 0) return { ...numbers, kind: 'erased', erasures };
    const root = treeRoot(rangesOf(outcomes));
    if (root !== sealed.root) return differs(`its outcomes hash to ${root}, and ${sealed.root} was sealed`);
    const shipped = this.#ground.outcomes(sealed.outcomes);
    if (shipped === null || Buffer.compare(shipped, encodeOutcomes(outcomes, outcomesVersion(shipped))) !== 0)
      return differs('its outcomes are not those in the package');
    const everything = countOutcomes(outcomes, null);
    if (canonicalJson(everything as unknown as Json) !== canonicalJson(sealed.counts as Json))
      return differs('it counts other outcomes than were sealed');
    return { ...numbers, kind: 'same' };
  }

  #judged(check: Check, input: RunInput): Outcomes | null {
    const running = run(input);
    const wanted = this.#asked.itemsOf === check.id;
    for (let step = running.next(); ; step = running.next()) {
      if (step.done === true) return step.value[0]?.outcomes ?? null;
      if (wanted) this.items.push(...step.value);
    }
  }
}

/** A run that serves a control which is shown must be shown with it. */
function notShownIn(status: unknown, ground: Ground, ran: readonly Check[]): readonly string[] {
  const origins = new Map(
    ground
      .before(NEVER, 'control-adopted', 'control-edited')
      .map(({ payload }) => [textIn(payload, 'id'), membersOf(membersOf(payload)['definition'])['origin']]),
  );
  return listIn(status, 'controls').flatMap((control) => {
    const id = textIn(control, 'id');
    const shown = listIn(control, 'checks').map((check) => textIn(check, 'id'));
    return ran
      .filter((check) => check.controls.includes(origins.get(id) as string) && !shown.includes(check.id))
      .map((check) => `${id ?? ''} does not show ${check.id}, which serves it and was run`);
  });
}
