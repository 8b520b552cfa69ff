import path from 'node:path';
import { grantsContract } from '#/features/grants/contract.ts';
import { grants } from '#/features/grants/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { day, minute } from '#/core/time/words.ts';
import { bytesIn } from '#/app/cli/input.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, grantsContract, grants);
const STATES = ['unconfirmed', 'waiting', 'granted', 'denied'] as const;

const REASON = { name: 'reason', value: 'TEXT', doc: 'Why; they are told in these words.' } as const;
const TERMS = [
  { name: 'document', value: 'ID', many: true, doc: 'What they may read; may be given several times.' },
  { name: 'days', value: 'N', doc: 'For so many days, 7 to 365. Default: 90.' },
  {
    name: 'brief-read',
    value: 'POSITION',
    many: true,
    doc: 'Of a report with exceptions: the account’s owner has read the brief that is sealed there; see "attestry trust report brief".',
  },
  {
    name: 'report-read',
    value: 'ID',
    many: true,
    doc: 'Of a report of which nobody confirmed whether it holds exceptions: the account’s owner has looked into it.',
  },
  { name: 'read-only', doc: 'Offer no file to save. Whoever can read a page can keep it; each page says whose it is.' },
] as const;

const termsOf = (given: Given) => ({
  days: given.whole('days', 90),
  download: !given.flag('read-only'),
  briefs: given.texts('brief-read').map(positionIn),
  reportsRead: [...given.texts('report-read')],
});

const positionIn = (text: string): number =>
  /^\d{1,15}$/.test(text) ? Number(text) : misused('trust grant', '--brief-read is a position of the log.');

const list: Command = {
  name: 'trust request list',
  needs: 'organization',
  summary: 'Who asks to read documents, and why.',
  details: 'Those whose address was not shown to be theirs are listed with --state unconfirmed only.',
  args: [],
  options: [
    { name: 'state', value: 'STATE', doc: 'Only those that are waiting, granted, denied or unconfirmed.' },
    { name: 'limit', value: 'N', doc: 'So many, the newest first. Default: 50.' },
  ],
  examples: [{ line: 'attestry trust request list --state waiting', doc: 'What waits for an answer.' }],
  run: async (given, to, context) => {
    const state = given.text('state');
    const known = STATES.find((each) => each === state);
    if (state !== undefined && known === undefined) misused('trust request list', `--state is ${STATES.join(', ')}.`);
    const about = { limit: given.whole('limit', 50), ...(known === undefined ? {} : { state: known }) };
    const found = await client(context).requests(about);
    to.document(found, () => {
      if (found.requests.length === 0) return to.line('Nobody asks.');
      to.table(found.requests, [
        { title: 'id', of: ({ id }) => id, style: () => 'faint' },
        { title: 'who', of: ({ name, company }) => `${name}, ${company}`, style: () => 'strong' },
        { title: 'address', of: ({ email, freeMail }) => (freeMail ? `${email} (anybody gets one)` : email) },
        { title: 'asked', of: ({ made }) => minute(made, context.zone) },
        { title: 'state', of: ({ state: is }) => is },
        { title: 'for', of: ({ documents }) => documents.map(({ title }) => title).join(', ') },
        { title: 'why', of: ({ reason }) => reason },
      ]);
    });
    return EXIT.fine;
  },
};

