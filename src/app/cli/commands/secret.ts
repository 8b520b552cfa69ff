import { DomainError } from '#/core/errors.ts';
import { renewSecrets } from '#/app/secrets.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';
import { notedEverywhere } from '#/app/noting.ts';
import { counted } from '#/app/cli/output.ts';
import { addKey, dropOldKeys } from '#/platform/keys.ts';

const ABOUT =
  'Tokens of sources, signing keys and what keeps people signed in are encrypted with a key outside the database: ATTESTRY_SECRET, or secret.key in the data folder.';

const rotate: Command = {
  name: 'secret rotate',
  needs: 'nothing',
  local: 'it needs the key under which the secrets are encrypted',
  summary: 'Encrypt every secret with a new key.',
  details: `${ABOUT} The key before it still opens what it encrypted, so that a running server goes on; take it away afterwards with "attestry secret forget". Where ATTESTRY_SECRET is set, write the new key into it first, a comma and the one before it, restart all servers, and run this.`,
  args: [],
  options: [],
  examples: [{ line: 'attestry secret rotate', doc: 'A new key in secret.key, and everything encrypted with it.' }],
  run: async (_, to, { open, config }) => {
    const attestry = await open();
    const renewed = await notedEverywhere(attestry, { name: 'installation.secret-rotated' }, async () => {
      if (config.secret === null) addKey(config.data);
      else if (!config.secret.includes(',')) throw new DomainError('secret_single');
      return renewSecrets(attestry);
    });
    to.document({ renewed }, () => {
      to.line(`${counted(renewed, 'secret is', 'secrets are')} encrypted with the new key.`);
      to.line('Take another copy of it, apart from backups. The one before it: attestry secret forget');
    });
    return EXIT.fine;
  },
};

const forget: Command = {
  name: 'secret forget',
  needs: 'nothing',
  local: 'it needs the key under which the secrets are encrypted',
  summary: 'Take away the keys that were replaced.',
  details: `${ABOUT} First everything is looked through: what an older key encrypted meanwhile is encrypted with the newest. A backup that was made before the rotation needs the key of its time.`,
  args: [],
  options: [],
  examples: [{ line: 'attestry secret forget', doc: 'Only the newest key stays in secret.key.' }],
  run: async (_, to, { open, config }) => {
    const attestry = await open();
    const { renewed, dropped } = await notedEverywhere(
      attestry,
      { name: 'installation.secret-forgotten' },
      async () => ({
        renewed: await renewSecrets(attestry),
        dropped: config.secret === null ? dropOldKeys(config.data) : 0,
      }),
    );
    to.document({ renewed, dropped }, () =>
      to.line(
        config.secret === null
          ? `${counted(dropped, 'older key is', 'older keys are')} gone; nothing needs them.`
          : 'Nothing needs the older keys: take them out of ATTESTRY_SECRET.',
      ),
    );
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [rotate, forget];
