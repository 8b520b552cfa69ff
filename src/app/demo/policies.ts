import { localClient } from '#/contract/local-client.ts';
import { policiesContract } from '#/features/policies/contract.ts';
import { policies } from '#/features/policies/index.ts';
import type { Telling } from './bring-in.ts';
import type { Step } from './create.ts';
import { secondIn } from './second.ts';

/** Taken up late, and nobody approved it yet. */
const WAITING = 'secure-development';
/** Days from the first: written while the company prepares, and read again a year later. */
const [WRITTEN, AGAIN] = [11, 376];
const READ_AGAIN = '\n\nRead again by its owner after a year. Nothing in it had to change.\n';

/** Its policies are taken from the templates and approved before the window, and approved again within a year. */
export function policySteps(telling: Telling): readonly Step[] {
  const { attestry, caller } = telling;
  const { company } = telling.demo;
  const as = (person: string) => localClient(policiesContract, policies(attestry), { ...caller, person });
  const client = as(caller.person);
  const owner = secondIn(company.people, caller.person); // who wrote it does not approve it
  const on = (day: number): Step['at'] => company.at(company.businessDayFrom(company.firstDay + day), 10);
  const written = async (): Promise<void> => {
    const { templates } = await client.list({});
    for (const { id } of templates.filter((each) => each.id !== WAITING)) {
      const { version } = await client.draft({ template: id, owner });
      await as(owner).approve({ id, version });
    }
  };
  const readAgain = async (): Promise<void> => {
    const { policies: all } = await client.list({});
    for (const { id } of all) {
      const { body } = await client.show({ id });
      const { version } = await client.edit({ id, body: body + READ_AGAIN });
      await as(owner).approve({ id, version });
    }
    await client.draft({ template: WAITING, owner });
  };
  return [
    { at: on(WRITTEN), what: 'policies are approved', run: written },
    { at: on(AGAIN), what: 'policies are read again', run: readAgain },
  ];
}
