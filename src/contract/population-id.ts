import { z } from 'zod';
import { isPopulation, type PopulationName } from '#/core/populations/index.ts';

export const PopulationId = z.custom<PopulationName>(
  (name) => typeof name === 'string' && isPopulation(name),
  'no such population; "attestry population list" shows them',
);
