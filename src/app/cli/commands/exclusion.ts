import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import type { Output } from '#/app/cli/output.ts';
import { isKnown } from './check.ts';

const client = (context: Context) => clientOf(context, checksContract, checks);

const REASON = { name: 'reason', value: 'TEXT', doc: 'Why, in a sentence; it is sealed.' } as const;

/** What was decided counts with the next run, and nothing asks for that by itself. */
const nextRun = (to: Output, check: string): void => to.line(`Run it now: attestry check run ${check}`);

const exclude: Command = {
  name: 'exclude',
  needs: 'organization',
  summary: 'Take an item out of management’s view of a check.',
  details:
    'The item stays in the population, in packages and in what an auditor sees; counts are shown with it and without. An exclusion made after its outcome was known is marked so. It goes by the key of the item: where a source shows an item again and again, what later looks see of it is excluded as well, until the exclusion expires or somebody ends it. Turning a check off is another thing: see "attestry disable --help".',
  args: [
    { name: 'CHECK', doc: 'The check.' },
    { name: 'ITEM', doc: 'The item, as "attestry check show" writes it.' },
  ],
  options: [REASON, { name: 'expires', value: 'DAY', doc: 'The last day on which it is excluded.' }],
  examples: [],
  run: async (given, to, context) => {
    const [id = '', item = ''] = given.args;
    const expires = given.text('expires');
    const done = await client(context).exclude({
      id,
      item,
      reason: given.needed('reason', 'Give a reason, with --reason.'),
      ...(expires === undefined ? {} : { expires }),
    });
    to.document(done, () => {
      to.line(`Excluded, sealed at position ${done.position}.`);
      to.line('Management’s counts leave it out from the next run of the check on; the item stays in the population.');
      nextRun(to, id);
      if (isKnown(done.knownOutcome))
        to.line(
          to.style(
            `Its outcome was known by then (${done.knownOutcome ?? ''}), and the exclusion is marked so.`,
            'unsure',
          ),
        );
    });
    return EXIT.fine;
  },
};

const include: Command = {
  name: 'include',
  needs: 'organization',
  summary: 'End the exclusion of an item, so that it counts again.',
  details:
    'However often the item was excluded, all of it ends. It counts again from the next run of the check on; that it was excluded, and why, stays in the ledger and in packages.',
  args: [
    { name: 'CHECK', doc: 'The check.' },
    { name: 'ITEM', doc: 'The item.' },
  ],
  options: [REASON],
  examples: [],
  run: async (given, to, context) => {
    const [id = '', item = ''] = given.args;
    const done = await client(context).include({
      id,
      item,
      reason: given.needed('reason', 'Give a reason, with --reason.'),
    });
    to.document(done, () => {
      to.line(`The exclusion ended, sealed at position ${done.position}.`);
      to.line('The item counts again from the next run of the check on.');
      nextRun(to, id);
    });
    return EXIT.fine;
  },
};

const switched = (name: 'disable' | 'enable'): Command => ({
  name,
  needs: 'organization',
  summary:
    name === 'disable' ? 'Turn a check off. What it would have said is then not known.' : 'Turn a check on again.',
  details: name === 'disable' ? 'A control whose check is turned off is incomplete; it never reads as clean.' : '',
  args: [{ name: 'CHECK', doc: 'The check.' }],
  options: [REASON],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const done = await client(context).switch({
      id,
      enabled: name === 'enable',
      reason: given.needed('reason', 'Give a reason, with --reason.'),
    });
    to.document(done, () =>
      to.line(`${id} is turned ${name === 'enable' ? 'on' : 'off'}, sealed at position ${done.position}.`),
    );
    return EXIT.fine;
  },
});

export const commands: readonly Command[] = [exclude, include, switched('disable'), switched('enable')];
