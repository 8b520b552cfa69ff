import { firstNamed, looked } from '#/app/fsck.ts';
import { ledgerLog } from '#/app/ledger-log.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { noted } from '#/app/noting.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { followed } from '#/app/cli/remote.ts';
import { ledgerContract } from '#/features/ledger/contract.ts';

const client = (context: Context) => clientOf(context, ledgerContract, ledgerLog);

type Restored = Awaited<ReturnType<ReturnType<typeof client>['show']>>['restored'];

const PROVES =
  'A ledger proves that what it holds is unchanged since it was received. It does not prove that it is true.';

const status: Command = {
  name: 'ledger status',
  needs: 'organization',
  summary: 'How long the log is, its key, and its latest checkpoint.',
  details: PROVES,
  args: [],
  options: [AS_OF],
  examples: [{ line: 'attestry ledger status --as-of 2026-06-30', doc: 'The log as it was when that day ended.' }],
  run: async (given, to, context) => {
    const found = await client(context).show(asOfIn(given));
    to.document(found, () => {
      const last = found.size === 0 ? '' : `; the last was received ${minute(found.received, context.zone)}`;
      to.line(`${count(found.size)} entries${last}.`);
      to.line(`Origin: ${found.origin}`);
      to.line(`Key:    ${found.verifier}`);
      to.line(`Epoch:  ${count(found.epoch)}${restoredAs(found.restored, context.zone)}`);
      to.line();
      if (found.size > 0) {
        to.line('The latest checkpoint. Whoever keeps it can prove later that nothing before it was changed:');
        to.line();
        to.line(found.checkpoint);
      }
      for (const line of wrap(PROVES, 92)) to.line(line);
    });
    return EXIT.fine;
  },
};

/** Whoever asks for the log is told that it goes on from a backup: what was sealed after that would be missing. */
const restoredAs = (last: Restored, zone: string): string =>
  last === null
    ? ', never restored from a backup'
    : `, restored from a backup at position ${count(last.position)} on ${minute(last.received, zone)}, because: ${last.reason}`;

const show: Command = {
  name: 'ledger show',
  needs: 'organization',
  summary: 'One entry, its payload, and the proof of its place.',
  details: '',
  args: [{ name: 'POSITION', doc: 'Its position, from 0.' }],
  options: [],
  examples: [],
  run: async ({ args: [position = ''] }, to, context) => {
    if (!/^\d+$/.test(position)) misused('ledger show', `"${position}" is not a position`);
    const found = await client(context).entry({ position: Number(position) });
    const { payload, proof, size, checkpoint } = found;
    const entry = JSON.parse(found.entry) as { readonly received: string };
    to.document({ position: found.position, entry, payload: payload ?? null, proof, size, checkpoint }, () => {
      to.title(`${found.kind}, received ${entry.received}`);
      to.line(found.entry);
      to.line();
      to.line(payloadInWords(found));
      to.line();
      to.line(`Inclusion proof in the tree of ${count(size)} entries (RFC 6962):`);
      for (const hash of proof) to.line(`  ${hash}`);
      to.line();
      to.line(checkpoint);
    });
    return EXIT.fine;
  },
};

function payloadInWords({
  payload,
  erased,
  withheld,
}: Awaited<ReturnType<ReturnType<typeof client>['entry']>>): string {
  if (withheld) return 'Its payload is of something that you are not let in to.';
  return erased ? 'Its payload was erased.' : JSON.stringify(payload, null, 2);
}

type Verified = Awaited<ReturnType<typeof verifiedHere>>;

/** Here, or by a job of the server. */
async function verified(context: Context, to: Output): Promise<Verified> {
  const { remote, signal } = context;
  if (remote === null) return verifiedHere(context, to);
  const found = (await followed(remote, (jobs) => jobs.verify({}), to, signal)) as Verified;
  if (found === null) return null;
  const { origin, size, erased, damages, damaged } = found; // in the order in which this machine would say it
  return { origin, size, erased, damages: damages.map(({ position, what }) => ({ position, what })), damaged };
}

async function verifiedHere({ attestry, caller }: Pick<Context, 'attestry' | 'caller'>, to: Output) {
  let seen = 0;
  return firstNamed(await attestry.ledger.verify(caller.org, () => to.progress('entries', ++seen, null)));
}

