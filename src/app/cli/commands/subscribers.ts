import { subscribersContract } from '#/features/subscribers/contract.ts';
import { subscribers } from '#/features/subscribers/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day, minute } from '#/core/time/words.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, subscribersContract, subscribers);
const STATES = ['on', 'unconfirmed', 'ended'] as const;

const list: Command = {
  name: 'trust subscriber list',
  needs: 'organization',
  summary: 'Who outside wants to hear of changes, and of which.',
  details: '',
  args: [],
  options: [
    { name: 'state', value: 'STATE', doc: 'Only those that are on the list, unconfirmed or ended.' },
    { name: 'limit', value: 'N', doc: 'So many, the newest first. Default: 50.' },
  ],
  examples: [],
  run: async (given, to, context) => {
    const state = given.text('state');
    const known = STATES.find((each) => each === state);
    if (state !== undefined && known === undefined)
      misused('trust subscriber list', `--state is ${STATES.join(', ')}.`);
    const found = await client(context).list({
      limit: given.whole('limit', 50),
      ...(known === undefined ? {} : { state: known }),
    });
    to.document(found, () => {
      const { on, updates, subprocessors, reports } = found.counts;
      to.line(
        `${counted(on, 'subscriber', 'subscribers')}: ${updates} to updates, ${subprocessors} to subprocessors, ${reports} to reports.`,
      );
      if (!found.mailed) to.line('No mail leaves this server, so nobody can subscribe.');
      if (found.subscribers.length === 0) return;
      to.table(found.subscribers, [
        { title: 'id', of: ({ id }) => id, style: () => 'faint' },
        { title: 'address', of: ({ email }) => email, style: () => 'strong' },
        { title: 'state', of: ({ state: is }) => is },
        { title: 'topics', of: ({ topics }) => topics.join(', ') },
        { title: 'since', of: ({ confirmed, made }) => day(confirmed ?? made, context.zone) },
        { title: 'did not arrive', of: ({ failures }) => (failures === 0 ? '' : String(failures)), right: true },
      ]);
    });
    return EXIT.fine;
  },
};

const bounce: Command = {
  name: 'trust subscriber bounce',
  needs: 'organization',
  summary: 'Report that a message to an address came back.',
  details:
    'For whatever receives the bounces of your mail: one for good, or three for now within 90 days, and nothing goes there any more. What your mail server refuses at once is counted without it. It ends with 1 when nobody with that address wanted to hear.',
  args: [{ name: 'ADDRESS', doc: 'The address.' }],
  options: [{ name: 'permanent', doc: 'For good, such as where there is no such mailbox; else for now.' }],
  examples: [{ line: 'attestry trust subscriber bounce zoe@buyer.example --permanent', doc: 'No such mailbox.' }],
  run: async (given, to, context) => {
    const [address = ''] = given.args;
    const kind = given.flag('permanent') ? 'permanent' : 'temporary';
    const done = await client(context).bounce({ address, kind });
    to.document(done, () =>
      to.line(
        done.known
          ? done.ended
            ? 'Nothing goes there any more.'
            : 'Noted; it is tried again with the next message.'
          : 'Nobody with that address wants to hear.',
      ),
    );
    return done.known ? EXIT.fine : EXIT.found;
  },
};

const remove: Command = {
  name: 'trust subscriber remove',
  needs: 'organization',
  summary: 'Take somebody off the list, and forget their address.',
  details: '',
  args: [{ name: 'ID', doc: 'Their id in the list.' }],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const done = await client(context).remove({ id });
    to.document(done, () => to.line('Taken off, and forgotten.'));
    return EXIT.fine;
  },
};

const news: Command = {
  name: 'trust news',
  needs: 'organization',
  summary: 'What subscribers were told, and to how many it was written.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).news({});
    to.document(found, () => {
      if (found.news.length === 0) return to.line('Nothing was told yet.');
      to.table(found.news, [
        { title: 'what', of: ({ says }) => says, style: () => 'strong' },
        { title: 'topic', of: ({ topic }) => topic },
        { title: 'published', of: ({ made }) => minute(made, context.zone) },
        { title: 'written to', of: ({ written, finished }) => `${written}${finished === null ? ' so far' : ''}` },
        { title: 'position', of: ({ position }) => String(position), right: true },
      ]);
    });
    return EXIT.fine;
  },
};

const objections: Command = {
  name: 'trust objections',
  needs: 'organization',
  summary: 'Who objected to a subprocessor, and why.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).objections({});
    to.document(found, () => {
      if (found.objections.length === 0) return to.line('Nobody objected.');
      to.table(found.objections, [
        { title: 'subprocessor', of: ({ subprocessor }) => subprocessor, style: () => 'strong' },
        { title: 'begins', of: ({ begins }) => begins },
        { title: 'who', of: ({ company, email }) => `${company}, ${email}` },
        { title: 'why', of: ({ reason }) => reason },
        { title: 'when', of: ({ made }) => minute(made, context.zone) },
      ]);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, bounce, remove, news, objections];
