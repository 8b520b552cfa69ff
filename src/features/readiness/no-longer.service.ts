import { CHECKS } from '#/checks/index.ts';
import type { Check } from '#/checks/check.ts';
import { isPopulation, populationNamed } from '#/core/populations/index.ts';
import { formatInstant, MINUTE } from '#/core/time/instant.ts';
import { formatDay, type Zone, zoneNamed } from '#/core/time/zone.ts';
import { type Outcome, OUTCOMES } from '#/core/verdict.ts';
import { type CheckRunRow, goneDeviations, lastTelling } from '#/features/checks/index.ts';
import { windowIn, zoneIn } from '#/features/engagements/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Entry, InParts, Part } from './apart.ts';
import type { Ground } from './facts.service.ts';
import { inParts } from './kept-lists.service.ts';
import type { Judged } from './pending-at.service.ts';
import { servedBy } from './serving.ts';

const LIST = 'no-longer-deviating';
/** Raise it when more, or something else, is kept of it. */
const FORM = 2;

interface Mended extends Part {
  readonly check: Check;
  readonly run: CheckRunRow;
}

/**
 * What an earlier run said deviates in the window, and the last one does not: its records, the limits or the rule were
 * changed since, or another source was connected that nobody read of that time. That may be right, as where a source
 * told late of what was done in time; somebody should look at each.
 */
export async function noLongerDeviating(ground: Ground, judged: Judged): Promise<InParts> {
  return inParts(LIST, await partsIn(ground, judged), async (part) => ({ entries: await entriesOf(ground, part) }));
}

async function partsIn({ tx, opened, asOf, erased }: Ground, judged: Judged): Promise<readonly Mended[]> {
  const window = windowIn(opened.engagement);
  const zone = zoneNamed(zoneIn(opened.engagement));
  const saw = await judged.saw();
  const telling = await lastTelling(tx, asOf.position);
  return CHECKS.flatMap((check): readonly Mended[] => {
    const run = judged.runs.get(check.id);
    const controls = servedBy(judged, check);
    const told = telling.get(check.id) ?? 0;
    if (run === undefined || controls.length === 0 || (told <= 1 && run.base === 1)) return [];
    return [
      {
        check,
        run,
        subject: `${check.id} ${window.start} ${window.end}`,
        key: sha256Hex(canonicalJson({ form: FORM, window: { ...window }, outcomes: run.outcomes, told, erased })),
        rows: saw.heldNow.get(check.population)?.rows ?? 0,
        controls,
        shown: ({ said, received, outcome = null, population, ...entry }) => ({
          ...entry,
          received: null,
          outcome,
          population: population ?? check.population,
          check: check.id,
          controls,
          because: becauseOf({ said, received, outcome, population }, check, zone),
        }),
      },
    ];
  });
}

interface Said extends Pick<Entry, 'received'> {
  readonly said: string | undefined;
  readonly population?: string | undefined;
  readonly outcome: Outcome | null;
}

/** What an earlier run said, and why that may be told of elsewhere now. */
export function becauseOf({ said = '', received, outcome, population }: Said, check: Check, zone: Zone): string {
  const then = `${check.id} said in its run of ${formatDay(zone.dayOf(received ?? 0))}: ${said}`;
  if (population !== undefined)
    return `${then}; that version of it judged ${manyOf(population)}, and this one judges ${manyOf(check.population)}, of which one may deviate in its place`;
  return outcome === 'deviation' ? `${then}; its time is not in the window any more` : then;
}

const manyOf = (population: string): string =>
  isPopulation(population) ? populationNamed(population).many : population;

async function entriesOf({ tx, opened }: Ground, { run, check }: Mended): Promise<readonly Entry[]> {
  const { start, end } = windowIn(opened.engagement);
  const minutes = { fromMinute: Math.ceil(start / MINUTE), toMinute: Math.ceil(end / MINUTE) };
  const gone = await goneDeviations(tx, run, minutes);
  return gone.map(({ item, fromMinute, reason, asOf, population, rule }) => {
    const outcome = rule === null ? undefined : OUTCOMES[rule];
    return {
      item,
      occurred: formatInstant(fromMinute * MINUTE),
      due: null,
      received: asOf,
      said: reason,
      ...(outcome === undefined ? {} : { outcome }),
      ...(population === check.population ? {} : { population }),
    };
  });
}
