import type { z } from 'zod';
import { type Place, placeOf } from '#/core/place.ts';
import { addMonths, type Day, formatDay, parseDay } from '#/core/time/zone.ts';
import { libraryControl } from '#/library/library.ts';
import { SMALL } from '#/library/policies/fill.ts';
import { suggestedCategories } from '#/library/promises.ts';
import { starterFor } from '#/library/starter.ts';
import type { assessmentContract } from './contract.ts';
import { dealOf } from './deal.ts';
import { COSTS, MONTHS, TIMELINE, TIMES } from './ranges.ts';

export type Answers = z.output<typeof assessmentContract.answer.input>;
type Reading = z.output<typeof assessmentContract.answer.output>['reading'];

/** What a first examination looks at, why somebody would ask, and where records or a document of it come in. */
const LOOKED: readonly {
  readonly name: Answers['exists'][number];
  readonly what: string;
  readonly why: string;
  readonly place: Place;
}[] = [
  {
    name: 'sign-on',
    what: 'One sign-on for the systems that matter',
    why: 'with one door, who can get in is one list, and a leaver is shut out once',
    place: placeOf('import', 'account'),
  },
  {
    name: 'second-factor',
    what: 'A second factor for everybody who works here',
    why: 'whoever reads the report looks for it first',
    place: placeOf('import', 'account'),
  },
  {
    name: 'change-reviews',
    what: 'Each change is reviewed by somebody else, and the repository enforces it',
    why: 'every change of the window is looked at, not a few',
    place: placeOf('source-platform'),
  },
  {
    name: 'backups',
    what: 'Backups, with a restore that was tried',
    why: 'a backup that nobody restored is a hope',
    place: placeOf('import', 'restore-test'),
  },
  {
    name: 'hr-records',
    what: 'A list of people with first and last days',
    why: 'joining, leaving and training can only be compared with it',
    place: placeOf('import', 'person'),
  },
  {
    name: 'policies',
    what: 'Policies that somebody approved',
    why: 'they say what is expected; records then show it. Ten templates are under Policies',
    place: placeOf('list', 'policy'),
  },
  {
    name: 'scans',
    what: 'Scans for known holes, on a schedule',
    why: 'each hole has a day by which it is closed',
    place: placeOf('source-add'),
  },
  {
    name: 'incident-plan',
    what: 'A plan for incidents',
    why: 'on that day nobody has the time to write one',
    place: placeOf('list', 'policy'),
  },
];

/** What follows from the answers, on a day. Never how an examination will end. */
export function readingOf(answers: Answers, today: Day, isAdopted: (control: string) => boolean): Reading {
  const looked = LOOKED.map(({ name, what, why, place }) => ({
    what,
    why,
    place,
    there: answers.exists.includes(name),
  }));
  const categories = suggestedCategories(answers.promises);
  const controls = starterFor({
    categories: categories.map(({ category }) => category),
    promises: answers.promises,
    headcount: answers.headcount,
    hasOffice: answers.office,
    usesContractors: answers.contractors,
    handlesPersonalData: answers.personalData,
    hostsOnCloud: !answers.ownMachines,
  });
  const there = looked.filter((each) => each.there).length;
  return {
    stands: `${there} of ${looked.length} things that a first examination looks at ${there === 1 ? 'is' : 'are'} there, as you say; nothing has shown it yet.`,
    looked,
    size: sizeOf(answers),
    categories: categories.map((each) => ({ ...each })),
    controls: controls.map(({ control: id, because }) => ({
      id,
      title: libraryControl(id)?.title ?? id,
      because,
      adopted: isAdopted(id),
    })),
    times: [...TIMES, ...datesOf(today)],
    costs: COSTS.filter(({ upTo }) => upTo === null || answers.headcount <= upTo).map(({ upTo: _, ...cost }) => cost),
    deal: answers.deal === null ? null : dealOf(parseDay(answers.deal) ?? today, today),
  };
}

/** A company of five is judged as one. */
function sizeOf({ headcount, engineers, production, exists }: Answers): string[] {
  const reviewed = exists.includes('change-reviews');
  return [
    ...(headcount === 1
      ? [
          'You work alone: one person holds all roles, and that is fine. Where doing a thing and approving it fall together, somebody outside looks at it, and you say so.',
        ]
      : []),
    ...(headcount > 1 && headcount <= SMALL
      ? [
          `You are ${headcount}: one person will hold several roles, and that is fine. What must not fall together is doing a thing and approving it.`,
        ]
      : []),
    ...(engineers === 1 && reviewed
      ? [
          'One person writes the software, and you say that somebody else reviews each change: an auditor asks who that is, and what shows that they can judge it.',
        ]
      : []),
    ...(engineers === 1 && !reviewed
      ? [
          'One person writes the software, so nobody else can review a change. Keep a compensating control and say so: automated checks that must succeed before a merge, a history that cannot be rewritten, and a monthly look at the list of changes by somebody outside engineering.',
        ]
      : []),
    ...(production > 0 && production === headcount && headcount > 3
      ? ['Everybody can reach production. The first thing to take away is what people do not need.']
      : []),
  ];
}

/** When a report is likely there where the preparation begins today, by the ranges of the same source. */
const datesOf = (today: Day): Reading['times'] =>
  MONTHS.map(({ name, least, most }) => ({
    what: `Report, ${name}, where you begin today`,
    range: `${formatDay(addMonths(today, least))} to ${formatDay(addMonths(today, most))}`,
    source: TIMELINE,
  }));
