import { sources } from '#/features/sources/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { minute } from '#/core/time/words.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { SECRETS, SETTINGS, secretsIn, settingsIn } from '#/app/cli/source-input.ts';

const client = (context: Context) => clientOf(context, sourcesContract, (attestry) => sources(attestry.sources));

const secret: Command = {
  name: 'source secret',
  needs: 'organization',
  summary: 'Give a source a new secret, in the place of one that expired or leaked.',
  details:
    'The source is read with it first, as "attestry source test" does: what it refuses is not stored, and the last one stays. Secrets of other names stay as they are.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: SECRETS,
  examples: [{ line: 'attestry source secret github --secret-file token=token.txt', doc: 'A new token for GitHub.' }],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const found = await client(context).giveSecrets({
      id,
      secrets: await secretsIn({ command: 'source secret', given, context }),
    });
    to.document(found, () => {
      to.line(`${id} can be read with it, and it is stored. The next reading goes on where the last stopped:`);
      for (const line of found.seen) to.line(line);
    });
    return EXIT.fine;
  },
};

const change: Command = {
  name: 'source change',
  needs: 'organization',
  summary: 'Correct the settings of a source.',
  details:
    'What is not given stays. The source is read with them first, as "attestry source test" does: where that fails nothing changes. Once it brought something, the settings that say what it is stay (a repository, an organization, the path of a file); before, they can be corrected, and its secrets are given anew. Your name and the reason are sealed.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [
    ...SETTINGS,
    { name: 'unset', value: 'NAME', many: true, doc: 'A setting that is as it is where nobody gives it.' },
    ...SECRETS,
    { name: 'reason', value: 'TEXT', doc: 'Why they change.' },
  ],
  examples: [
    {
      line: 'attestry source change code --set emergency=^HOTFIX --reason "we call them hotfixes now"',
      doc: 'What declares an emergency from now on.',
    },
  ],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const reason = given.needed('reason', 'Say why they change, with --reason.');
    const line = { command: 'source change', given, context };
    const { sources: all } = await client(context).list({});
    const instead = (all.find((each) => each.id === id)?.settings ?? {}) as Readonly<Record<string, unknown>>;
    const settings: Record<string, unknown> = { ...instead, ...(await settingsIn(line)) };
    for (const name of given.texts('unset')) delete settings[name];
    const secrets = await secretsIn(line);
    const done = await client(context).changeSettings({ id, settings, instead, secrets, reason });
    to.document(done, () => {
      to.line(`${id} can be read with them, and is from its next reading on: attestry collect ${id}`);
      for (const seen of done.seen) to.line(seen);
    });
    return EXIT.fine;
  },
};

const disconnect: Command = {
  name: 'source disconnect',
  needs: 'organization',
  summary: 'End the reading of a source, and delete its secrets.',
  details:
    'What it brought stays, and counts as it did. What it would tell from now on is missing: statuses that rest on it are incomplete until it is read again, or until another source follows it. Your name and the reason are sealed.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why it is not read any more.' }],
  examples: [
    {
      line: 'attestry source disconnect jira --reason "moved to Linear"',
      doc: 'It is read no more; its history stays.',
    },
  ],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const reason = given.needed('reason', 'Say why it is not read any more, with --reason.');
    const done = await client(context).disconnect({ id, reason });
    to.document(done, () => {
      to.line(`${id} is disconnected, and its secrets are deleted. What it brought stays.`);
      to.line('What it told of is not accounted for from now on. Does another source take its place?');
      to.line(`attestry source add NAME --collector … --follows ${id}`);
    });
    return EXIT.fine;
  },
};

const reconnect: Command = {
  name: 'source reconnect',
  needs: 'organization',
  summary: 'Have a source read again that was disconnected.',
  details:
    'Its secrets are given anew, and it is connected once it can be read with them. The next reading goes on where the last one stopped; what its system does not tell of the time in between stays missing.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why it is read again.' }, ...SECRETS],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const secrets = await secretsIn({ command: 'source reconnect', given, context });
    const done = await client(context).reconnect({ id, secrets, reason: given.text('reason') ?? '' });
    to.document(done, () => {
      to.line(`${id} is connected again. Read it: attestry collect ${id}`);
      for (const line of done.seen) to.line(line);
    });
    return EXIT.fine;
  },
};

const changes: Command = {
  name: 'source changes',
  needs: 'organization',
  summary: 'What was changed of a source: by whom, when and why.',
  details:
    'The latest first. That a secret was given stands in the audit log; all else is sealed of the source itself.',
  args: [{ name: 'ID', doc: 'The source.' }],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).changes({ id: given.args[0] ?? '', ...asOfIn(given) });
    to.document(found, () => {
      if (found.changes.length === 0) to.line('Nothing was changed since it was connected.');
      for (const { at, what, person, reason, settings, secrets, position } of found.changes) {
        to.title(`${minute(at, context.zone)}: ${WHAT[what]} by ${person}, at position ${position}`);
        if (reason !== '') to.line(`  Why: ${reason}`);
        if (secrets.length > 0) to.line(`  Given: ${secrets.join(', ')}`);
        for (const each of settings)
          to.line(`  ${each.name}: ${JSON.stringify(each.before)} became ${JSON.stringify(each.after)}`);
      }
    });
    return EXIT.fine;
  },
};

const WHAT = {
  settings: 'settings changed',
  secret: 'new secret given',
  disconnected: 'disconnected',
  reconnected: 'connected again',
} as const;

export const commands: readonly Command[] = [secret, change, disconnect, reconnect, changes];
