import { sources } from '#/features/sources/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { SECRETS, secretsIn } from '#/app/cli/source-input.ts';

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

export const commands: readonly Command[] = [secret];
