import { placeOf, type Step } from '#/core/place.ts';
import { type Day, formatDay } from '#/core/time/zone.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import type { Cause } from './cause.ts';
import { type Shortage, whyOf } from './missing-causes.ts';

/** What a programme stands on. */
export interface Foundation {
  readonly hasExamination: boolean;
  readonly hasControls: boolean;
  readonly hasSource: boolean;
  /** Somebody is known from a list of people. */
  readonly hasPeople: boolean;
  /** What is begun for the deal that waits, and why that; null: none does. */
  readonly deal: { readonly type: 'type-1' | 'type-2'; readonly why: string } | null;
}

/** Before these three are there, nothing else can be judged, and nothing else is asked for. */
export const hasBegun = ({ hasExamination, hasControls, hasSource }: Foundation): boolean =>
  hasExamination && hasControls && hasSource;

interface First {
  readonly name: string;
  readonly isThere: (foundation: Foundation) => boolean;
  readonly function: OwnerFunction;
  readonly title: string;
  readonly why: string;
  readonly todo: (foundation: Foundation) => readonly Step[];
  readonly evidence: string;
  /** What is said once it is there. */
  readonly done: string;
}

/** What decides between the types: what a customer waits for, where one does. */
function typeBy(deal: Foundation['deal']): string {
  if (deal === null) return 'Most customers ask for Type II; where one waits for the report, its day decides.';
  return `For the deal that waits, begin with Type ${deal.type === 'type-1' ? 'I' : 'II'}: ${deal.why}.`;
}

/** In the order in which Home leads through them. */
const FIRSTS: readonly First[] = [
  {
    name: 'source',
    isThere: ({ hasSource }) => hasSource,
    function: 'engineering',
    title: 'Connect the first source',
    why: 'no source has brought a record yet',
    todo: () => [
      {
        says: 'Begin with the repository that production is built from: it shows every change and who approved it.',
        place: placeOf('source-repository'),
      },
      { says: 'Then have it read.', place: placeOf('list', 'source') },
    ],
    evidence: 'The source is read without an error, and its records are there.',
    done: 'a source has brought records',
  },
  {
    name: 'examination',
    isThere: ({ hasExamination }) => hasExamination,
    function: 'leadership',
    title: 'Say what is examined, and over which days',
    why: 'every status is about one examination: its days and its categories',
    todo: ({ deal }) => [
      {
        says: `Decide between Type I, as of one day, and Type II, over a window of days. ${typeBy(deal)} Then name the days.`,
        place: placeOf('examination'),
      },
    ],
    evidence: 'The examination stands in the list, with its first and last day.',
    done: 'an examination is open',
  },
  {
    name: 'controls',
    isThere: ({ hasControls }) => hasControls,
    function: 'security',
    title: 'Adopt the controls to begin with',
    why: 'no control is adopted yet',
    todo: () => [
      {
        says: 'Adopt what your promises call for, and nothing that you do not intend to do.',
        place: placeOf('starter'),
      },
    ],
    evidence: 'Each criterion in scope has at least one adopted control.',
    done: 'controls are adopted',
  },
  {
    name: 'people',
    isThere: ({ hasPeople }) => hasPeople,
    function: 'hr',
    title: 'Bring in the list of people',
    why: 'without it nobody can say who approved, joined or left',
    todo: () => [
      {
        says: 'List everybody who works here or left in the window, with first day, last day and e-mail address: as the HR system exports them, or by hand in a spreadsheet where there is none.',
        place: null,
      },
      { says: 'Bring in the file: CSV, JSON or Excel.', place: placeOf('import', 'person') },
    ],
    evidence: 'The population of people has as many records as there are people on that list.',
    done: 'people are known',
  },
];

const WITHIN = 7;

/** What is missing of the foundation, in the order in which it is laid; with what controls lack for want of people. */
export const firstCauses = (foundation: Foundation, people: readonly Shortage[], today: Day): readonly Cause[] =>
  FIRSTS.filter(({ isThere }) => !isThere(foundation)).map(({ name, function: owner, title, why, todo, evidence }) => ({
    key: `first:${name}`,
    kind: 'first',
    function: owner,
    control: null,
    owner: null,
    title,
    guidance: {
      why: [why, ...(name === 'people' ? people.flatMap(whyOf) : [])],
      todo: todo(foundation),
      evidence: [evidence],
    },
    due: formatDay(today + WITHIN),
    urgent: false,
    beneath: name === 'people' ? people.flatMap(({ beneath }) => beneath) : [],
  }));

/** Why a first task is done. */
export const laidBecause = (key: string): string =>
  FIRSTS.find(({ name }) => key === `first:${name}`)?.done ?? 'its cause is gone';
