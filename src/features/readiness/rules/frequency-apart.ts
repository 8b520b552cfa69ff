import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'frequency-apart',
  title: 'A control is performed in another rhythm than its statement says',
  task: 'Bring rhythm and statement of a control together',
  why: 'Performances are expected by the frequency of a control, and checks judge by the limit in its statement. A control that was changed before both were tied can say two things, and one of them is missed or never looked at.',
  settled: 'How often each control is performed is what its statement says.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap(({ id, title, frequency, saidApart }) =>
      saidApart === null
        ? []
        : [
            {
              subject: id,
              says: `"${title}" is performed ${frequency}, and its statement says "${saidApart}".`,
              next: 'Choose one, and the other follows: a new frequency changes the statement, a new limit the frequency.',
              place: placeOf('control-rhythm', id),
            },
          ],
    ),
  examples: [
    {
      name: 'annual, and each month by the statement',
      programme: programme({ controls: [control({ frequency: 'annual', saidApart: 'each month' })] }),
      finds: ['change-peer-review'],
    },
    { name: 'a statement that says how often as the frequency does', programme: programme(), finds: [] },
  ],
});
