import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule, type RuledControl } from './rule.ts';

/** Of all owned controls, as a share; a company of five cannot spread them, one of sixty can. */
const MOST = 0.5;
const SMALLEST_COMPANY = 10;
const FEWEST_CONTROLS = 8;

const many = (owner: string, controls: number): readonly RuledControl[] =>
  Array.from({ length: controls }, (_, place) => control({ id: `control-${place}`, owner }));

export default defineRule({
  id: 'owned-by-one-person',
  title: 'One person owns most of the controls',
  task: 'Spread the controls over several owners',
  why: 'When that person is away, on holiday or gone, the programme stops; and nobody who does everything reviews themselves.',
  settled: 'Nobody owns most of the controls alone.',
  weight: 'time',
  look: ({ controls, headcount }) => {
    if (headcount === null || headcount < SMALLEST_COMPANY || controls.length < FEWEST_CONTROLS) return [];
    const owned = controls.filter(({ owner }) => owner !== null);
    return [...Map.groupBy(owned, ({ owner }) => owner ?? '')]
      .filter(([, theirs]) => theirs.length > MOST * controls.length)
      .map(([owner, theirs]) => ({
        subject: owner,
        says: `${owner} owns ${theirs.length} of ${controls.length} controls.`,
        next: 'Hand some to whoever does the work: engineering, operations, HR, leadership, legal.',
        place: placeOf('list', 'control'),
      }));
  },
  examples: [
    { name: 'nine of ten', programme: programme({ controls: [...many('ada', 9), control()] }), finds: ['ada'] },
    { name: 'half of ten', programme: programme({ controls: [...many('ada', 5), ...many('bo', 5)] }), finds: [] },
    { name: 'a company of five', programme: programme({ controls: many('ada', 10), headcount: 5 }), finds: [] },
    {
      name: 'nobody knows how many people there are',
      programme: programme({ controls: many('ada', 10), headcount: null }),
      finds: [],
    },
  ],
});
