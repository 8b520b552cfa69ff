import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { WitnessSetting } from '#/features/ledger/index.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { noteAction, noted } from '#/app/noting.ts';
import { count } from '#/app/cli/output.ts';
import { checkpointsIn } from '#/ledger/checkpoint.ts';
import { misused } from '#/app/cli/parse.ts';

const NO_OUTSIDER = 'no outside witness: received dates rest on the company’s own clock and key';

const show: Command = {
  name: 'ledger witness',
  needs: 'organization',
  local: 'who vouches is kept beside the key that signs the log',
  summary: 'Where checkpoints are sent, outside, and since when an outsider vouches.',
  details:
    'An outsider who saw a checkpoint makes its date independent of this company. "attestry ledger witness set" names one; each later command that makes the log longer sends the newest checkpoint.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, { attestry, caller }) => {
    const setting = await attestry.witness.setting(caller.org);
    const { size } = await attestry.ledger.status(caller.org);
    const { since, damages } = await attestry.witness.since(caller.org, [1, size]);
    to.document({ setting, since, damages }, () => {
      to.line(setting.kind === 'none' ? 'Checkpoints are sent nowhere.' : `Checkpoints are sent by ${setting.kind}.`);
      const heard = since.filter(({ earliest }) => earliest !== null);
      if (heard.length === 0) to.line(`Since when: ${NO_OUTSIDER}.`);
      for (const { size: entries, earliest } of heard)
        if (earliest !== null)
          to.line(`Of ${count(entries)} entries ${earliest.by} vouches since ${formatInstant(earliest.time)}.`);
      for (const damage of damages) to.line(to.style(damage, 'bad'));
    });
    return damages.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const set: Command = {
  name: 'ledger witness set',
  needs: 'organization',
  local: 'who vouches is kept beside the key that signs the log',
  summary: 'Name the place to which checkpoints are sent from now on. It is sealed.',
  details:
    'A timestamp or a witness’s signature can be verified offline by anybody; a file, a repository and an address keep checkpoints for whoever goes there to compare.',
  args: [
    { name: 'KIND', doc: 'file, git, http, rfc3161, witness, or none.' },
    { name: 'PLACE', doc: 'The full path of a file, a repository, or an address.', optional: true },
  ],
  options: [
    { name: 'branch', value: 'NAME', doc: 'For git: the branch. Default: main.' },
    { name: 'method', value: 'METHOD', doc: 'For http: PUT or POST. Default: PUT.' },
    { name: 'anchors', value: 'FILE', doc: 'For rfc3161: certificates in PEM form that you trust.' },
    { name: 'key', value: 'KEY', doc: 'For witness: its verifier key.' },
  ],
  examples: [
    { line: 'attestry ledger witness set git git@example.com:acme/checkpoints.git', doc: '' },
    { line: 'attestry ledger witness set rfc3161 https://freetsa.org/tsr --anchors freetsa.pem', doc: '' },
  ],
  run: async (given, to, { attestry, caller }) => {
    const setting = WitnessSetting.safeParse(await settingIn(given));
    if (!setting.success) {
      const [issue] = setting.error.issues;
      throw new DomainError('input_invalid', { where: issue?.path.join('.') ?? '', because: issue?.message ?? '' });
    }
    const { kind } = setting.data;
    const position = await noted({ attestry, caller }, { name: 'ledger.witness-set', subject: { kind } }, () =>
      attestry.witness.set(caller.org, caller.person, setting.data),
    );
    to.document({ position, setting: setting.data }, () => to.line(`Sealed at position ${position}.`));
    return EXIT.fine;
  },
};

async function settingIn(given: Given): Promise<unknown> {
  const [kind = '', place = ''] = given.args;
  const anchors = given.text('anchors');
  switch (kind) {
    case 'none':
      return { kind };
    case 'file':
      return { kind, path: place === '' ? '' : path.resolve(place) };
    case 'git':
      return { kind, remote: place, branch: given.text('branch') ?? 'main' };
    case 'http':
      return { kind, url: place, method: given.text('method') ?? 'PUT' };
    case 'rfc3161':
      return { kind, url: place, ...(anchors === undefined ? {} : { anchors: await readFile(anchors, 'utf8') }) };
    case 'witness':
      return { kind, url: place, verifier: given.text('key') ?? '' };
    default:
      return misused('ledger witness set', `"${kind}" is none of file, git, http, rfc3161, witness, none`);
  }
}

const send: Command = {
  name: 'ledger witness send',
  needs: 'organization',
  local: 'who vouches is kept beside the key that signs the log',
  summary: 'Send the newest checkpoint now, unless it was sent already.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const published = await sent(context);
    to.document(published, () => {
      if (published.kind === 'off')
        to.line('Checkpoints are sent nowhere; name a place with "attestry ledger witness set".');
      else
        to.line(
          `${published.kind === 'sent' ? 'Sent' : 'Sent before'}: the checkpoint of ${count(published.size)} entries, to ${published.place}.`,
        );
    });
    return EXIT.fine;
  },
};

/** Where nothing goes out, nothing is noted: each line makes the log longer, and would be one more to send. */
async function sent({ attestry, caller }: Context) {
  const note = (outcome: string) => noteAction(attestry, caller, { name: 'ledger.witness-sent' }, outcome);
  try {
    const published = await attestry.witness.publish(caller.org);
    if (published.kind !== 'sent') return published;
    await note('done');
    return await attestry.witness.publish(caller.org).catch(() => published); // with the line that says so
  } catch (error) {
    if (error instanceof DomainError) await note(error.code);
    throw error;
  }
}

const restored: Command = {
  name: 'ledger restored',
  needs: 'organization',
  local: 'it is for whoever restored the data folder',
  summary: 'Go on with a log that came from a backup, in a new epoch.',
  details:
    'Say so once after a backup was put back, before anything else is done. Give every checkpoint that anybody kept: when one of them is of a longer log, entries that were acknowledged are missing from this backup, and it is refused.',
  args: [{ name: 'CHECKPOINT', doc: 'A file with checkpoints that were seen.', optional: true, many: true }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why; it is sealed.' }],
  examples: [],
  run: async (given, to, { attestry, caller }) => {
    const reason = given.needed('reason', 'Say why, with --reason.');
    const known = (await Promise.all(given.args.map((file) => readFile(file, 'utf8')))).flatMap(checkpointsIn);
    const done = await noted({ attestry, caller }, { name: 'ledger.restored' }, () =>
      attestry.ledger.restored(caller.org, { known, reason, person: caller.person }),
    );
    to.document(done, () => to.line(`Epoch ${done.epoch} begins at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [set, send, show, restored];
