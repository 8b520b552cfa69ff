import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'limits-changed-in-window',
  title: 'A control was changed in the middle of the window',
  why: 'Items are judged by the version in force when they occurred, so two rules hold in one window. The description of the system has to say so.',
  weight: 'time',
  look: ({ controls, engagement: { type, start, end } }) =>
    type === 'type-1'
      ? []
      : controls
          .filter(({ changed, adopted }) => changed > adopted && changed > start && changed < end)
          .map(({ id, title }) => ({
            subject: id,
            says: `"${title}" says something else, or is performed in another rhythm, since a day in the window.`,
            next: 'Name the change, its date and its reason in the description of the system.',
          })),
  examples: [
    {
      name: 'changed',
      programme: programme({ controls: [control({ changed: day(60) })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'adopted in the window, and not changed since',
      programme: programme({ controls: [control({ changed: day(60), adopted: day(60) })] }),
      finds: [],
    },
    { name: 'changed before it', programme: programme({ controls: [control({ changed: day(-2) })] }), finds: [] },
  ],
});
