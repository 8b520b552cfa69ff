import { EVENT_KINDS, type EventKind } from '#/core/events.ts';
import { webhooksContract } from '#/features/webhooks/contract.ts';
import { webhooks } from '#/features/webhooks/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, webhooksContract, webhooks);
const WEBHOOK = { name: 'WEBHOOK', doc: 'Its id, as "attestry webhook list" shows it.' };
const KIND = { name: 'kind', value: 'KIND', many: true, doc: 'Of what it is told; repeat it for several.' } as const;
const SHOWN = 100;

const isKind = (word: string): word is EventKind => (EVENT_KINDS as readonly string[]).includes(word);

const kindsIn = (command: string, words: readonly string[]): EventKind[] =>
  words.map((word) => (isKind(word) ? word : misused(command, `"${word}" is none of: ${EVENT_KINDS.join(', ')}.`)));

const list: Command = {
  name: 'webhook list',
  needs: 'organization',
  summary: 'Addresses that are told what the ledger seals.',
  details: '',
  args: [],
  options: [{ name: 'events', doc: 'Of what a webhook can be told, instead.' }],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list({});
    to.document(found, () => {
      if (given.flag('events'))
        to.table(found.events, [
          { title: 'kind', of: ({ kind }) => kind, style: () => 'strong' },
          { title: 'what happened', of: ({ doc }) => doc },
        ]);
      else if (found.webhooks.length === 0)
        to.line('There is no webhook. Add one: attestry webhook add URL --kind KIND');
      else
        to.table(found.webhooks, [
          { title: 'webhook', of: ({ id }) => id, style: () => 'strong' },
          { title: 'address', of: ({ url }) => url },
          { title: 'state', of: ({ enabled, because }) => (enabled ? 'on' : `off: ${because}`) },
          { title: 'is told of', of: ({ kinds }) => kinds.join(', ') },
        ]);
    });
    return EXIT.fine;
  },
};

const add: Command = {
  name: 'webhook add',
  needs: 'organization',
  summary: 'Tell an address what the ledger seals from now on.',
  details:
    'Messages hold ids only, and are signed by the form of Standard Webhooks: docs/guides/webhooks.md says how to check them. The secret is shown once. Only https addresses on the internet are told, unless ATTESTRY_WEBHOOK_NETWORKS names a private network.',
  args: [{ name: 'URL', doc: 'Where messages are sent, by POST.' }],
  options: [KIND],
  examples: [
    {
      line: 'attestry webhook add https://hooks.acme.example/attestry --kind check-run --kind task-assigned',
      doc: 'Told of each run of a check, and of who does what.',
    },
  ],
  run: async (given, to, context) => {
    const [url = ''] = given.args;
    const kinds = kindsIn('webhook add', given.texts('kind'));
    if (kinds.length === 0)
      misused('webhook add', 'Say of what it is told, with --kind; "attestry webhook list --events" has them.');
    const done = await client(context).add({ url, kinds });
    to.document(done, () => {
      to.line(`${done.id} is told from now on, sealed at position ${done.position}.`);
      to.line(`Its secret, shown only now: ${done.secret}`);
    });
    return EXIT.fine;
  },
};

const change: Command = {
  name: 'webhook change',
  needs: 'organization',
  summary: 'Say of what a webhook is told, or turn it off or on.',
  details: 'What happens while it is off is not told later.',
  args: [WEBHOOK],
  options: [KIND, { name: 'on', doc: 'Turn it on again.' }, { name: 'off', doc: 'Turn it off.' }],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const kinds = kindsIn('webhook change', given.texts('kind'));
    if (given.flag('on') && given.flag('off')) misused('webhook change', 'Say --on or --off, not both.');
    const turned = given.flag('on') ? { enabled: true } : given.flag('off') ? { enabled: false } : {};
    const done = await client(context).change({ id, ...turned, ...(kinds.length === 0 ? {} : { kinds }) });
    to.document(done, () => to.line(`Changed, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const remove: Command = {
  name: 'webhook remove',
  needs: 'organization',
  summary: 'Tell an address nothing any more.',
  details: '',
  args: [WEBHOOK],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const done = await client(context).remove({ id });
    to.document(done, () => to.line(`Removed, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const log: Command = {
  name: 'webhook log',
  needs: 'organization',
  summary: 'What was sent to a webhook, and how it was answered.',
  details: 'Newest first, for thirty days.',
  args: [WEBHOOK],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const found = await client(context).deliveries({ id, limit: SHOWN });
    to.document(found, () => {
      if (found.deliveries.length === 0) to.line('Nothing was sent there.');
      else
        to.table(found.deliveries, [
          { title: 'delivery', of: (each) => each.id, style: () => 'strong' },
          { title: 'of', of: ({ made }) => minute(made, context.zone) },
          { title: 'kind', of: ({ kind }) => kind },
          { title: 'position', of: ({ position }) => String(position), right: true },
          { title: 'state', of: ({ state, error }) => (error === null ? state : `${state}: ${error}`) },
          { title: 'tries', of: ({ tries }) => String(tries), right: true },
        ]);
    });
    return EXIT.fine;
  },
};

const redeliver: Command = {
  name: 'webhook redeliver',
  needs: 'organization',
  summary: 'Send a message once more, with the same id.',
  details: 'The server that works, "attestry serve", sends it.',
  args: [{ name: 'DELIVERY', doc: 'Its id, as "attestry webhook log" shows it.' }],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const done = await client(context).redeliver({ id });
    to.document(done, () => to.line('It is sent when a server works.'));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, add, change, remove, log, redeliver];
