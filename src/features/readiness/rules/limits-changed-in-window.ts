import type { Instant } from '#/core/time/instant.ts';
import { control, day, programme } from './example.ts';
import { defineRule, type RuledChange, type RuledControl } from './rule.ts';

interface Days {
  readonly start: Instant;
  readonly end: Instant;
}

export default defineRule({
  id: 'limits-changed-in-window',
  title: 'A control was changed in the middle of the window',
  task: 'Name changes of controls in the system description',
  why: 'What occurred is judged by the version in force then, and what lasts by the one in force at its end or now, so two rules hold in one window. The description of the system has to say so. What is dated back changes what was expected after it was known how it went.',
  settled: 'The description of the system names the change, and the task was put aside with that reason.',
  weight: 'time',
  look: ({ controls, engagement: { type, start, end } }) =>
    type === 'type-1'
      ? []
      : controls.flatMap((each) => {
          const says = wordsOn(each, { start, end });
          const next =
            'Name the change, its date and its reason in the description of the system, then put the task aside with where that stands.';
          return says === null ? [] : [{ subject: each.id, says, next }];
        }),
  examples: [
    {
      name: 'changed',
      programme: programme({ controls: [control({ changes: [changed(60)] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'changed, and again after the window',
      programme: programme({ controls: [control({ changes: [changed(60), changed(400)] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'another rhythm, dated back to the first day',
      programme: programme({ controls: [control({ changes: [changed(0, 60, true)] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'other words, dated back to before the window once it was over',
      programme: programme({ controls: [control({ changes: [changed(-10, 370)] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'another rhythm an hour after the adoption, in the window, from the adoption on',
      programme: programme({ controls: [control({ adopted: day(60), changes: [changed(60, 60.04, true)] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'adopted in the window, with other words at once',
      programme: programme({ controls: [control({ adopted: day(60), changes: [changed(60)] })] }),
      finds: [],
    },
    { name: 'changed before it', programme: programme({ controls: [control({ changes: [changed(-2)] })] }), finds: [] },
    {
      name: 'changed before it, from its first day on',
      programme: programme({ controls: [control({ changes: [changed(0, -1, true)] })] }),
      finds: [],
    },
    {
      name: 'changed from a day after it on',
      programme: programme({ controls: [control({ changes: [changed(366, 100, true)] })] }),
      finds: [],
    },
  ],
});

/** A change that holds from a day of the window's on, received on that day unless another is given. */
function changed(from: number, received = from, rhythm = false): RuledChange {
  return { from: day(from), received: day(received), rhythm };
}

function wordsOn({ title, adopted, changes }: RuledControl, { start, end }: Days): string | null {
  const inWindow = (instant: Instant): boolean => instant > start && instant < end;
  if (changes.some(({ from }) => from > adopted && inWindow(from)))
    return `"${title}" says something else, or is performed in another rhythm, since a day in the window.`;
  const reaches = changes.filter(({ from }) => from < end);
  if (reaches.some(({ from, received }) => received > start && from <= start))
    return `"${title}" was given other words, or another rhythm, after the window had begun, and from before it on.`;
  return reaches.some(({ received, rhythm }) => rhythm && inWindow(received))
    ? `"${title}" was given another rhythm in the window, from its adoption on: what was expected before is not any more.`
    : null;
}
