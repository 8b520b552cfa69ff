import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { minute } from '#/core/time/words.ts';
import { ledgerContract } from '#/features/ledger/contract.ts';
import { ledgerLog } from '#/app/ledger-log.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { noted } from '#/app/noting.ts';
import { count } from '#/app/cli/output.ts';
import { checkpointsIn } from '#/ledger/checkpoint.ts';
import { misused } from '#/app/cli/parse.ts';

const NO_OUTSIDER = 'no outside witness: received dates rest on the company’s own clock and key';

const client = (context: Context) => clientOf(context, ledgerContract, ledgerLog);

const show: Command = {
  name: 'ledger witness',
  needs: 'organization',
  summary: 'Where checkpoints are sent, outside, and since when an outsider vouches.',
  details:
    'An outsider who saw a checkpoint makes its date independent of this company. "attestry ledger witness set" names one; each later command that makes the log longer sends the newest checkpoint.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const { setting, sent, since, damages } = await client(context).witness({});
    to.document({ setting, sent, since, damages }, () => {
      to.line(setting.kind === 'none' ? 'Checkpoints are sent nowhere.' : `Checkpoints are sent by ${setting.kind}.`);
      if (sent !== null)
        to.line(`The last that arrived: of ${count(sent.size)} entries, ${minute(sent.at, context.zone)}.`);
      else if (setting.kind !== 'none') to.line('None has arrived there yet.');
      const heard = since.filter(({ earliest }) => earliest !== null);
      if (heard.length === 0) to.line(`Since when: ${NO_OUTSIDER}.`);
      for (const { size: entries, earliest } of heard)
        if (earliest !== null)
          to.line(`Of ${count(entries)} entries ${earliest.by} vouches since ${minute(earliest.time, context.zone)}.`);
      for (const damage of damages) to.line(to.style(damage, 'bad'));
    });
    return damages.length === 0 ? EXIT.fine : EXIT.found;
  },
};

type Setting = Parameters<ReturnType<typeof client>['setWitness']>[0]['setting'];

const set: Command = {
  name: 'ledger witness set',
  needs: 'organization',
  summary: 'Name the place to which checkpoints are sent from now on. It is sealed.',
  details:
    'A timestamp or a witness’s signature can be verified offline by anybody; a file, a repository and an address keep checkpoints for whoever goes there to compare. With --server it is an address: a file or a repository is written by the login of the machine, and is named there.',
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
  run: async (given, to, context) => {
    const setting = await settingIn(given);
    const { position } = await client(context).setWitness({ setting });
    to.document({ position, setting }, () => to.line(`Sealed at position ${position}.`));
    return EXIT.fine;
  },
};

async function settingIn(given: Given): Promise<Setting> {
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
      return { kind, url: place, method: (given.text('method') ?? 'PUT') as 'PUT' };
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
  summary: 'Send the newest checkpoint now, unless it was sent already.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const published = await client(context).sendCheckpoint({});
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
