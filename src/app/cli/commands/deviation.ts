import { deviationsContract } from '#/features/deviations/contract.ts';
import { deviations } from '#/features/deviations/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/app/cli/dates.ts';
import { type Output, wrap } from '#/app/cli/output.ts';

export const deviationsClient = (context: Context) => clientOf(context, deviationsContract, deviations);

type Explanation = Awaited<ReturnType<ReturnType<typeof deviationsClient>['list']>>['explanations'][number];

const CHECK = { name: 'CHECK', doc: 'The check that found it.' } as const;

const explain: Command = {
  name: 'deviation explain',
  needs: 'organization',
  summary: 'Say of a deviation what happened, why, and what follows, in management’s words.',
  details:
    'What is said is sealed with your name, and stands beside the deviation, for the auditor and in packages, too. It changes no outcome and no status: what the check found stays found. Said again of the same item, it corrects what was said before, and that is kept. With --owner and --due what follows becomes a task.',
  args: [CHECK, { name: 'ITEM', doc: 'The item, as "attestry check show" writes it.' }],
  options: [
    { name: 'happened', value: 'TEXT', doc: 'What happened: the facts.' },
    { name: 'cause', value: 'TEXT', doc: 'Why it could happen.' },
    { name: 'follows', value: 'TEXT', doc: 'What is done so that it does not happen again.' },
    { name: 'owner', value: 'PERSON', doc: 'Who does that; with --due.' },
    { name: 'due', value: 'DAY', doc: 'Until when; with --owner.' },
  ],
  examples: [],
  run: async (given, to, context) => {
    const [id = '', item = ''] = given.args;
    const [assignee, due] = [given.text('owner'), given.text('due')];
    const done = await deviationsClient(context).explain({
      id,
      item,
      happened: given.needed('happened', 'Say what happened, with --happened.'),
      cause: given.needed('cause', 'Say why, with --cause.'),
      follows: given.needed('follows', 'Say what follows, with --follows.'),
      task:
        assignee === undefined && due === undefined
          ? null
          : {
              assignee: given.needed('owner', 'Say who does it, with --owner.'),
              due: given.needed('due', 'Say until when, with --due.'),
            },
    });
    to.document(done, () => {
      to.line(`Said, and sealed at position ${done.position}. What the check found stays as it is.`);
      if (done.task !== null) to.line(`What follows is the task ${done.task}.`);
    });
    return EXIT.fine;
  },
};

const list: Command = {
  name: 'deviation list',
  needs: 'organization',
  summary: 'What management said of deviations that a check found, the latest first.',
  details: '',
  args: [CHECK],
  options: [
    { name: 'item', value: 'ITEM', doc: 'Of one item alone.' },
    { name: 'history', doc: 'Also what was corrected later.' },
    AS_OF,
  ],
  examples: [{ line: 'attestry deviation list changes.no-direct-push', doc: 'What was said of pushes past a review.' }],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const item = given.text('item');
    const explanations = await everySaid(context, {
      id,
      history: given.flag('history'),
      ...asOfIn(given),
      ...(item === undefined ? {} : { item }),
    });
    to.document({ explanations }, () => {
      if (explanations.length === 0) to.line('Nothing was said of any yet.');
      for (const each of explanations) showSaid(to, each, context.zone);
    });
    return EXIT.fine;
  },
};

type Asked = Parameters<ReturnType<typeof deviationsClient>['list']>[0];

export async function everySaid(context: Context, asked: Asked): Promise<Explanation[]> {
  const api = deviationsClient(context);
  const all: Explanation[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof api.list>> = await api.list({
      ...asked,
      limit: 1_000,
      ...(before === null ? {} : { before }),
    });
    all.push(...page.explanations);
    before = page.next;
  } while (before !== null);
  return all;
}

const WIDTH = 92;

/** What was said of one deviation, by whom and when. */
export function showSaid(to: Output, said: Explanation, zone: string): void {
  const { item, happened, cause, follows, task, person, received, position, corrected } = said;
  to.line(to.style(item, 'strong'));
  to.line(`  ${person}, ${minute(received, zone)}, position ${position}${corrected ? ' (corrected later)' : ''}`);
  const parts = [
    ['What happened', happened],
    ['Why', cause],
    ['What follows', follows],
  ] as const;
  for (const [head, text] of parts) for (const line of wrap(`${head}: ${text}`, WIDTH)) to.line(`  ${line}`);
  if (task !== null) to.line(`  Task ${task.key}: ${task.assignee ?? 'nobody'}, due ${task.due}, ${task.state}`);
  to.line();
}

export const commands: readonly Command[] = [explain, list];
