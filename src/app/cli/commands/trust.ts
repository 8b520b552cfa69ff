import path from 'node:path';
import { trustContract } from '#/features/trust/contract.ts';
import { trustPlace } from '#/features/trust/place-words.contract.ts';
import { trust } from '#/features/trust/index.ts';
import { files } from '#/platform/files.ts';
import { trustDeps } from '#/app/trust.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { objectIn } from '#/app/cli/input.ts';
import { counted, wrap } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, trustContract, (attestry) => trust(trustDeps(attestry)));
const WIDTH = 92;

const status: Command = {
  name: 'trust status',
  needs: 'organization',
  summary: 'What the trust center says today, whether it is published, and what stands in the way.',
  details:
    'The status sentence is derived from the examination and nobody types it. It ends with 1 when the draft claims more than the programme proves.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const api = client(context);
    const found = await api.status({});
    const { content } = await api.draft({});
    to.document(found, () => {
      for (const line of wrap(found.status.lead, WIDTH)) to.line(to.style(line, 'strong'));
      for (const detail of found.status.details) for (const line of wrap(detail, WIDTH)) to.line(line);
      to.line();
      const { published, draft } = found;
      to.line(
        published === null
          ? `Not published. Once it is, anybody sees it at ${found.address}`
          : `Edition ${published.edition}, published ${minute(published.at, context.zone)} by ${published.person}: ${found.address}`,
      );
      if (draft.differs)
        to.line(
          published === null
            ? 'Publish it: attestry trust publish'
            : 'The draft says something else. Publish it: attestry trust publish',
        );
      const shown = found.controls.filter(({ state }) => state === 'shown').length;
      to.line(
        `${shown} of ${counted(found.controls.length, 'control', 'controls')} show no deviation in their records.`,
      );
      for (const { title, says } of found.controls.filter(({ state }) => state === 'not shown'))
        to.line(`  ${title}: ${says}`);
      if (found.problems.length === 0) return;
      to.line(
        to.style(`\n${counted(found.problems.length, 'place', 'places')} to change before it can be published:`, 'bad'),
      );
      to.table(found.problems, [
        { title: 'where', of: ({ where }) => trustPlace(where, content), style: () => 'strong' },
        { title: 'what', of: ({ found: text }) => text },
        { title: 'why', of: ({ because }) => because },
        { title: 'instead', of: ({ instead }) => instead },
      ]);
    });
    return found.problems.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const publish: Command = {
  name: 'trust publish',
  needs: 'organization',
  summary: 'Publish the draft of the trust center.',
  details:
    'Until somebody saved a draft it is proposed from the programme: read it first, with "attestry trust draft". What is published is sealed with who published it.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const api = client(context);
    const { draft } = await api.status({});
    const done = await api.publish({ revision: draft.revision });
    to.document(done, () =>
      to.line(`Edition ${done.edition} is public, sealed at position ${done.position}: ${done.address}`),
    );
    return EXIT.fine;
  },
};

const draft: Command = {
  name: 'trust draft',
  needs: 'organization',
  summary: 'The draft of the trust center as JSON; with --file, what it says from now on.',
  details: 'Nobody outside sees it until it is published. The console edits the same draft.',
  args: [],
  options: [{ name: 'file', value: 'FILE', doc: 'A file of JSON in the form that this command prints.' }],
  examples: [{ line: 'attestry trust draft --file trust.json', doc: 'What was printed, edited, and taken back.' }],
  run: async (given, to, context) => {
    const api = client(context);
    const file = given.text('file');
    const before = await api.draft({});
    if (file === undefined) {
      to.document(before, () => to.line(JSON.stringify(before.content, null, 2)));
      return EXIT.fine;
    }
    const content = (await objectIn(file)) as unknown as typeof before.content;
    const { revision, problems } = await api.save({ revision: before.revision, content });
    to.document({ ...before, content, revision, problems }, () => {
      to.line(`Saved, revision ${revision}.`);
      if (problems.length > 0) to.line('It cannot be published as it is: see attestry trust status');
    });
    return EXIT.fine;
  },
};

const history: Command = {
  name: 'trust history',
  needs: 'organization',
  summary: 'Who published what, and who took it down.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).history({});
    to.document(found, () => {
      if (found.history.length === 0) return to.line('Nothing was published yet.');
      to.table(found.history, [
        { title: 'edition', of: ({ edition }) => (edition === null ? '' : String(edition)), right: true },
        {
          title: 'what',
          of: ({ what, reason, changed }) => [what, reason, changed.join(', ')].filter(Boolean).join(': '),
        },
        { title: 'by', of: ({ person }) => person },
        { title: 'when', of: ({ at }) => minute(at, context.zone) },
        { title: 'position', of: ({ position }) => String(position), right: true },
      ]);
    });
    return EXIT.fine;
  },
};

const withdraw: Command = {
  name: 'trust withdraw',
  needs: 'organization',
  summary: 'Take the trust center down.',
  details: 'The draft and the history stay. An own domain that it had is free again.',
  args: [],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why, in a few words.' }],
  examples: [],
  run: async (given, to, context) => {
    const reason = given.needed('reason', 'Say why, with --reason.');
    const done = await client(context).withdraw({ reason });
    to.document(done, () => to.line(`Taken down, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const exportCommand: Command = {
  name: 'trust export',
  needs: 'organization',
  summary: 'Write the published page as files, to put them elsewhere.',
  details:
    'Each copy says after which day it is out of date: when a date changes what it says, and after 30 days at the latest.',
  args: [],
  options: [{ name: 'out', value: 'FOLDER', doc: 'Where to write it.' }],
  examples: [{ line: 'attestry trust export --out public', doc: 'index.html and what belongs to it.' }],
  run: async (given, to, context) => {
    const out = given.needed('out', 'Say where to, with --out.');
    const found = await client(context).export({});
    const made = found.files.map(({ name }) => path.join(out, name));
    for (const { name, text } of found.files)
      await files.write(path.join(out, safe(name)), new TextEncoder().encode(text));
    to.document({ asOf: found.asOf, until: found.until, files: made }, () => {
      to.line(
        `${counted(made.length, 'file', 'files')} in ${out}, as of ${found.asOf}. Out of date after ${found.until}.`,
      );
    });
    return EXIT.fine;
  },
};

/** A server that is not ours could name any place. */
const safe = (name: string): string =>
  name
    .split('/')
    .filter((part) => part !== '..' && part !== '')
    .join('/');

export const commands: readonly Command[] = [status, publish, draft, history, withdraw, exportCommand];
