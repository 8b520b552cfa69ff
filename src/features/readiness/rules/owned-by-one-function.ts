import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

const MOST = 0.8;
const SMALLEST_COMPANY = 15;
const FEWEST_CONTROLS = 10;

const ten = (functions: readonly ('engineering' | 'hr' | 'operations')[]) =>
  Array.from({ length: 10 }, (_, place) =>
    control({ id: `control-${place}`, ownerFunction: functions[place % functions.length] ?? 'engineering' }),
  );

export default defineRule({
  id: 'owned-by-one-function',
  title: 'One team owns nearly everything',
  task: 'Spread the controls over the teams that perform them',
  why: 'Hiring, training, boards and contracts are not done by engineering. A programme that one team carries has controls that this team cannot perform.',
  settled: 'The controls belong to the functions that perform them.',
  weight: 'time',
  look: ({ controls, headcount }) => {
    if (headcount === null || headcount < SMALLEST_COMPANY || controls.length < FEWEST_CONTROLS) return [];
    return [...Map.groupBy(controls, ({ ownerFunction }) => ownerFunction)]
      .filter(([, theirs]) => theirs.length > MOST * controls.length)
      .map(([name, theirs]) => ({
        subject: name,
        says: `${theirs.length} of ${controls.length} controls belong to ${name}.`,
        next: 'Give each control to the function that performs it; the library names one for each.',
        place: placeOf('list', 'control'),
      }));
  },
  examples: [
    { name: 'all of ten', programme: programme({ controls: ten(['engineering']) }), finds: ['engineering'] },
    {
      name: 'spread over three',
      programme: programme({ controls: ten(['engineering', 'hr', 'operations']) }),
      finds: [],
    },
    { name: 'a company of eight', programme: programme({ controls: ten(['engineering']), headcount: 8 }), finds: [] },
  ],
});
