import { z } from 'zod';
import { isPopulation, POPULATION_NAMES, type PopulationName } from '#/core/populations/index.ts';

export const PopulationId = z
  .custom<PopulationName>(
    (name) => typeof name === 'string' && isPopulation(name),
    'no such population; the list of populations has them',
  )
  .meta({ type: 'string', enum: [...POPULATION_NAMES] }); // for the description: a check of one's own says nothing there
