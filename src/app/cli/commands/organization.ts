import { createOrganization, organization } from '#/features/organization/index.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { localClient } from '#/contract/local-client.ts';
import { isSlug, SLUG_SAYS, slugOf } from '#/core/slug.ts';
import { isZone } from '#/core/time/zone.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { type PromiseName, suggestedCategories } from '#/library/promises.ts';
import { starterFor } from '#/library/starter.ts';
import { type Command, EXIT, type Given } from '#/app/cli/command.ts';
import { noteAction, noting } from '#/app/noting.ts';
import { misused } from '#/app/cli/parse.ts';
import { PROMISE, promisesIn } from '#/app/cli/promises.ts';

const init: Command = {
  name: 'init',
  needs: 'nothing',
  local: 'it makes the organization, before which nobody has a key',
  summary: 'Make an organization, its log and a first set of controls.',
  details:
    'A company does not adopt the whole library: it adopts the controls that its categories and promises call for, about forty for security alone, and says why each. Security is always in scope; each promise that you name suggests a category. Controls can be adopted, edited and retired later.',
  args: [{ name: 'NAME', doc: 'The name of the company, such as "Acme Inc".' }],
  options: [
    {
      name: 'slug',
      value: 'NAME',
      doc: 'A short name of lowercase letters, digits and dashes. Default: made from the name.',
    },
    {
      name: 'zone',
      value: 'ZONE',
      doc: 'The time zone in which its days begin and end, such as Europe/Berlin. Default: UTC.',
    },
    PROMISE,
    { name: 'headcount', value: 'N', doc: 'How many people work for it. Default: 10.' },
    { name: 'office', doc: 'It has premises that hold equipment or confidential papers.' },
    { name: 'contractors', doc: 'Contractors work for it.' },
    { name: 'personal-data', doc: 'It handles data about people, for itself or its customers.' },
    { name: 'own-machines', doc: 'Production runs on machines of its own, not on those of a hosting provider.' },
    { name: 'no-controls', doc: 'Adopt nothing yet.' },
  ],
  examples: [
    {
      line: 'attestry init "Acme Inc" --zone Europe/Berlin --promise uptime',
      doc: 'Security and availability, with the controls that both need.',
    },
  ],
  run: async (given, to, { open, config }) => {
    const [name = ''] = given.args;
    const zone = given.text('zone') ?? 'UTC';
    if (!isZone(zone)) misused('init', `"${zone}" is not a time zone; a zone reads Europe/Berlin`);
    const promises = promisesIn(given, 'init');
    const slug = slugIn(given, name);
    const chosen = given.flag('no-controls') ? [] : starterFor(companyIn(given, promises));
    const attestry = await open(); // what is not understood leaves no folder behind
    const made = await createOrganization(attestry, { slug, name, zone, demo: false }, config.person);
    const caller = { org: made.org, person: config.person };
    await noteAction(attestry, caller, { name: 'installation.organization-made', subjects: [{ slug }] }, 'done');
    if (chosen.length > 0) {
      await localClient(controlsContract, noting(attestry, controlsContract, controls(attestry)), caller).adopt({
        controls: chosen.map(({ control }) => ({ id: control })),
      });
    }
    const { origin } = await localClient(organizationContract, organization(attestry), caller).show({});
    to.document({ organization: made, origin, adopted: chosen }, () => {
      to.line(`${name} is ready. Its log is ${origin}; its key and its data are in ${config.data}.`);
      if (chosen.length > 0)
        to.line(
          `${chosen.length} controls were adopted; "attestry control list" shows them, "attestry control show ID" says what each means.`,
        );
      to.line();
      to.title('Next');
      to.line('  attestry source add code --collector git --set repository=/path/to/a/repository');
      to.line('  attestry collect');
      const promised = promises.map((each) => ` --promise ${each}`).join(''); // it is what is examined
      to.line(`  attestry engagement create --first 2026-01-01 --last 2026-12-31${promised}`);
      to.line('  attestry check run'); // which ends with 1 where it found something: nothing may hang on it
      to.line('  attestry status');
    });
    return EXIT.fine;
  },
};

const companyIn = (given: Given, promises: readonly PromiseName[]): Parameters<typeof starterFor>[0] => ({
  categories: suggestedCategories(promises).map(({ category }) => category),
  promises,
  hasOffice: given.flag('office'),
  usesContractors: given.flag('contractors'),
  handlesPersonalData: given.flag('personal-data'),
  hostsOnCloud: !given.flag('own-machines'),
  headcount: given.whole('headcount', 10),
});

function slugIn(given: Given, name: string): string {
  const own = given.text('slug');
  if (own !== undefined && !isSlug(own)) misused('init', `--slug is ${SLUG_SAYS}, not "${own}".`);
  if (own !== undefined) return own;
  const slug = slugOf(name, 40);
  return slug === '' ? misused('init', 'The name makes no short name: give one with --slug.') : slug;
}

export const commands: readonly Command[] = [init];
