import { DAY, HOUR, MINUTE } from '#/core/time/instant.ts';
import { type Company, dayMoment, isoOf } from '#/demo/company.ts';
import { csvBytes } from '#/demo/files.ts';
import { plant } from '#/demo/plant.ts';
import type { FileSource, Section } from '#/demo/section.ts';
import type { DemoArrival, GithubWorld } from './world.ts';

const HEADER = ['id', 'repository', 'revision', 'environment', 'result', 'started by', 'started at'] as const;
const DEPLOYED = ['api', 'web'] as const;

const MAPPING: NonNullable<FileSource['mapping']> = {
  population: 'deployment',
  fields: {
    id: { column: 'id' },
    repository: { column: 'repository' },
    revision: { column: 'revision' },
    environment: { column: 'environment' },
    production: { column: 'environment', values: { production: true, staging: false } },
    result: { column: 'result' },
    deployedBy: { column: 'started by', scheme: 'github' },
    deployedAt: { column: 'started at', dates: { format: 'iso' } },
  },
};

/** What the pipeline put where: changes that were merged, an hour or so later, and three that are odd. */
export function deploymentsOf(company: Company, world: GithubWorld): Section {
  const random = company.random('deployments');
  const arrivals = world.repositories
    .filter(({ name }) => DEPLOYED.some((each) => name === `${company.organization}/${each}`))
    .flatMap((repository) => repository.arrivals)
    .toSorted((a, b) => a.at - b.at);
  const rowOf = (arrival: DemoArrival, place: number, environment: string): readonly string[] => [
    `D-${1000 + place}-${environment}`,
    arrival.repository,
    arrival.revision,
    environment,
    'success',
    arrival.author,
    isoOf(arrival.at + (environment === 'staging' ? 12 * MINUTE : HOUR + random.int(0, 90) * MINUTE)),
  ];
  const rows = arrivals
    .filter(({ at }) => at < company.end - DAY)
    .flatMap((arrival, place) => [
      rowOf(arrival, place, 'staging'),
      ...(random.chance(0.6) ? [rowOf(arrival, place, 'production')] : []),
    ]);
  const at = isoOf(company.at(company.businessDayFrom(company.window.first + 100), 15));
  const api = `${company.organization}/api`;
  const odd = [
    ['D-hotfix', api, random.hex(40), 'production', 'success', '', at],
    ['D-tag', api, 'v4.2.0', 'production', 'success', '', at],
    ['D-branch', api, random.hex(40), 'staging', 'success', '', at],
  ];
  const check = 'changes.deployment-traces-to-change';
  return {
    name: 'Deployments',
    sources: [
      {
        id: 'deployments',
        file: 'deployments.csv',
        collector: 'file',
        mapping: MAPPING,
        settings: { declared: { from: dayMoment(company, company.firstDay), by: 'Platform team' } },
        shown: rows.length + odd.length,
        deliveries: [{ at: company.looks.at(-1) ?? company.end, bytes: () => csvBytes(HEADER, [...rows, ...odd]) }],
      },
    ],
    planted: [
      plant(check, 'deployments/D-hotfix', 'deviation', 'built from a commit that is no known change'),
      plant(check, 'deployments/D-tag', 'unknown', 'the pipeline wrote a tag, and no commit'),
      plant(check, 'deployments/D-branch', 'not asked', 'an unmerged branch, tried out on staging'),
    ],
  };
}
