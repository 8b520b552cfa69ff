import { assessmentContract } from '#/features/assessment/contract.ts';
import { assessment } from '#/features/assessment/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';

export const assessmentClient = (context: Context) => clientOf(context, assessmentContract, assessment);

const assess: Command = {
  name: 'assess',
  needs: 'organization',
  summary:
    'Where the company stands by what it said of itself: what is missing, likely times and costs, by when to begin.',
  details:
    'The questions are answered in the console, on Home. Times and costs are ranges with who gives them; they are estimates, and nothing here says how an examination will end.',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await assessmentClient(context).show({});
    to.document(found, () => {
      const { reading } = found;
      if (reading === null) {
        to.line('Nobody answered the questions yet. They are on Home in the console: attestry start');
        return;
      }
      to.line(reading.stands);
      for (const line of reading.size) to.line(line);
      if (reading.deal !== null) {
        to.line(`\n${reading.deal.says}`);
        for (const { says } of reading.deal.types) to.line(says);
      }
      to.line();
      to.table(reading.looked, [
        { title: 'there', of: ({ there }) => (there ? 'yes' : 'no') },
        { title: 'what', of: ({ what }) => what, style: () => 'strong' },
        { title: 'why', of: ({ why }) => why },
      ]);
      to.line();
      to.table(
        [...reading.times, ...reading.costs],
        [
          { title: 'what', of: ({ what }) => what, style: () => 'strong' },
          { title: 'range', of: ({ range }) => range },
          { title: 'who says so', of: ({ source }) => source },
        ],
      );
      to.line('\nThe first tasks: attestry work list');
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [assess];
