import { mkdir } from 'node:fs/promises';
import { localClient } from '#/contract/local-client.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { Instant } from '#/core/time/instant.ts';
import {
  adoptionOf,
  companyOf,
  type Company,
  RHYTHMS,
  type Section,
  scopeOf,
  sectionsOf,
  type Setup,
} from '#/demo/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { judgeAnew, workOutLists } from '#/features/readiness/index.ts';
import { refreshTasks } from '#/features/work/index.ts';
import { noteAction } from '#/app/noting.ts';
import type { Attestry } from '#/app/wire.ts';
import { deliveriesOf, reconcileAll, type Telling } from './bring-in.ts';
import { gitStep } from './git.ts';
import { githubSteps } from './github.ts';
import { writeManifest } from './manifest.ts';
import { policySteps } from './policies.ts';
import { bringReport } from './report.ts';
import { bringReaders } from './readers.ts';
import type { StoryClock } from './story-clock.ts';
import { engageFirm, publishTrust } from './trust.ts';

export interface Demo {
  readonly company: Company;
  readonly sections: readonly Section[];
}

export interface Step {
  readonly at: Instant;
  readonly what: string;
  readonly run: () => Promise<void>;
}

export interface Creating {
  readonly attestry: Attestry;
  readonly clock: StoryClock;
  /** Where the exports and repositories are written; they stay, so that a person can look at them. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress: (what: string, done: number, total: number) => void;
}

export const demoOf = (setup: Setup): Demo => {
  const company = companyOf(setup);
  return { company, sections: sectionsOf(company) };
};

/** When the story begins: before the first export is made. */
export const beginOf = ({ firstDay, at }: Company): Instant => at(firstDay, 5);

/**
 * Lives the months of the demo company: each export comes in on the day on which it was made, by the collectors, as
 * it would anywhere. At the end its lists are compared with what the tools show, and the checks run.
 */
export async function createDemo(demo: Demo, creating: Creating): Promise<Caller> {
  const { company } = demo;
  const { attestry, clock } = creating;
  clock.goTo(beginOf(company));
  await mkdir(creating.folder, { recursive: true }); // from now on it is seen that a story was begun
  const person = personIn(company);
  const { org } = await createOrganization(
    attestry,
    { slug: company.slug, name: company.name, zone: company.zone, demo: true },
    person,
  );
  await noteAction(attestry, { org, person }, { name: 'installation.demo-made' }, 'done');
  const telling: Telling = { ...creating, demo, caller: { org, person } };
  await adopt(telling);
  await using github = await githubSteps(telling);
  const steps = [
    ...deliveriesOf(telling),
    ...policySteps(telling),
    ...github.steps,
    gitStep(telling),
    windowOpens(telling),
  ].toSorted((a, b) => a.at - b.at);
  for (const [place, { at, what, run }] of steps.entries()) {
    creating.signal.throwIfAborted();
    creating.progress(what, place, steps.length);
    clock.goTo(at);
    await run();
  }
  creating.progress('comparing lists', steps.length, steps.length);
  await reconcileAll(telling);
  creating.progress('checking', steps.length, steps.length);
  await judgeAnew(attestry, org, null, () => undefined);
  await bringReport(telling);
  await bringReaders(telling);
  await publishTrust(telling);
  await refreshTasks(attestry, org);
  await workOutLists(attestry, org); // so that the first status compares nothing that was sealed since
  await writeManifest(demo, creating.folder);
  return telling.caller;
}

/** The compliance lead, or whoever leads where there is none. */
const personIn = ({ people }: Company): string =>
  (people.find(({ title, ended }) => title === 'Compliance Lead' && ended === null) ?? people[0])?.email ?? '';

async function adopt({ attestry, caller, demo: { company, sections } }: Telling): Promise<void> {
  const client = localClient(controlsContract, controls(attestry), caller);
  const effectiveFrom = formatDay(company.firstDay);
  await client.adopt({ controls: [...adoptionOf(company)], effectiveFrom });
  for (const { control, parameters } of sections.flatMap(({ limits = [] }) => limits))
    await client.edit({ id: control, limits: { ...parameters }, effectiveFrom });
  for (const { control, frequency } of RHYTHMS) await client.edit({ id: control, frequency, effectiveFrom });
}

const windowOpens = (telling: Telling): Step => ({
  at: telling.demo.company.at(telling.demo.company.window.first, 7),
  what: 'the window opens',
  run: async () => {
    const { attestry, caller, demo } = telling;
    const { company } = demo;
    await localClient(engagementsContract, engagements(attestry), caller).create({
      id: 'soc2',
      name: `SOC 2 Type II of ${company.name}`,
      type: 'type-2',
      first: formatDay(company.window.first),
      last: formatDay(company.window.last),
      categories: ['security', 'availability', 'processing-integrity', 'confidentiality', 'privacy'],
      ...scopeOf(company),
    });
    await engageFirm(telling);
  },
});
