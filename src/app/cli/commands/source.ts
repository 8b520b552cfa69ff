import { type Collected, sources } from '#/features/sources/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { clientOf } from '#/app/cli/client.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { count, type Output } from '#/app/cli/output.ts';
import { FOLLOWS, followsLine } from '#/app/cli/follows.ts';
import { misused } from '#/app/cli/parse.ts';
import { SECRETS, SETTINGS, secretsIn, settingsIn } from '#/app/cli/source-input.ts';

const client = (context: Context) => clientOf(context, sourcesContract, (attestry) => sources(attestry.sources));

const add: Command = {
  name: 'source add',
  needs: 'organization',
  summary: 'Connect a source.',
  details:
    'A source is one connected system; a collector reads it. It is connected once it can be read; what cannot be is refused, and nothing is stored. "attestry source collectors" lists the collectors, what each needs to be allowed to do, and its settings. Settings are given one by one or as a JSON file; secrets never stand in settings, and are encrypted before they are stored.',
  args: [{ name: 'ID', doc: 'What you call it: lowercase letters, digits and dashes.' }],
  options: [
    { name: 'collector', value: 'NAME', doc: 'Which collector reads it.' },
    ...SETTINGS,
    ...SECRETS,
    {
      name: 'reference',
      doc: 'Keep its records for comparison with another source only: they are not judged, and account for nothing.',
    },
    FOLLOWS,
    { name: 'untried', doc: 'Connect it without a look whether it can be read.' },
  ],
  examples: [
    { line: 'attestry source add code --collector git --set repository=../app', doc: 'A repository on this machine.' },
    {
      line: 'attestry source add github --collector github --set organization=acme --secret-file token=token.txt',
      doc: 'An organization on GitHub.',
    },
    {
      line: 'attestry source add new-hr --collector file --settings new-hr.json --follows old-hr',
      doc: 'The list of people is kept there now, and was kept in old-hr until then.',
    },
  ],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const collector = given.needed('collector', 'Say which collector reads it, with --collector.');
    const line = { command: 'source add', given, context };
    const added = await client(context).add({
      id,
      collector,
      settings: await settingsIn(line),
      secrets: await secretsIn(line),
      reference: given.flag('reference'),
      follows: given.text('follows') ?? null,
      untried: given.flag('untried'),
    });
    to.document(added, () => {
      to.line(
        given.flag('untried')
          ? `${id} is connected. Look whether it can be read: attestry source test ${id}`
          : `${id} can be read, and is connected. Read it: attestry collect ${id}`,
      );
      for (const seen of added.seen) to.line(seen);
    });
    return EXIT.fine;
  },
};

const list: Command = {
  name: 'source list',
  needs: 'organization',
  summary: 'The connected sources, and how their last reading ended.',
  details: '',
  args: [],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list(asOfIn(given));
    to.document(found, () => {
      if (found.sources.length === 0) {
        to.line(
          'No source is connected. A source is a system that Attestry reads: a repository, an HR export, a scanner.',
        );
        to.line('Connect one: attestry source add code --collector git --set repository=/path/to/a/repository');
        return;
      }
      to.table(found.sources, [
        { title: 'source', of: ({ id }) => id, style: () => 'strong' },
        { title: 'collector', of: ({ collector }) => collector },
        {
          title: 'last read',
          of: ({ lastRun }) => (lastRun === null ? 'never' : minute(lastRun.started, context.zone)),
        },
        {
          title: 'ended',
          of: ({ lastRun, disconnected }) => (disconnected === null ? (lastRun?.state ?? '') : 'disconnected'),
          style: ({ lastRun }) => (lastRun?.state === 'failed' ? 'bad' : null),
        },
        { title: 'brings', of: ({ populations, lastRun }) => lastRun?.error ?? populations.join(', ') },
      ]);
      for (const { id, follows, disconnected } of found.sources) {
        if (disconnected !== null) to.line(disconnectedLine(id, disconnected, minute(disconnected.at, context.zone)));
        if (follows !== null)
          to.line(
            followsLine({ source: id, follows: follows.source, by: follows.by }, minute(follows.at, context.zone)),
          );
      }
    });
    return EXIT.fine;
  },
};

/** Who ended its reading, when and why: whoever looks at the list should know that nothing comes from it. */
const disconnectedLine = (
  id: string,
  { by, reason }: { readonly by: string; readonly reason: string },
  when: string,
): string => `${id} is disconnected since ${when} by ${by}, because: ${reason}`;