const deny: Command = {
  name: 'trust request deny',
  needs: 'organization',
  summary: 'Turn a request down.',
  details: '',
  args: [{ name: 'ID', doc: 'The request.' }],
  options: [REASON],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const done = await client(context).deny({ id, reason: reasonOf(given) });
    to.document(done, () => to.line(`Turned down, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const reasonOf = (given: Given): string => given.needed('reason', 'Say why, with --reason.');

const grant: Command = {
  name: 'trust grant',
  needs: 'organization',
  summary: 'Let somebody read: who asked, by the id of the request, or anybody, by an address.',
  details:
    'They are written to, with a link that signs them in once. What is under the agreement opens after somebody of their company signed it. Nothing opens while the trust center is not public.',
  args: [{ name: 'WHO', doc: 'The id of a request, or an e-mail address.' }],
  options: [
    ...TERMS,
    { name: 'name', value: 'TEXT', doc: 'Of somebody who did not ask: their name.' },
    { name: 'company', value: 'TEXT', doc: 'Of somebody who did not ask: their company.' },
  ],
  examples: [
    { line: 'attestry trust grant 0b7c… --days 30', doc: 'All that was asked for, for thirty days.' },
    { line: 'attestry trust grant zoe@buyer.example --name Zoe --company Buyer --document 5e1f…', doc: 'A customer.' },
  ],
  run: async (given, to, context) => {
    const [who = ''] = given.args;
    const documents = [...given.texts('document')];
    const api = client(context);
    const terms = termsOf(given);
    const done = who.includes('@')
      ? await api.give({ email: who, documents, ...terms, ...whoOf(given) })
      : await api.approve({ id: who, ...terms, ...(documents.length === 0 ? {} : { documents }) });
    to.document(done, () =>
      to.line(`Grant ${done.grant}, until ${day(done.expires, context.zone)}, sealed at position ${done.position}.`),
    );
    return EXIT.fine;
  },
};

const whoOf = (given: Given) => ({
  name: given.needed('name', 'Say who they are, with --name.'),
  company: given.needed('company', 'Say of which company, with --company.'),
});

const readers: Command = {
  name: 'trust grant list',
  needs: 'organization',
  summary: 'Who may read what, until when, and how often they did.',
  details: '',
  args: [],
  options: [{ name: 'limit', value: 'N', doc: 'So many, the newest first. Default: 50.' }],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list({ limit: given.whole('limit', 50) });
    to.document(found, () => {
      if (found.grants.length === 0) return to.line('Nobody may read anything yet.');
      to.table(found.grants, [
        { title: 'id', of: ({ id }) => id, style: () => 'faint' },
        { title: 'reader', of: ({ name, company }) => `${name}, ${company}`, style: () => 'strong' },
        { title: 'state', of: ({ state, expires }) => `${state}, until ${day(expires, context.zone)}` },
        { title: 'read', of: ({ views }) => String(views), right: true },
        { title: 'saved', of: ({ downloads }) => String(downloads), right: true },
        { title: 'documents', of: ({ documents }) => documents.map(({ title }) => title).join(', ') },
      ]);
    });
    return EXIT.fine;
  },
};

const revoke: Command = {
  name: 'trust revoke',
  needs: 'organization',
  summary: 'Take a grant back, at once.',
  details: 'The next click of the reader is refused. Copies that they saved stay with them.',
  args: [{ name: 'GRANT', doc: 'Its id.' }],
  options: [REASON],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const done = await client(context).revoke({ id, reason: reasonOf(given) });
    to.document(done, () => to.line(`Taken back, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const trace: Command = {
  name: 'trust trace',
  needs: 'organization',
  summary: 'To whom a copy was given that turned up somewhere.',
  details: 'By the SHA-256 of its file, which stays here. It ends with 1 when no copy is that file.',
  args: [{ name: 'FILE', doc: 'The file.' }],
  options: [],
  examples: [],
  run: async ({ args: [file = ''] }, to, context) => {
    const found = await client(context).trace({ sha256: sha256Hex(await bytesIn(file)) });
    to.document(found, () => {
      const of = found.found;
      if (of === null) return to.line(`No copy that was given from here is ${path.basename(file)}.`);
      to.line(`“${of.title}”, given to ${of.name} of ${of.company} <${of.email}>`);
      to.line(`on ${minute(of.at, context.zone)} under grant ${of.grant}.`);
    });
    return found.found === null ? EXIT.found : EXIT.fine;
  },
};

interface Listing {
  readonly word: 'customers' | 'deals';
  readonly whom: string;
  readonly example: string;
  readonly set: (
    context: Context,
    text: string,
  ) => Promise<{ readonly listed: number; readonly refused: readonly number[]; readonly document: object }>;
}

/** A command that replaces a list of companies by a file. */
const listing = ({ word, whom, example, set }: Listing): Command => ({
  name: `trust ${word}`,
  needs: 'organization',
  summary: `Replace the list of ${whom}, whom a rule may let in.`,
  details:
    'CSV with a domain in each line, and after a comma a name. It ends with 1 when a line holds no domain of one company.',
  args: [{ name: 'FILE', doc: 'The list.' }],
  options: [],
  examples: [{ line: example, doc: 'In place of the whole list.' }],
  run: async ({ args: [file = ''] }, to, context) => {
    const { listed, refused, document } = await set(context, new TextDecoder().decode(await bytesIn(file)));
    to.document(document, () => {
      to.line(
        `${word === 'deals' ? counted(listed, 'company with an open deal', 'companies with an open deal') : counted(listed, 'customer', 'customers')} on the list.`,
      );
      if (refused.length > 0) to.line(`No domain of one company stands in line ${refused.join(', ')}.`);
    });
    return refused.length === 0 ? EXIT.fine : EXIT.found;
  },
});

const customers = listing({
  word: 'customers',
  whom: 'customers',
  example: 'attestry trust customers customers.csv',
  set: async (context, text) => {
    const document = await client(context).setCustomers({ text });
    return { listed: document.customers, refused: document.refused, document };
  },
});

const deals = listing({
  word: 'deals',
  whom: 'companies with an open deal',
  example: 'attestry trust deals deals.csv',
  set: async (context, text) => {
    const document = await client(context).setDeals({ text });
    return { listed: document.deals, refused: document.refused, document };
  },
});

export const commands: readonly Command[] = [list, deny, grant, readers, revoke, trace, customers, deals];
