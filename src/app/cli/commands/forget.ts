import { readersContract } from '#/features/readers/contract.ts';
import { readers } from '#/features/readers/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, readersContract, readers);

const forget: Command = {
  name: 'trust forget',
  needs: 'organization',
  summary: 'Erase the personal data of somebody outside, and leave a sealed tombstone.',
  details:
    'Name, address, company and reasons go from requests, grants, agreements that bind nobody any more, the list of subscribers, objections and the outbox; what they may read ends. What was read stays counted, of somebody whom nobody can name. An agreement in force stays until it is ended. Name nobody in the reason: it is sealed.',
  args: [{ name: 'ADDRESS', doc: 'Their e-mail address.' }],
  options: [
    { name: 'reason', value: 'TEXT', doc: 'Why, in a sentence that names nobody; it is sealed.' },
    {
      name: 'basis',
      value: 'TEXT',
      doc: 'The legal basis: a person’s right, the end of a retention period, an order.',
    },
  ],
  examples: [],
  run: async (given, to, context) => {
    const [address = ''] = given.args;
    const done = await client(context).forget({
      address,
      reason: given.needed('reason', 'Say why, with --reason.'),
      basis: given.needed('basis', 'Name the legal basis, with --basis.'),
    });
    to.document(done, () => {
      to.line(
        `Erased, and said so at position ${done.position}: ${counted(done.requests, 'request', 'requests')}, ${counted(done.grants, 'grant', 'grants')}, ${counted(done.agreements, 'agreement', 'agreements')}, ${counted(done.messages, 'message', 'messages')}.`,
      );
      if (done.kept.length > 0)
        to.line(`An agreement in force stays, with who signed it, for: ${done.kept.join(', ')}. End it first.`);
    });
    return EXIT.fine;
  },
};

const retention: Command = {
  name: 'trust retention',
  needs: 'organization',
  summary: 'See or say after how many days without access the data of a reader is erased.',
  details: 'The server erases them by itself, each with a tombstone.',
  args: [{ name: 'DAYS', doc: 'How many days, 30 to 3650, or forever.', optional: true }],
  options: [],
  examples: [],
  run: async ({ args: [days] }, to, context) => {
    const api = client(context);
    if (days !== undefined) {
      if (days !== 'forever' && !/^[1-9]\d{1,3}$/.test(days))
        misused('trust retention', `"${days}" is not a number of days, nor forever`);
      await api.setRetention({ days: days === 'forever' ? null : Number(days) });
    }
    const found = await api.retention({});
    to.document(found, () =>
      to.line(
        `${found.days === null ? 'Data of readers is kept until somebody erases it' : `Data of readers is erased after ${found.days} days without access`}; ${counted(found.forgotten, 'reader was', 'readers were')} forgotten.`,
      ),
    );
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [forget, retention];
