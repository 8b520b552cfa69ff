import type { FactOf, ItemOf, Population } from './population.ts';
import { accessGrant } from './access-grant.ts';
import { accessReview } from './access-review.ts';
import { account } from './account.ts';
import { acknowledgement } from './acknowledgement.ts';
import { alert } from './alert.ts';
import { backup } from './backup.ts';
import { capacityReview } from './capacity-review.ts';
import { change } from './change.ts';
import { configuration } from './configuration.ts';
import { dataSubjectRequest } from './data-subject-request.ts';
import { deletion } from './deletion.ts';
import { deployment } from './deployment.ts';
import { device } from './device.ts';
import { incident } from './incident.ts';
import { meeting } from './meeting.ts';
import { person } from './person.ts';
import { processingRun } from './processing-run.ts';
import { reconciliation } from './reconciliation.ts';
import { repository } from './repository.ts';
import { restoreTest } from './restore-test.ts';
import { roleChange } from './role-change.ts';
import { training } from './training.ts';
import { uptime } from './uptime.ts';
import { vendorReview } from './vendor-review.ts';
import { vulnerability } from './vulnerability.ts';

/** Every kind of fact that Attestry knows, in the order in which they are listed. */
export const POPULATIONS = {
  repository,
  change,
  deployment,
  person,
  'role-change': roleChange,
  account,
  'access-grant': accessGrant,
  'access-review': accessReview,
  training,
  acknowledgement,
  vulnerability,
  incident,
  alert,
  backup,
  'restore-test': restoreTest,
  device,
  'vendor-review': vendorReview,
  configuration,
  meeting,
  'processing-run': processingRun,
  reconciliation,
  'data-subject-request': dataSubjectRequest,
  deletion,
  uptime,
  'capacity-review': capacityReview,
} as const;

export type PopulationName = keyof typeof POPULATIONS;
export type Fact<P extends PopulationName> = FactOf<(typeof POPULATIONS)[P]>;
export type Item<P extends PopulationName> = ItemOf<(typeof POPULATIONS)[P]>;

export const POPULATION_NAMES = Object.keys(POPULATIONS) as readonly PopulationName[];

export const isPopulation = (name: string): name is PopulationName => Object.hasOwn(POPULATIONS, name);

/** The definition, seen without its own field types: for code that treats all populations alike. */
export const populationNamed = (name: PopulationName): Population => POPULATIONS[name];

/** The populations whose items records of this one name. */
export const derivedFrom = (name: PopulationName): readonly PopulationName[] =>
  POPULATION_NAMES.filter((each) => populationNamed(each).derived?.from === name);
