import { mailContract } from '#/features/mail/contract.ts';
import { mail } from '#/features/mail/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import type { Output } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, mailContract, mail);

type Listed = Awaited<ReturnType<ReturnType<typeof client>['list']>>;
/** More than these are for the console. */
const SHOWN = 100;

const list: Command = {
  name: 'mail list',
  needs: 'organization',
  summary: 'The outbox: messages to people, and what became of them.',
  details:
    'Without ATTESTRY_SMTP no mail leaves the server: messages are kept here, and nothing was delivered. Somebody hands the link in them over, with "attestry mail open". What was delivered keeps no text.',
  args: [],
  options: [{ name: 'state', value: 'STATE', doc: 'kept, waiting, delivered, failed or expired.' }],
  examples: [{ line: 'attestry mail list --state failed', doc: 'What did not arrive, and why.' }],
  run: async (given, to, context) => {
    const state = given.text('state');
    const asked = state === undefined ? {} : { state: state as 'kept' };
    const found = await client(context).list({ ...asked, limit: SHOWN });
    to.document(found, () => show(to, found, context.zone));
    return EXIT.fine;
  },
};

function show(to: Output, { messages, server, next }: Listed, zone: string): void {
  to.line(
    server === null
      ? 'No mail leaves this server (ATTESTRY_SMTP is not set): what is kept here was not delivered to anybody.'
      : `Mail leaves by ${server.host}, from ${server.from}.`,
  );
  to.line();
  if (messages.length === 0) to.line('There is no message.');
  else
    to.table(messages, [
      { title: 'message', of: ({ id }) => id, style: () => 'strong' },
      { title: 'made', of: ({ made }) => minute(made, zone) },
      { title: 'to', of: ({ recipient }) => recipient },
      { title: 'state', of: ({ state }) => state },
      { title: 'subject', of: ({ subject, error }) => (error === null ? subject : `${subject} (${error})`) },
    ]);
  if (next !== null) to.line(`\nThe last ${SHOWN}; the console has them all.`);
}

const MESSAGE = { name: 'MESSAGE', doc: 'Its id, as "attestry mail list" shows it.' };

const open: Command = {
  name: 'mail open',
  needs: 'organization',
  summary: 'Show a message that was not delivered, with the link in it.',
  details: 'Hand the link to the person whom the message is for, and to nobody else: whoever has it is taken for them.',
  args: [MESSAGE],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const found = await client(context).open({ id });
    to.document(found, () => {
      to.title(found.subject);
      to.line(found.text);
    });
    return EXIT.fine;
  },
};

const send: Command = {
  name: 'mail send',
  needs: 'organization',
  summary: 'Send a message that was not delivered once more.',
  details: 'The server that works, "attestry serve", delivers it.',
  args: [MESSAGE],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const found = await client(context).send({ id });
    to.document(found, () => to.line('It is sent when a server works.'));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, open, send];
