import { type PlaceName, placeOf, type Step } from '#/core/place.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import { counted } from '#/core/grouped.ts';
import { populationNamed } from '#/core/populations/index.ts';
import type { Day } from '#/core/time/zone.ts';
import type { GapLeft, Ranked } from '#/features/readiness/index.ts';
import { keyOf, type Lacked, type Missing, missingOf } from './apart.ts';
import { type Beneath, type Cause, dueIn } from './cause.ts';
import type { Examined, Standing } from './causes.ts';

/** What several controls may lack at once, and who lacks it: first the one with most effect. */
export interface Shortage {
  readonly lacked: Lacked;
  readonly gaps: readonly GapLeft[];
  readonly beneath: readonly Beneath[];
}

/**
 * What is missing of records, once each, whatever the number of controls that rest on them; asked for as soon as it is
 * the first thing that is open of one of them, and once it is, until none lacks it. Nothing is due of what has not started.
 */
export function shortagesOf({ engagement, gaps, ranked }: Examined, tasks: Standing): readonly Shortage[] {
  const byId = new Map(ranked.map((each) => [each.id, each]));
  const found = gaps
    .filter(({ status }) => status !== 'not started')
    .flatMap((gap) => missingIn(byId.get(gap.control)).map((missing) => ({ gap, missing })));
  return [...Map.groupBy(found, ({ missing }) => keyOf(missing.lacked)).values()].flatMap((all) => {
    const lacked = all[0]?.missing.lacked;
    if (lacked === undefined) return [];
    if (!tasks.has(keyIn(engagement, lacked)) && !all.some(({ gap }) => gap.status === 'not evidenced')) return [];
    const byControl = Map.groupBy(all, ({ gap }) => gap);
    const beneath = [...byControl].map(([gap, each]) => ({
      control: gap.control,
      says: each.flatMap(({ missing }) => missing.says),
    }));
    return [{ lacked, gaps: [...byControl.keys()], beneath }];
  });
}

const keyIn = (engagement: string, lacked: Lacked): string => `missing:${engagement}:${keyOf(lacked)}`;

const missingIn = (control: Ranked | undefined): readonly Missing[] =>
  control === undefined ? [] : missingOf(control.facts);

/** What is said of it: each thing once, and how many controls it is about. */
export const whyOf = ({ beneath }: Pick<Shortage, 'beneath'>): readonly string[] => [
  ...new Set(beneath.flatMap(({ says }) => says)),
  `${counted(beneath.length, 'control rests', 'controls rest')} on it`,
];

/** The controls that it is about, each with where it is; nothing where there is none. */
export const controlSteps = (gaps: readonly GapLeft[]): readonly Step[] =>
  gaps.length === 0
    ? []
    : [
        { says: 'What rests on it:', place: null },
        ...gaps.map(({ control, title }) => ({ says: title, place: placeOf('control', control, title) })),
      ];

export function missingCause(shortage: Shortage, { engagement, last }: Examined, today: Day): Cause {
  const { lacked, gaps, beneath } = shortage;
  const told = lacked.kind === 'source' ? ofSource(lacked.source) : ofPopulation(lacked.population);
  const owners = new Set(gaps.map(({ owner }) => owner));
  const [owner = null] = owners;
  return {
    key: keyIn(engagement, lacked),
    kind: 'gap',
    function: (gaps[0]?.ownerFunction ?? 'engineering') as OwnerFunction,
    control: null,
    owner: owners.size === 1 ? owner : null,
    title: told.title,
    guidance: {
      why: whyOf(shortage),
      todo: [...told.todo, ...controlSteps(gaps)],
      evidence: [told.evidence],
    },
    due: dueIn(gaps.some(({ highRisk }) => highRisk) ? 14 : 30, today, last),
    urgent: false,
    beneath,
  };
}

interface Told {
  readonly title: string;
  readonly todo: readonly Step[];
  readonly evidence: string;
}

const step = (says: string, place: PlaceName, of: string | null = null): Step => ({ says, place: placeOf(place, of) });

function ofPopulation(population: Extract<Lacked, { readonly kind: 'population' }>['population']): Told {
  const { many } = populationNamed(population);
  return {
    title: `Bring in the records of ${many}`,
    todo: [
      step('Connect the system that holds them.', 'source-add'),
      step('Or bring them in as a file: CSV, JSON or Excel.', 'import', population),
    ],
    evidence: `A source tells of ${many}, and nothing of the window is left out.`,
  };
}

const ofSource = (source: string): Told => ({
  title: `Complete the readings of ${source}`,
  todo: [
    step(
      'Test it, mend what the test names, and have it read for the time that is missing. Where it is disconnected, reconnect it, or connect another that follows it.',
      'source',
      source,
    ),
  ],
  evidence: `Readings of ${source} account for all of the window, and what it tells is what arrived.`,
});