const collectors: Command = {
  name: 'source collectors',
  needs: 'organization',
  summary: 'What can be connected, and the least that each must be allowed to do.',
  details: '',
  args: [{ name: 'NAME', doc: 'One collector, with its settings.', optional: true }],
  options: [],
  examples: [],
  run: async ({ args: [name] }, to, context) => {
    const { collectors: all } = await client(context).collectors({});
    const wanted = all.filter(({ id }) => name === undefined || id === name);
    if (wanted.length === 0) misused('source collectors', `There is no collector "${name ?? ''}".`);
    to.document({ collectors: wanted }, () => {
      for (const { id, title, doc, populations, privileges, secrets, settings } of wanted) {
        to.title(`${id}: ${title}`);
        to.line(`  ${doc}`);
        to.line(`  Brings: ${populations.join(', ')}`);
        for (const { what, why } of privileges) to.line(`  Needs: ${what} (${why})`);
        for (const { name: secret, doc: about, required } of secrets)
          to.line(`  Secret ${secret}${required ? '' : ' (optional)'}: ${about}`);
        if (name !== undefined) to.line(`  Settings, as JSON Schema:\n${JSON.stringify(settings, null, 2)}`);
        to.line();
      }
    });
    return EXIT.fine;
  },
};

const test: Command = {
  name: 'source test',
  needs: 'organization',
  summary: 'See whether a source can be read, and what can be seen.',
  details: 'Nothing is stored. It ends with 1 when rows cannot be imported.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [],
  examples: [],
  run: async ({ args: [id = ''] }, to, context) => {
    const found = await client(context).test({ id });
    to.document(found, () => {
      for (const line of found.seen) to.line(line);
    });
    return found.rejected === 0 ? EXIT.fine : EXIT.found;
  },
};

const log: Command = {
  name: 'source log',
  needs: 'organization',
  summary: 'The latest readings of a source, and what happened in each.',
  details: '',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [{ name: 'limit', value: 'N', doc: 'How many readings; default 3.' }, AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).runs({
      id: given.args[0] ?? '',
      limit: given.whole('limit', 3),
      ...asOfIn(given),
    });
    to.document(found, () => {
      for (const run of found.runs) {
        to.title(
          `${minute(run.started, context.zone)}: ${run.state}, ${[...broughtBy(run), ...rejectedBy(run)].join(', ')}`,
        );
        for (const line of run.log) to.line(`  ${minute(line.at, context.zone)}  ${line.level}  ${line.message}`);
      }
    });
    return EXIT.fine;
  },
};

const collectCommand: Command = {
  name: 'collect',
  needs: 'organization',
  stops: true,
  summary: 'Read all sources, or those named, and seal what is new.',
  details:
    'Each reading goes on where the last one stopped; what is disconnected is not read. It can be stopped at any time: what was sealed stays, and the next reading does the rest. A source that fails does not keep the others from being read.',
  args: [{ name: 'ID', doc: 'Sources; all of them when none is named.', optional: true, many: true }],
  options: [],
  examples: [{ line: 'attestry collect', doc: 'Everything.' }],
  run: async ({ args }, to, context) => {
    const { reading } = await import('#/app/cli/import/bring.ts'); // what only looks at sources needs none of it
    const { sources: known } = await client(context).list({});
    const read = known.filter(({ disconnected }) => disconnected === null).map(({ id }) => id);
    const wanted = args.length === 0 ? read : args;
    const results: (Collected & { readonly source: string })[] = [];
    for (const id of wanted) {
      const result = await reading(to, context, id);
      results.push({ source: id, ...result });
      if (!to.json) showCollected(to, id, result);
      if (context.signal.aborted) break;
    }
    if (wanted.length === 0) to.line('There is no source to read. Connect one: attestry source add --help');
    to.document({ collected: results }, () => undefined);
    return results.every(({ state }) => state === 'finished') ? EXIT.fine : EXIT.failed;
  },
};

const broughtBy = ({ records, unreadable }: Brought) => [
  `${count(records)} new or changed`,
  ...((unreadable ?? 0) === 0 ? [] : [`${count(unreadable ?? 0)} unreadable`]),
];

const rejectedBy = ({ rejected }: Brought) => (rejected === 0 ? [] : [`${count(rejected)} rejected`]);

interface Brought {
  readonly records: number;
  readonly unreadable: number | null;
  readonly rejected: number;
}

export function showCollected(to: Output, id: string, { state, unchanged, gone, error, ...brought }: Collected): void {
  const parts = [
    ...broughtBy(brought),
    ...(unchanged === 0 ? [] : [`${count(unchanged)} as known`]),
    ...(gone === 0 ? [] : [`${count(gone)} no longer reported`]),
    ...rejectedBy(brought),
  ];
  to.line(
    `${to.style(id, 'strong')}  ${state === 'finished' ? '' : `${to.style(state, 'bad')}: ${(error ?? '').replace(/\.$/, '')}; sealed before: `}${parts.join(', ')}`,
  );
}

export const commands: readonly Command[] = [add, list, collectors, test, log, collectCommand];
