import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

const off = [{ id: 'changes.approved-by-another', title: 'A change is approved by another person', enabled: false }];

export default defineRule({
  id: 'check-disabled',
  title: 'A check of an adopted control is turned off',
  task: 'Turn on the checks of adopted controls',
  why: 'While it is off nobody knows what it would say, and the auditor sees that it was turned off, by whom and why.',
  settled: 'Every check of an adopted control is on.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap(({ id, checks }) =>
      checks
        .filter(({ enabled }) => !enabled)
        .map((check) => ({
          subject: id,
          says: `${check.id} is turned off.`,
          next: 'Turn it on, or retire the control.',
          place: placeOf('check-on', check.id, check.title),
        })),
    ),
  examples: [
    { name: 'off', programme: programme({ controls: [control({ checks: off })] }), finds: ['change-peer-review'] },
    { name: 'on', programme: programme(), finds: [] },
  ],
});
