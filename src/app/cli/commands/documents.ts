import path from 'node:path';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { ndasContract } from '#/features/ndas/contract.ts';
import { ndas } from '#/features/ndas/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day } from '#/core/time/words.ts';
import { filledIn } from '#/app/cli/input.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, documentsContract, documentsService);
const agreements = (context: Context) => clientOf(context, ndasContract, ndas);

const { kind: KIND, level: LEVEL } = documentsContract.add.input.shape;
const KINDS = KIND.options;
const LEVELS = LEVEL.options;

const list: Command = {
  name: 'trust document list',
  needs: 'organization',
  summary: 'The documents that others may get.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).list({});
    to.document(found, () => {
      if (found.documents.length === 0) return to.line('There is none. Add one: attestry trust document add FILE …');
      to.table(found.documents, [
        { title: 'id', of: ({ id }) => id, style: () => 'faint' },
        { title: 'title', of: ({ title }) => title, style: () => 'strong' },
        { title: 'for whom', of: ({ level }) => level },
        { title: 'about', of: ({ first, last }) => (first === null ? '' : `${first} to ${last ?? ''}`) },
        { title: 'pages', of: ({ file }) => String(file.pages), right: true },
        {
          title: 'state',
          of: ({ state, validUntil }) => (validUntil === null ? state : `${state}, until ${validUntil}`),
        },
      ]);
    });
    return EXIT.fine;
  },
};

const add: Command = {
  name: 'trust document add',
  needs: 'organization',
  summary: 'Add a PDF that others may get.',
  details: `One that is encrypted, damaged, or does more than to be read is refused, with what to do. Kinds: ${KINDS.join(', ')}.`,
  args: [{ name: 'FILE', doc: 'The PDF.' }],
  options: [
    { name: 'title', value: 'TEXT', doc: 'What it is called.' },
    { name: 'kind', value: 'KIND', doc: 'What it is. Default: other.' },
    { name: 'level', value: 'LEVEL', doc: 'For whom: public, request or nda. Default: nda.' },
    { name: 'first', value: 'DAY', doc: 'The first day that it is about.' },
    { name: 'last', value: 'DAY', doc: 'The last day that it is about.' },
    { name: 'until', value: 'DAY', doc: 'The last day on which it is given out.' },
  ],
  examples: [
    {
      line: 'attestry trust document add report.pdf --title "SOC 2 Type II report, 2025" --kind soc2-report --first 2025-01-01 --last 2025-12-31',
      doc: 'A report, for whoever is let in and signed.',
    },
  ],
  run: async (given, to, context) => {
    const [file = ''] = given.args;
    const kind = KINDS.find((each) => each === (given.text('kind') ?? 'other'));
    const level = LEVELS.find((each) => each === (given.text('level') ?? 'nda'));
    const done = await client(context).add({
      title: given.needed('title', 'Say what it is called, with --title.'),
      kind: kind ?? misused('trust document add', `--kind is ${KINDS.join(', ')}.`),
      level: level ?? misused('trust document add', `--level is ${LEVELS.join(', ')}.`),
      first: given.text('first') ?? null,
      last: given.text('last') ?? null,
      validUntil: given.text('until') ?? null,
      name: path.basename(file),
      bytes: await filledIn(file),
    });
    to.document(done, () => to.line(`${done.id}: ${done.pages} pages, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const replace: Command = {
  name: 'trust document replace',
  needs: 'organization',
  summary: 'Put another file in place of the one of a document.',
  details: 'Copies of the old one are then known as not current.',
  args: [
    { name: 'ID', doc: 'The document.' },
    { name: 'FILE', doc: 'The PDF.' },
  ],
  options: [],
  examples: [],
  run: async ({ args: [id = '', file = ''] }, to, context) => {
    const done = await client(context).replace({ id, name: path.basename(file), bytes: await filledIn(file) });
    to.document(done, () => to.line(`Replaced, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const retire: Command = {
  name: 'trust document retire',
  needs: 'organization',
  summary: 'Give a document to nobody any more, at once.',
  details: '',
  args: [{ name: 'ID', doc: 'The document.' }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why, in a few words.' }],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const reason = given.needed('reason', 'Say why, with --reason.');
    const done = await client(context).retire({ id, reason });
    to.document(done, () => to.line(`Retired, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const nda: Command = {
  name: 'trust nda publish',
  needs: 'organization',
  summary: 'Publish the agreement that readers sign.',
  details:
    'Markdown, or a PDF of your own, which readers are shown whole. Without a file the text to begin with is printed, which a lawyer should read. Where the text does not say that reports are restricted in their use, that is added below it.',
  args: [{ name: 'FILE', doc: 'The text.', optional: true }],
  options: [
    { name: 'title', value: 'TEXT', doc: 'What it is called. Default: as before.' },
    { name: 'material', doc: 'It changes something that matters: whoever signed here signs again.' },
  ],
  examples: [
    { line: 'attestry trust nda publish nda.md', doc: 'A text of your own.' },
    {
      line: 'attestry trust nda publish nda.pdf --material',
      doc: 'The file of your lawyer; whoever signed here signs again.',
    },
  ],
  run: async (given, to, context) => {
    const [file] = given.args;
    const api = agreements(context);
    const { latest, template } = await api.text({});
    if (file === undefined) {
      const now = { version: latest?.version ?? 0, restrictedUse: 'own' as const, position: latest?.position ?? -1 };
      to.document(now, () => {
        const own = latest?.file ?? null;
        if (own !== null) to.line(`${own.name}, ${own.pages} pages, SHA-256 ${own.sha256}; and below it:\n`);
        to.line(latest?.body ?? template.body);
      });
      return EXIT.fine;
    }
    const bytes = await filledIn(file);
    const done = await api.publish({
      title: given.text('title') ?? latest?.title ?? template.title,
      ...(isPdf(bytes) ? { name: path.basename(file), bytes } : { body: new TextDecoder().decode(bytes) }),
      material: given.flag('material'),
    });
    to.document(done, () => {
      to.line(`Version ${done.version}, sealed at position ${done.position}.`);
      if (done.restrictedUse === 'added')
        to.line(
          'Below it stands that reports are restricted in their use: "attestry trust nda publish" shows the words.',
        );
    });
    return EXIT.fine;
  },
};

const isPdf = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes('%PDF-');

const agreed: Command = {
  name: 'trust nda list',
  needs: 'organization',
  summary: 'The companies that agreed.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await agreements(context).list({ limit: 200 });
    to.document(found, () => {
      if (found.ndas.length === 0) return to.line('No company has agreed yet.');
      to.table(found.ndas, [
        { title: 'company', of: ({ company }) => company, style: () => 'strong' },
        { title: 'domain', of: ({ party }) => party },
        { title: 'signed by', of: ({ signer, how }) => (how === 'signed' ? signer : `${signer} elsewhere`.trim()) },
        { title: 'on', of: ({ signed }) => day(signed, context.zone) },
        { title: 'state', of: ({ state, because }) => (because === '' ? state : `${state}: ${because}`) },
      ]);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, add, replace, retire, nda, agreed];