const verify: Command = {
  name: 'ledger verify',
  needs: 'organization',
  summary: 'Compute the whole log again, and compare everything that was ever derived from it.',
  details:
    'Every entry, payload, tile, checkpoint and signature. It ends with 1 when anything differs. "attestry ledger fsck" also looks at files and tables.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await verified(context, to);
    to.done();
    to.document(found, () => {
      if (found === null) return;
      to.line(
        `${count(found.size)} entries of ${found.origin}${found.erased > 0 ? `, ${count(found.erased)} of them erased` : ''}.`,
      );
      for (const { position, what } of found.damages)
        to.line(to.style(`${position === null ? '' : `${position}: `}${what}`, 'bad'));
      more(to, found.damages.length, found.damaged);
      to.line(
        found.damages.length === 0
          ? to.style('Nothing of the log was changed, nothing of it is missing, every signature holds.', 'good')
          : inWords(found.damaged),
      );
      to.line('Files and rows beside the log are another matter: attestry ledger fsck');
      for (const line of wrap(PROVES, 92)) to.line(line);
    });
    return found !== null && found.damages.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const inWords = (damages: number): string =>
  `${counted(damages, 'thing is not as it was', 'things are not as they were')} written.`;

/** Of what is not named, how much there is. */
function more(to: Output, named: number, all: number): void {
  if (all > named) to.line(to.style(`… and ${count(all - named)} more`, 'bad'));
}

type Looked = Awaited<ReturnType<typeof looked>>;

/** Here, or by a job of the server. */
async function lookedAt(context: Context, to: Output, mend: boolean): Promise<Looked> {
  if (context.remote !== null)
    return (await followed(context.remote, (jobs) => jobs.fsck({ mend }), to, context.signal)) as Looked;
  const { attestry, caller } = context;
  const look = () => looked(attestry, caller.org, { mend, progress: (what, done) => to.progress(what, done, null) });
  return mend ? noted({ attestry, caller }, { name: 'ledger.mended' }, look) : look();
}

const fsck: Command = {
  name: 'ledger fsck',
  needs: 'organization',
  summary: 'Look at every byte: the log, every file, and every row that says the same as the log.',
  details:
    'It finds and names what was changed, lost or added behind the product’s back, and ends with 1 when there is anything. Files that nothing refers to are what a crash left before it was sealed; they do no harm. What is kept so that readings need not work it out again is worked out anew and compared. Rows of merged segments, which are made from others, are put right from the log by --mend; anything else comes back from a backup. Tables that say how work goes on, such as where a source is to be read next, are not sealed and not compared: --json names each, and why.',
  args: [],
  options: [{ name: 'mend', doc: 'First put right, from the log, the rows of merged segments.' }],
  examples: [],
  run: async (given, to, context) => {
    const found = await lookedAt(context, to, given.flag('mend'));
    to.done();
    to.document(found, () => {
      if (given.flag('mend'))
        to.line(
          found.mended === null
            ? 'Nothing was put right: the log itself is not as it was written.'
            : `${counted(found.mended, 'row of merged segments is', 'rows of merged segments are')} as the log seals them.`,
        );
      to.line(
        `${count(found.entries)} entries, ${count(found.rows)} rows and ${count(found.files)} files were compared.`,
      );
      for (const { where, what } of found.damages) to.line(to.style(`${where}: ${what}`, 'bad'));
      more(to, found.damages.length, found.counts.damages);
      for (const file of found.unfinished)
        to.line(
          to.style(`file ${file}: it is sealed that it goes, and it is still there; run "attestry erase due"`, 'bad'),
        );
      if (found.counts.replaced > 0)
        to.line(
          `${counted(found.counts.replaced, 'file is', 'files are')} of segments that were laid together anew, and go with the next time.`,
        );
      if (found.counts.loose > 0)
        to.line(`${counted(found.counts.loose, 'file is', 'files are')} referred to by nothing.`);
      if (found.keptUnasked > 0)
        to.line(
          `${count(found.keptUnasked)} results are kept for readings that nobody can repeat, and were not compared.`,
        );
      to.line(
        found.damages.length === 0
          ? to.style('All of them are as they were written.', 'good')
          : inWords(found.counts.damages),
      );
      const tables = found.notCompared.map(({ table }) => table).join(', ');
      for (const line of wrap(`Not compared, because the log does not vouch for how work goes on: ${tables}.`, 92))
        to.line(to.style(line, 'faint'));
    });
    return found.damages.length + found.unfinished.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const key: Command = {
  name: 'ledger key',
  needs: 'organization',
  summary: 'The key that signs checkpoints; with --rotate, a new one in its place.',
  details:
    'Give the key to whoever is to verify packages. A new key takes over by an entry that both keys sign; what the old one signed stays verifiable. Earlier keys are listed with the days for which they were in force: a package that was made then is verified with the key of then.',
  args: [],
  options: [
    { name: 'rotate', doc: 'Put a new key in place of the old one.' },
    { name: 'reason', value: 'TEXT', doc: 'Why; it is sealed.' },
  ],
  examples: [],
  run: async (given, to, context) => {
    const asked = client(context);
    const { zone } = context;
    if (given.flag('rotate')) await asked.rotateKey({ reason: given.needed('reason', 'Say why, with --reason.') });
    const { verifier, keys } = await asked.keys({});
    to.document({ verifier, keys }, () => {
      to.line(verifier);
      const earlier = keys.flatMap(({ to: end, ...each }) => (end === null ? [] : [{ ...each, end }]));
      if (earlier.length > 0)
        to.line('Earlier keys; a package is verified with the one of the day on which it was made:');
      for (const each of earlier)
        to.line(`  ${each.verifier}  in force from ${minute(each.from, zone)} to ${minute(each.end, zone)}`);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [status, show, verify, fsck, key];
