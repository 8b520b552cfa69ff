import { placeOf } from '#/core/place.ts';
import { counted } from '#/core/grouped.ts';
import { programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'people-unresolved',
  title: 'Names in the records are nobody’s',
  task: 'Say whose the names in the records are',
  why: 'Whether a second person approved is unknown as long as nobody knows who that was. Most of it is one afternoon of aliases.',
  settled: 'Each name in the records is somebody’s, or a machine’s.',
  weight: 'time',
  look: ({ unresolved: { handles, times } }) =>
    handles === 0
      ? []
      : [
          {
            subject: 'people',
            says: `${counted(handles, 'name', 'names')} in the records ${handles === 1 ? 'is' : 'are'} unresolved, and named ${counted(times, 'time', 'times')}.`,
            next: 'Say whose each is.',
            place: placeOf('unresolved'),
          },
        ],
  examples: [
    { name: 'three', programme: programme({ unresolved: { handles: 3, times: 80 } }), finds: ['people'] },
    { name: 'none', programme: programme(), finds: [] },
  ],
});
