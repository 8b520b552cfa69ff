import { policiesContract } from '#/features/policies/contract.ts';
import { policies } from '#/features/policies/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { textIn } from '#/app/cli/input.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, policiesContract, policies);
const POLICY = { name: 'POLICY', doc: 'Its id, as "attestry policy list" shows it.' };

const list: Command = {
  name: 'policy list',
  needs: 'organization',
  summary: 'The policies of the company, and the templates that are not taken up yet.',
  details: '',
  args: [],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list(asOfIn(given));
    to.document(found, () => {
      if (found.policies.length > 0)
        to.table(found.policies, [
          { title: 'policy', of: ({ id }) => id, style: () => 'strong' },
          { title: 'version', of: ({ version }) => String(version), right: true },
          {
            title: 'state',
            of: ({ state, hasDraft }) => (hasDraft && state !== 'draft' ? `${state}, a draft waits` : state),
          },
          { title: 'owner', of: ({ owner }) => owner ?? 'nobody yet' },
          { title: 'next review', of: ({ approval }) => approval?.nextReview ?? '' },
          { title: '', of: ({ outdated }) => (outdated ? 'says other than its controls now' : '') },
        ]);
      if (found.templates.length === 0) return;
      to.line(`${found.policies.length > 0 ? '\n' : ''}Not taken up yet; "attestry policy draft TEMPLATE" does it:`);
      to.table(found.templates, [
        { title: 'template', of: ({ id }) => id, style: () => 'strong' },
        { title: 'serves', of: ({ controls }) => counted(controls, 'control', 'controls') },
        { title: 'what it is', of: ({ purpose }) => purpose },
      ]);
    });
    return EXIT.fine;
  },
};

const draft: Command = {
  name: 'policy draft',
  needs: 'organization',
  summary: 'Take up a template, filled from the organization, its scope and its controls.',
  details:
    'Lines about controls that are not adopted are left out, and limits are those of the adopted controls, so that a policy and a check cannot disagree.',
  args: [{ name: 'TEMPLATE', doc: 'The template, as "attestry policy list" shows it.' }],
  options: [{ name: 'owner', value: 'PERSON', doc: 'Who answers for it.' }],
  examples: [
    {
      line: 'attestry policy draft access-control --owner cto@acme.example',
      doc: 'A first version, with an owner.',
    },
  ],
  run: async (given, to, context) => {
    const [template = ''] = given.args;
    const done = await client(context).draft({ template, owner: given.text('owner') ?? null });
    to.document(done, () => {
      to.line(`Drafted, sealed at position ${done.position}.`);
      to.line(`Read it: attestry policy show ${done.id}`);
    });
    return EXIT.fine;
  },
};

const show: Command = {
  name: 'policy show',
  needs: 'organization',
  summary: 'A policy as it reads today, the controls that it serves, and its history.',
  details: '',
  args: [POLICY],
  options: [{ name: 'places', doc: 'The text with its places instead, to edit it.' }, AS_OF],
  examples: [
    { line: 'attestry policy show access-control --places', doc: 'To edit it in a file, and take that back.' },
  ],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const found = await client(context).show({ id, ...asOfIn(given) });
    to.document(found, () => {
      if (given.flag('places')) {
        to.line(found.body);
        return;
      }
      to.line(found.text);
      const ownWords = found.serves.filter((each) => each.ownWords);
      if (ownWords.length > 0)
        to.line(`Compare with the statements in your own words: ${ownWords.map((each) => each.id).join(', ')}\n`);
      to.table(found.history, [
        { title: 'version', of: ({ version }) => String(version), right: true },
        { title: 'what', of: ({ what, reason }) => (reason === '' ? what : `${what}: ${reason}`) },
        { title: 'by', of: ({ person }) => person },
        { title: 'when', of: ({ received }) => minute(received, context.zone) },
        { title: 'position', of: ({ position }) => String(position), right: true },
      ]);
    });
    return EXIT.fine;
  },
};

const edit: Command = {
  name: 'policy edit',
  needs: 'organization',
  summary: 'Change the text, the title or the owner of a policy.',
  details:
    'Of an approved policy this begins a new version; the approved one stays in force until the new one is approved. A place in braces, such as {company} or {access-termination.businessDays}, stands for what the scope or a control says; a line that begins with [control] stands only where that control is adopted, and one that begins with [where one engineer] or [where small company] unless the assessment says another size.',
  args: [POLICY],
  options: [
    { name: 'file', value: 'FILE', doc: 'The new text, Markdown with places.' },
    { name: 'title', value: 'TEXT', doc: 'Another title.' },
    { name: 'owner', value: 'PERSON', doc: 'Who answers for it.' },
  ],
  examples: [{ line: 'attestry policy edit access-control --file access.md', doc: 'Another text.' }],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const [file, title, owner] = [given.text('file'), given.text('title'), given.text('owner')];
    if (file === undefined && title === undefined && owner === undefined)
      misused('policy edit', 'Say what changes, with --file, --title or --owner.');
    const done = await client(context).edit({
      id,
      ...(file === undefined ? {} : { body: await textIn(file) }),
      ...(title === undefined ? {} : { title }),
      ...(owner === undefined ? {} : { owner }),
    });
    to.document(done, () => to.line(`Version ${done.version} of ${id}, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const approve: Command = {
  name: 'policy approve',
  needs: 'organization',
  summary: 'Approve a version of a policy: it is in force, and evidence of the design of controls.',
  details:
    'Somebody who did not write the version approves it, or the owner of the policy does. The text is kept as it reads today, with its limits, and is attached to the adopted controls whose design it shows.',
  args: [POLICY],
  options: [
    { name: 'version', value: 'N', doc: 'The version that you read; the latest when it is left out.' },
    { name: 'next-review', value: 'DAY', doc: 'When it is reviewed again; a year from now when it is left out.' },
  ],
  examples: [{ line: 'attestry policy approve access-control --version 1', doc: 'The first version.' }],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const api = client(context);
    const version = given.whole('version', (await api.show({ id })).policy.version);
    const nextReview = given.text('next-review');
    const done = await api.approve({ id, version, ...(nextReview === undefined ? {} : { nextReview }) });
    to.document(done, () => {
      to.line(
        `Version ${done.version} is approved, sealed at position ${done.position}; next review by ${done.nextReview}.`,
      );
      if (done.controls.length > 0) to.line(`It shows the design of: ${done.controls.join(', ')}`);
    });
    return EXIT.fine;
  },
};

const retire: Command = {
  name: 'policy retire',
  needs: 'organization',
  summary: 'Take a policy out of force.',
  details: 'What it showed until now stays, in the ledger and with the controls.',
  args: [POLICY],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why, in a sentence.' }],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const reason = given.needed('reason', 'Say why, with --reason.');
    const done = await client(context).retire({ id, reason });
    to.document(done, () => to.line(`Retired, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, draft, show, edit, approve, retire];
