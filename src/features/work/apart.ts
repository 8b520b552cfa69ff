import { declaredInWords, holesInWords } from '#/core/coverage/words.ts';
import type { Coverage } from '#/core/coverage/coverage.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { NOBODY } from '#/core/status/control-facts.ts';
import { nextStep } from '#/core/status/next.ts';
import { designOpenReasons, hasRun, holeReasons, openReasons, restsOn, unprovenInWords } from '#/core/status/open.ts';
import type { ControlFacts, Status } from '#/core/status/status.ts';
import type { GapLeft } from '#/features/readiness/index.ts';
import { evidenceOf } from '#/library/evidence.ts';

/** What one act brings to every control that lacks it: records that no source tells of, or what a source left out. */
export type Lacked =
  | { readonly kind: 'population'; readonly population: PopulationName }
  | { readonly kind: 'source'; readonly source: string };

export interface Missing {
  readonly lacked: Lacked;
  /** As the status of the control says it. */
  readonly says: readonly string[];
}

export const keyOf = (lacked: Lacked): string =>
  lacked.kind === 'source' ? `source:${lacked.source}` : `population:${lacked.population}`;

/** What is missing of the records that the status of a control rests on. */
export const missingOf = (facts: ControlFacts): readonly Missing[] =>
  restsOn(facts).flatMap(({ population, holes }) =>
    [...Map.groupBy(holes, ({ source }) => source)].map(([source, all]) => ({
      lacked: source === null ? { kind: 'population', population: broughtAs(population) } : { kind: 'source', source },
      says: holesInWords({ population, holes: all }),
    })),
  );

/** What only the records of another population name comes with those. */
const broughtAs = (population: PopulationName): PopulationName =>
  (populationNamed(population).derived?.from as PopulationName | undefined) ?? population;

/** What a control says of populations whose completeness rests on what somebody declared. */
export const declaredOf = (facts: ControlFacts): readonly Pick<Coverage, 'population' | 'declaredOnly'>[] =>
  restsOn(facts).filter(({ declaredOnly }) => declaredOnly.length > 0);

/** What is open of one control alone. */
export interface Own {
  readonly status: Status;
  readonly reasons: readonly string[];
  readonly next: string;
}

/** What of a control other tasks ask for. */
interface Beside {
  /** Populations that one task asks to compare with a second count. */
  readonly compared: ReadonlySet<string>;
  /** What one task asks for that several controls lack, by its key. */
  readonly lacked: ReadonlySet<string>;
  readonly origin: string | null;
}

/** What is open of a control and nothing but work on that control settles; null where other tasks ask for all of it. */
export function ownOf(gap: GapLeft, facts: ControlFacts, { compared, lacked, origin }: Beside): Own | null {
  const missing = missingOf(facts).filter((each) => lacked.has(keyOf(each.lacked)));
  const elsewhere = new Set([
    NOBODY,
    ...missing.flatMap(({ says }) => says),
    ...declaredOf(facts).flatMap((each) => (compared.has(each.population) ? declaredInWords(each) : [])),
    ...(missing.length === 0 ? [] : followsOf(facts, origin)),
  ]);
  const left = (lines: readonly string[]): readonly string[] => lines.filter((line) => !elsewhere.has(line));
  const own = (status: Status): Own => {
    const designMissing = left(facts.designMissing);
    return { status, reasons: left(gap.reasons), next: nextStep(status, { designMissing }) };
  };
  if (isDesign(gap.status)) return left(facts.designMissing).length === 0 ? null : own(gap.status);
  const isOpen = left(openIn(facts)).length > 0;
  if (gap.status === 'incomplete') return isOpen ? own(gap.status) : null;
  if (gap.status !== 'not evidenced' || left(holesIn(facts)).length > 0) return own(gap.status);
  return isOpen && hasRun(facts) ? own('incomplete') : null;
}

/** Is what is open of a control its design? */
export const isDesign = (status: Status): boolean => status === 'not started' || status === 'design incomplete';

const holesIn = (facts: ControlFacts): readonly string[] =>
  facts.type === 'type-1' ? missingOf(facts).flatMap(({ says }) => says) : holeReasons(facts);
const openIn = (facts: ControlFacts): readonly string[] =>
  facts.type === 'type-1' ? designOpenReasons(facts) : openReasons(facts);

/** Where records show performances, and some of them are missing, that of some nobody can say anything follows from it. */
function followsOf(facts: ControlFacts, origin: string | null): readonly string[] {
  const isByHand = evidenceOf(origin).occurrences.kind === 'attached';
  return isByHand ? [] : unprovenInWords(facts.occurrences);
}
