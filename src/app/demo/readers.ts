import { localClient } from '#/contract/local-client.ts';
import { demoPapers } from '#/demo/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { ask, enter, grants, type GrantsDeps } from '#/features/grants/index.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import { mail, posting } from '#/features/mail/index.ts';
import { ndasContract } from '#/features/ndas/contract.ts';
import { ndas } from '#/features/ndas/index.ts';
import type { Telling } from './bring-in.ts';

/** So many controls are described in the overview that readers may ask for. */
const DESCRIBED = 40;

interface Asking {
  readonly email: string;
  readonly name: string;
  readonly company: string;
  readonly reason: string;
}

const ASK: readonly Asking[] = [
  {
    email: 'noor@harborbank.example',
    name: 'Noor Visser',
    company: 'Harbor Bank',
    reason: 'Vendor review before the pilot in spring.',
  },
  {
    email: 'tomas.reyes@gmail.com',
    name: 'Tomas Reyes',
    company: 'Reyes Logistics',
    reason: 'We compare three suppliers.',
  },
];
const READS: Asking = {
  email: 'ines@northwindcare.example',
  name: 'Ines Moreau',
  company: 'Northwind Care',
  reason: 'Yearly look at our suppliers.',
};

/** A document that others may get, the agreement, two who wait for an answer, and one who was let in. No mail leaves. */
export async function bringReaders(telling: Telling): Promise<void> {
  const { attestry, caller, demo } = telling;
  const { company } = demo;
  const quiet = { ...attestry, mailer: null, post: posting({ ...attestry, mailer: null }) };
  const texts = localClient(ndasContract, ndas(quiet), caller);
  const { template } = await texts.text({});
  await texts.publish({ ...template, material: true });
  const { controls: adopted } = await localClient(controlsContract, controls(attestry), caller).list({
    state: 'adopted',
  });
  const text = adopted
    .slice(0, DESCRIBED)
    .map(({ title, statement }) => `## ${title}\n\n${statement}`)
    .join('\n\n');
  const bytes = await attestry.documents.write({
    title: `Controls of ${company.name}`,
    text: `${company.name} is an invented company. These are the controls that it adopted, in its own words. No auditor wrote or examined this.\n\n${text}`,
    heading: 'About this file',
    facts: [['Written by', 'the company, from its adopted controls']],
    at: attestry.chance.now(),
  });
  const { id } = await localClient(documentsContract, documentsService(quiet), caller).add({
    title: 'Controls in detail',
    kind: 'other',
    level: 'nda',
    name: 'controls.pdf',
    bytes: new Uint8Array(bytes),
  });
  await bringPapers(telling);
  for (const asking of [READS, ...ASK]) await askAndConfirm(quiet, caller, { ...asking, documents: [id] });
  const decide = localClient(grantsContract, grants(quiet), caller);
  const { requests } = await decide.requests({ state: 'waiting' });
  const found = requests.find(({ email }) => email === READS.email);
  if (found !== undefined) await decide.approve({ id: found.id, days: 180 });
}

type Quiet = GrantsDeps & Parameters<typeof mail>[0];

/** Asks, and uses the link that stayed in the outbox. */
async function askAndConfirm(
  deps: Quiet,
  caller: Telling['caller'],
  asking: Asking & { readonly documents: readonly string[] },
): Promise<void> {
  await ask(deps, caller.org, asking);
  const { messages } = await mail(deps).list(caller, { limit: 50 });
  const letter = messages.find(({ recipient, kind }) => recipient === asking.email && kind === 'access');
  if (letter === undefined) return;
  const { link } = await mail(deps).open(caller, { id: letter.id });
  await enter(deps, caller.org, link?.split('/').at(-1) ?? '');
}

/** What is given on request, and what anybody may read. */
async function bringPapers({ attestry, caller, demo: { company } }: Telling): Promise<void> {
  const documents = localClient(documentsContract, documentsService(attestry), caller);
  for (const { text, ...about } of demoPapers(company)) {
    const bytes = await attestry.documents.write({
      title: about.title,
      text,
      heading: 'About this file',
      facts: [['Written by', 'the demo of Attestry']],
      at: attestry.chance.now(),
    });
    await documents.add({ ...about, bytes: new Uint8Array(bytes) });
  }
}
