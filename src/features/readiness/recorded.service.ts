import type { PopulationName } from '#/core/populations/index.ts';
import type { Window } from '#/core/time/window.ts';
import { heldSegments, positionsOfKeys } from '#/features/populations/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Ground } from './facts.service.ts';
import { kept, keyOf, type Worked } from './kept.service.ts';
import {
  type Admitted,
  admittedTo,
  calledBy,
  countAt,
  type Counting,
  hasFacts,
  hasUnread,
  performancesIn,
} from '#/core/occurrences/performances.ts';
import type { Performance } from '#/core/occurrences/occurrences.ts';
import type { Period } from '#/core/occurrences/periods.ts';

/** What a status needs to know of records beside what checks say of them. */
export type Question =
  | { readonly kind: 'performances'; readonly counting: Counting; readonly periods: readonly Period[] }
  /** How many called for a control in a window, so far. */
  | { readonly kind: 'triggers'; readonly counting: Counting; readonly window: Window }
  /** Which of the items that something was attached for called for a control in a window, so far. */
  | {
      readonly kind: 'attached';
      readonly counting: Counting;
      readonly window: Window;
      readonly items: readonly string[];
    }
  /** Is there one of which nothing is known? */
  | { readonly kind: 'unread'; readonly population: PopulationName }
  /** Is there one of which something is known? */
  | { readonly kind: 'facts'; readonly population: PopulationName };

/** A performance that a record shows, and where the log has its versions. */
export interface RecordedPerformance extends Performance {
  readonly positions: readonly number[];
}

/** Answers, each read from records only where nobody read them before. */
export interface Recorded {
  readonly performances: (control: string) => readonly RecordedPerformance[];
  readonly triggers: (control: string) => number;
  readonly attachedFor: (control: string) => readonly string[];
  readonly unread: (population: PopulationName) => boolean;
  readonly hasFacts: (population: PopulationName) => boolean;
}

/** Raise it when something else is kept of records. */
const FORM = 3;

/** Questions, each under a name that is its own: of a control, or of a population. */
export async function recordedIn(ground: Ground, questions: ReadonlyMap<string, Question>): Promise<Recorded> {
  const held = await heldSegments(ground.tx, ground.asOf.position);
  const window = windowNamed(ground);
  const parts = [...questions].map(([name, question]) => {
    const population = populationOf(question);
    const { segments = 0, last = -1 } = held.get(population) ?? {};
    const made = { form: FORM, question: question as unknown as Json, segments, last, erased: ground.erased };
    return { question, subject: `${name} ${window}`, key: keyOf(made) };
  });
  const values = await kept(ground, 'recorded', { parts, workOut: ({ question }) => workOut(ground, question) });
  const valueOf = (name: string): Json | undefined => values.get(`${name} ${window}`);
  const triggers = new Map<string, number>();
  for (const [name, question] of questions)
    if (question.kind === 'triggers') {
      const counted = countAt(valueOf(name) as unknown as Admitted, ground.asOf.instant);
      triggers.set(name, counted ?? (await countAnew(ground, question)));
    }
  return {
    performances: (control) => (valueOf(nameOf('performances', control)) ?? []) as unknown as RecordedPerformance[],
    triggers: (control) => triggers.get(nameOf('triggers', control)) ?? 0,
    attachedFor: (control) =>
      ((valueOf(nameOf('attached', control)) ?? []) as unknown as ReturnType<typeof calledBy>)
        .filter(({ at }) => at < ground.asOf.instant)
        .map(({ item }) => item),
    unread: (population) => valueOf(nameOf('unread', population)) === true,
    hasFacts: (population) => valueOf(nameOf('facts', population)) === true,
  };
}

/** How a question of a control, or of a population, is named. */
export const nameOf = (kind: Question['kind'], of: string): string => `${kind} ${of}`;

const windowNamed = ({ opened }: Ground): string => opened.id;

const populationOf = (question: Question): PopulationName =>
  'population' in question ? question.population : question.counting.population;

/** For a time before almost everything that the log held then: records that are dated after they came in. */
async function countAnew(
  { open, asOf }: Ground,
  { counting, window }: Extract<Question, { readonly kind: 'triggers' }>,
): Promise<number> {
  const until = { ...window, end: Math.min(window.end, asOf.instant) };
  return admittedTo(await open(counting.population), counting, until, asOf.position).total;
}

async function workOut({ open, asOf }: Ground, question: Question): Promise<Worked> {
  const segments = await open(populationOf(question));
  switch (question.kind) {
    case 'performances': {
      const { counting, periods } = question;
      const performances = performancesIn(segments, counting, { periods, asOf: asOf.position });
      const positions = positionsOfKeys(performances.length === 0 ? [] : segments);
      return {
        value: performances.map((each) => ({ ...each, at: { ...each.at }, positions: positions(each.proof) })) as Json,
      };
    }
    case 'triggers':
      return { value: { ...admittedTo(segments, question.counting, question.window, asOf.position) } };
    case 'attached': {
      const { counting, window, items } = question;
      const called = calledBy(segments, counting, window, { items, asOf: asOf.position });
      return { value: called.map((each) => ({ ...each })) };
    }
    case 'unread':
      return { value: hasUnread(segments, question.population, asOf.position) };
    case 'facts':
      return { value: hasFacts(segments, question.population, asOf.position) };
  }
}
