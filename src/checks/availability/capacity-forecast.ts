import { z } from 'zod';
import { pass, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { required } from '#/checks/requirement.ts';

const review = { forecast: true, thresholdsExceeded: 0, actions: 0 } as const;

export default defineCheck({
  id: 'availability.capacity-forecast',
  version: 1,
  title: 'A capacity review forecasts demand, and starts changes where a threshold will be exceeded',
  prose:
    'Capacity that runs out was visible for months. A review that only looks back sees it too late, and one that sees it and starts nothing might as well not have looked. Whether the changes were enough is not seen.',
  controls: ['capacity-planning'],
  terms: {
    'capacity-planning': [
      'capacity',
      'forecasts|forecast|project|predict|estimat',
      'thresholds|threshold|limit|exceed',
    ],
  },
  sentence: () =>
    'Each capacity review forecasts demand, and starts at least one change where a threshold is, or will be, exceeded.',
  parameters: z.strictObject({}),
  population: 'capacity-review',
  reads: ['forecast', 'thresholdsExceeded', 'actions'],
  anchor: 'performedAt',
  companions: {},
  judge({ forecast, thresholdsExceeded, actions }) {
    const looked = required(forecast, 'demand was not forecast', 'the source does not say whether demand was forecast');
    return worstOf([looked, acted(thresholdsExceeded, actions)]) ?? looked;
  },
  examples: [
    { name: 'a forecast, and nothing to do', item: review, expect: 'pass' },
    {
      name: 'a forecast, a threshold, and a change',
      item: { ...review, thresholdsExceeded: 1, actions: 1 },
      expect: 'pass',
    },
    { name: 'no forecast', item: { ...review, forecast: false }, expect: 'deviation' },
    {
      name: 'a threshold, and nothing done',
      item: { ...review, thresholdsExceeded: 1 },
      expect: 'deviation',
    },
    {
      name: 'nothing to do, and what was done is not said',
      item: { ...review, actions: undefined },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'a threshold, and what was done is not said',
      item: { ...review, thresholdsExceeded: 2, actions: undefined },
      expect: 'unknown',
    },
    {
      name: 'nothing done, and whether there was a threshold is not said',
      item: { ...review, thresholdsExceeded: undefined },
      expect: 'unknown',
    },
    {
      name: 'whether there was a forecast is not said',
      item: { ...review, forecast: undefined },
      expect: 'unknown',
    },
  ],
});

function acted(thresholdsExceeded: number | undefined, actions: number | undefined): Verdict {
  if (thresholdsExceeded === 0 || (actions !== undefined && actions > 0)) return pass();
  if (thresholdsExceeded === undefined)
    return unknown('the source does not say whether a threshold is, or will be, exceeded');
  return required(
    actions === undefined ? undefined : false,
    'a threshold is, or will be, exceeded, and no change was started',
    'the source does not say whether a change was started',
  );
}
