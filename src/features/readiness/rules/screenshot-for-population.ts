import { placeOf } from '#/core/place.ts';
import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

const screenshot = {
  control: 'change-peer-review',
  name: 'pull-request.png',
  purpose: 'performance',
  occurred: day(30),
  received: day(31),
  grade: 'screenshot',
} as const;

export default defineRule({
  id: 'screenshot-for-population',
  title: 'A screenshot stands where a population is needed',
  task: 'Have the whole population read instead of a screenshot',
  why: 'A picture shows one moment of one item. An auditor samples from all of them, and asks for the list and for what shows that it is complete.',
  settled: 'The population is read from a source, or brought in as a file.',
  weight: 'exception',
  look: ({ attached, controls, items }) =>
    controls
      .filter(
        ({ id, populations }) =>
          populations.length > 0 &&
          populations.every((population) => (items[population] ?? 0) === 0) &&
          attached.some(
            ({ control: of, grade, purpose }) => of === id && grade === 'screenshot' && purpose === 'performance',
          ),
      )
      .map(({ id, title, populations }) => ({
        subject: id,
        says: `"${title}" is shown by pictures only; its population is ${populations.join(' and ')}.`,
        next: 'Connect a source, or import a file, that has all items of the window.',
        place: placeOf('source-add'),
      })),
  examples: [
    { name: 'pictures only', programme: programme({ attached: [screenshot] }), finds: ['change-peer-review'] },
    {
      name: 'a picture beside the population',
      programme: programme({ attached: [screenshot], items: { change: 40 } }),
      finds: [],
    },
    {
      name: 'a control that people show by hand',
      programme: programme({ attached: [screenshot], controls: [control({ populations: [] })] }),
      finds: [],
    },
  ],
});
