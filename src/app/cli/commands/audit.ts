import path from 'node:path';
import { auditContract } from '#/features/audit/contract.ts';
import { audit } from '#/features/audit/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { filledIn } from '#/app/cli/input.ts';
import { count } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, auditContract, audit);

const EXAMINATION = { name: 'ENGAGEMENT', doc: 'The examination, such as soc2.' } as const;

const guide: Command = {
  name: 'audit guide',
  needs: 'organization',
  summary: 'What a firm that examines must be, and what to ask it.',
  details: 'With what others say that it costs: estimates, in US dollars, that do not agree with each other.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).guide({});
    to.document(found, () => {
      to.table(found.musts, [
        { title: 'it must be', of: ({ what }) => what, style: () => 'strong' },
        { title: 'how to look it up', of: ({ lookUp }) => lookUp },
      ]);
      to.line();
      to.table(found.questions, [
        { title: 'ask', of: ({ ask }) => ask },
        { title: 'what the answer tells', of: ({ tells }) => tells },
      ]);
      to.line();
      to.table(found.fees, [
        { title: 'what it costs', of: ({ what }) => what },
        { title: 'from', of: ({ low }) => count(low), right: true },
        { title: 'to', of: ({ high }) => count(high), right: true },
        { title: 'who says so', of: ({ who }) => who },
      ]);
    });
    return EXIT.fine;
  },
};

const quotes: Command = {
  name: 'audit quotes',
  needs: 'organization',
  summary: 'What firms offer for an examination, side by side.',
  details: '',
  args: [EXAMINATION],
  options: [],
  examples: [],
  run: async ({ args: [engagement = ''] }, to, context) => {
    const found = await client(context).quotes({ engagement });
    to.document(found, () => {
      if (found.quotes.length === 0) return to.line('No quote is recorded. Record one: attestry audit quote soc2 …');
      to.table(found.quotes, [
        { title: 'firm', of: ({ firm }) => firm, style: () => 'strong' },
        { title: 'license', of: ({ licence }) => licence },
        { title: 'peer review', of: ({ peerReviewed }) => peerReviewed ?? '' },
        { title: 'fee', of: ({ feeLow, feeHigh, currency }) => feeIn(feeLow, feeHigh, currency), right: true },
        { title: 'could begin', of: ({ start }) => start ?? '' },
        {
          title: 'not told yet',
          of: ({ open }) => open.join('; '),
          style: ({ open }) => (open.length > 0 ? 'unsure' : null),
        },
      ]);
    });
    return EXIT.fine;
  },
};

function feeIn(low: number | null, high: number | null, currency: string): string {
  if (low === null) return '';
  return high === null || high === low ? `${count(low)} ${currency}` : `${count(low)} to ${count(high)} ${currency}`;
}

const quote: Command = {
  name: 'audit quote',
  needs: 'organization',
  summary: 'Record what a firm offers.',
  details: 'Only owners and admins see quotes, and never a firm. They can be changed and taken off the list.',
  args: [EXAMINATION],
  options: [
    { name: 'firm', value: 'NAME', doc: 'The firm.' },
    { name: 'license', value: 'TEXT', doc: 'Its license: number and state.' },
    { name: 'lookup', value: 'URL', doc: 'Where the license can be looked up.' },
    { name: 'peer-reviewed', value: 'DAY', doc: 'The date of its latest peer review.' },
    { name: 'fee', value: 'LOW[-HIGH]', doc: 'What it asks for, in whole units.' },
    { name: 'currency', value: 'CODE', doc: 'Of the fee. Default: USD.' },
    { name: 'includes', value: 'TEXT', many: true, doc: 'What is in it; may be given several times.' },
    { name: 'start', value: 'DAY', doc: 'When it could begin.' },
    { name: 'note', value: 'TEXT', doc: 'What it answered, and what you think of it.' },
  ],
  examples: [
    { line: 'attestry audit quote soc2 --firm "Example CPAs" --fee 28000-34000 --start 2027-01-11', doc: 'An offer.' },
  ],
  run: async (given, to, context) => {
    const [engagement = ''] = given.args;
    const fee = /^(\d+)(?:-(\d+))?$/.exec(given.text('fee') ?? '');
    if (fee === null && given.text('fee') !== undefined)
      misused('audit quote', `--fee reads LOW or LOW-HIGH, not "${given.text('fee') ?? ''}".`);
    const [, low, high] = fee ?? [];
    const done = await client(context).record({
      engagement,
      firm: given.needed('firm', 'Give --firm.'),
      licence: given.text('license') ?? '',
      licenceLookup: given.text('lookup') ?? '',
      peerReviewed: given.text('peer-reviewed') ?? null,
      feeLow: low === undefined ? null : Number(low),
      feeHigh: high === undefined ? null : Number(high),
      currency: given.text('currency') ?? 'USD',
      includes: [...given.texts('includes')],
      start: given.text('start') ?? null,
      notes: given.text('note') ?? '',
    });
    to.document(done, () => to.line(`It is recorded. Compare: attestry audit quotes ${engagement}`));
    return EXIT.fine;
  },
};

const engage: Command = {
  name: 'audit engage',
  needs: 'organization',
  summary: 'Record the signed engagement letter; its firm is the engaged one from then on.',
  details: 'The letter is sealed with its bytes, its firm and its date. A later one takes its place, and both stay.',
  args: [EXAMINATION, { name: 'FILE', doc: 'The letter.' }],
  options: [
    { name: 'firm', value: 'NAME', doc: 'The firm.' },
    { name: 'license', value: 'TEXT', doc: 'Its license: number and state.' },
    { name: 'lookup', value: 'URL', doc: 'Where the license can be looked up.' },
    { name: 'signed', value: 'DAY', doc: 'The day on which both had signed.' },
  ],
  examples: [
    {
      line: 'attestry audit engage soc2 letter.pdf --firm "Example CPAs" --license "12345, Oregon" --signed 2026-11-02',
      doc: '',
    },
  ],
  run: async (given, to, context) => {
    const [engagement = '', file = ''] = given.args;
    const need = (option: string): string => given.text(option) ?? misused('audit engage', `Give --${option}.`);
    const done = await client(context).engage({
      engagement,
      firm: need('firm'),
      licence: need('license'),
      licenceLookup: given.text('lookup') ?? '',
      signed: need('signed'),
      name: path.basename(file),
      bytes: new Uint8Array(await filledIn(file)),
    });
    to.document(done, () => to.line(`The letter is sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const firm: Command = {
  name: 'audit firm',
  needs: 'organization',
  summary: 'The firm that is engaged for an examination.',
  details: '',
  args: [EXAMINATION],
  options: [],
  examples: [],
  run: async ({ args: [engagement = ''] }, to, context) => {
    const found = await client(context).firm({ engagement });
    to.document(found, () => {
      if (found.engaged === null)
        return to.line(['No firm is engaged.', ...found.letIn.map((each) => `Let in as auditor: ${each}.`)].join(' '));
      const { firm: name, licence, signed, position } = found.engaged;
      to.line(`${name} (${licence}), by its letter of ${signed}, at position ${position}.`);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [guide, quotes, quote, engage, firm];
