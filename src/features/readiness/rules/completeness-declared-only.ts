import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'completeness-declared-only',
  title: 'That a population is complete rests on somebody’s word',
  task: 'Compare populations with a second count',
  why: 'An auditor asks what shows that the list is whole: the count of the system itself, or a second system that agrees.',
  settled: 'Each of these populations is compared with a second source, or with the count that its system shows.',
  weight: 'exception',
  look: ({ controls }) => {
    const populations = new Set(controls.flatMap(({ declaredOnly }) => declaredOnly));
    return [...populations].sort().map((population) => ({
      subject: population,
      says: `Nothing but a declaration says that the population ${population.replaceAll('-', ' ')} is whole.`,
      next: 'Compare it with a second source, or with the count that the system shows.',
      place: placeOf('population-compared', population),
    }));
  },
  examples: [
    {
      name: 'declared, for two controls',
      programme: programme({
        controls: [control({ declaredOnly: ['training'] }), control({ id: 'b', declaredOnly: ['training'] })],
      }),
      finds: ['training'],
    },
    { name: 'counted', programme: programme(), finds: [] },
  ],
});
