import { existsSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { backup } from '#/app/backup/backup.ts';
import { restoreBackup, type RestoredLog } from '#/app/backup/restore.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';
import { isSystemFailure, whyOf } from '#/app/cli/failures.ts';
import { textIn } from '#/app/cli/input.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { notedEverywhere } from '#/app/noting.ts';
import { checkpointsIn } from '#/ledger/checkpoint.ts';

const WIDTH = 92;

const make: Command = {
  name: 'backup',
  needs: 'nothing',
  local: 'it reads the whole data folder',
  stops: true,
  summary: 'Write everything, of all organizations, to one file that "attestry restore" puts back.',
  details:
    'It is written at one moment of the database, while a server may go on working, and is there when it is complete or not at all. Secrets and signing keys in it stay encrypted; the key that opens them is not in it: keep secret.key, or ATTESTRY_SECRET, apart. Keep the checkpoints that a witness has seen as well: with them a restore proves that nothing later is missing. Sessions are not in it: after a restore everybody signs in again.',
  args: [{ name: 'FILE', doc: 'Where to write it; a file that is there is not replaced.' }],
  options: [
    {
      name: 'with-secret-key',
      doc: 'Put the key in too. Whoever has the file then has every secret, and can sign in the name of the log.',
    },
  ],
  examples: [{ line: 'attestry backup /backups/attestry-2026-07-01.tar', doc: 'Everything, with secrets encrypted.' }],
  run: async (given, to, { open, config, signal }) => {
    const file = path.resolve(given.args[0] ?? '');
    if (existsSync(file)) misused('backup', `${file} is there already`);
    if (config.databaseUrl === null && !existsSync(path.join(config.data, 'postgres')))
      throw new DomainError('organization_none', { data: config.data }); // and nothing is made by looking
    const withSecretKey = given.flag('with-secret-key');
    const attestry = await open();
    const action = { name: 'installation.backed-up', subject: { key: withSecretKey ? 'in it' : 'kept apart' } };
    const done = await notedEverywhere(attestry, action, () =>
      backup(attestry, { file, withSecretKey, signal }).catch(asUnwritable(file)),
    );
    to.document(done, () => {
      const { organizations, rows, files, entries } = done;
      to.line(
        `${file} holds ${counted(organizations, 'organization', 'organizations')}: ${count(entries)} sealed entries, ${count(rows)} rows, ${count(files)} files.`,
      );
      const key = withSecretKey
        ? 'The key that opens its secrets is in it: whoever has the file has them.'
        : 'The key that opens its secrets is not in it: keep it apart, without it nothing can be signed or collected again.';
      for (const line of wrap(key, WIDTH)) to.line(line);
    });
    return EXIT.fine;
  },
};

const restore: Command = {
  name: 'restore',
  needs: 'nothing',
  local: 'it writes a data folder',
  stops: true,
  summary: 'Put a backup where nothing is yet, and prove by the ledger what was put back.',
  details:
    'Every byte of the file is compared before anything is written; a damaged one is named. Everything is put back or nothing. Then each log goes on in a new epoch, by an entry that names the checkpoint from which it does, and every row and file is compared with what the log seals. It is refused when a checkpoint is known that is later than the backup: then entries that were acknowledged are missing. It ends with 1 when something is not as it was sealed.',
  args: [{ name: 'FILE', doc: 'What "attestry backup" wrote.' }],
  options: [
    { name: 'reason', value: 'TEXT', doc: 'Why; it is sealed.' },
    { name: 'known', value: 'FILE', many: true, doc: 'A file with checkpoints that a witness or anybody else kept.' },
  ],
  examples: [
    {
      line: 'attestry restore /backups/attestry-2026-07-01.tar --data ./restored --known seen.txt --reason "the disk was lost"',
      doc: 'Into an empty folder, in which secret.key may lie.',
    },
  ],
  run: async (given, to, { config, signal }) => {
    const file = path.resolve(given.args[0] ?? '');
    const reason = given.needed('reason', 'Say why, with --reason.');
    const known = (await Promise.all(given.texts('known').map(textIn))).flatMap(checkpointsIn);
    const restored = await restoreBackup(config, { file, known, reason, signal }).catch(asUnreadable(file));
    to.document({ restored: restored.map(shown) }, () => restored.forEach((log) => show(to, log)));
    return restored.every((log) => log.fsck.damages.length === 0) ? EXIT.fine : EXIT.found;
  },
};

const shown = ({ fsck: { files, rows, damages }, ...log }: RestoredLog) => ({ ...log, files, rows, damages });

function show(to: Output, { organization, entries, epoch, position, known, fsck }: RestoredLog): void {
  to.title(organization);
  for (const { where, what } of fsck.damages) to.line(to.style(`${where}: ${what}`, 'bad'));
  const compared = `${count(entries)} entries, ${count(fsck.rows)} rows and ${count(fsck.files)} files`;
  const says = [
    fsck.damages.length === 0
      ? `Proven: ${compared} are as the log sealed them.`
      : `${counted(fsck.damages.length, 'thing is', 'things are')} not as the log sealed it; compared were ${compared}.`,
    `Epoch ${epoch} begins at position ${position}, and names the checkpoint of ${count(entries)} entries.`,
    known === 0
      ? 'Not proven: that nothing was sealed after the backup. No checkpoint that somebody kept was given; --known takes them.'
      : `${counted(known, 'checkpoint', 'checkpoints')} that somebody kept: each is the beginning of this log, and none is later.`,
    'Not compared: how work goes on, and who may enter. Revoke again what was revoked since the backup.',
  ];
  for (const line of says.flatMap((each) => wrap(each, WIDTH))) to.line(line);
}

const asUnreadable =
  (file: string) =>
  (error: unknown): never => {
    if (!isSystemFailure(error) || error.path !== file) throw error;
    throw new DomainError('file_unreadable', { file, because: whyOf(error) }, { cause: error });
  };

const asUnwritable =
  (file: string) =>
  (error: unknown): never => {
    throw isSystemFailure(error)
      ? new DomainError('file_unwritable', { file, because: whyOf(error) }, { cause: error })
      : error;
  };

export const commands: readonly Command[] = [make, restore];
