import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { deviations } from '#/features/deviations/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { type Output, wrap } from '#/app/cli/output.ts';

export const deviationsClient = (context: Context) => clientOf(context, deviationsContract, deviations);

type Explanation = Awaited<ReturnType<ReturnType<typeof deviationsClient>['list']>>['explanations'][number];

const CHECK = { name: 'CHECK', doc: 'The check that found it.' } as const;

const explain: Command = {
  name: 'deviation explain',
  needs: 'organization',
  summary: 'Say of deviations what happened, why, and what follows, in management’s words.',
  details:
    'What is said is sealed with your name, and stands beside the deviation, for the auditor and in packages, too. It changes no outcome and no status: what the check found stays found. Said again of the same item, it corrects what was said before, and that is kept. Of several items the same is said, sealed for each: all of them or none, 1,000 items at most, and 4,000 deviations with what other checks found of them. With --owner and --due what follows becomes a task, one for all of them.',
  args: [CHECK, { name: 'ITEM', doc: 'Items, as "attestry check show" writes them.', many: true }],
  options: [
    { name: 'happened', value: 'TEXT', doc: 'What happened: the facts.' },
    { name: 'cause', value: 'TEXT', doc: 'Why it could happen.' },
    { name: 'follows', value: 'TEXT', doc: 'What is done so that it does not happen again.' },
    { name: 'other-checks', doc: 'Also where other checks found a deviation in the same items.' },
    { name: 'owner', value: 'PERSON', doc: 'Who does that; with --due.' },
    { name: 'due', value: 'DAY', doc: 'Until when; with --owner.' },
  ],
  examples: [],
  run: async (given, to, context) => {
    const [id = '', ...items] = given.args;
    const [assignee, due] = [given.text('owner'), given.text('due')];
    const done = await deviationsClient(context).explain({
      id,
      items,
      others: given.flag('other-checks') ? await checksBeside(context, id) : [],
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
      const [first, ...more] = done.said;
      if (more.length === 0)
        to.line(`Said, and sealed at position ${first?.position}. What the check found stays as it is.`);
      else {
        to.line(`Said of ${done.said.length} deviations, and sealed for each. What the checks found stays as it is.`);
        to.line();
        to.table(done.said, [
          { title: 'check', of: ({ check }) => check },
          { title: 'item', of: ({ item }) => item, style: () => 'strong' },
          { title: 'position', of: ({ position }) => String(position), right: true },
        ]);
        to.line();
      }
      if (done.task !== null) to.line(`What follows is the task ${done.task}.`);
    });
    return EXIT.fine;
  },
};

/** The other checks over the same records that found a deviation in any of them. */
async function checksBeside(context: Context, id: string): Promise<string[]> {
  const { checks: every } = await clientOf(context, checksContract, checks).list({ all: true });
  const population = every.find((each) => each.id === id)?.population;
  return every
    .filter((each) => each.population === population && each.id !== id && (each.run?.rule.deviation ?? 0) > 0)
    .map((each) => each.id);
}

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
    const { explanations } = await everySaid(context, {
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

/** All that was said, and of how many of the deviations something is. */
export async function everySaid(context: Context, asked: Asked) {
  const api = deviationsClient(context);
  const all: Explanation[] = [];
  let explained: { readonly said: number; readonly of: number } | null = null;
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof api.list>> = await api.list({
      ...asked,
      limit: 1_000,
      ...(before === null ? {} : { before }),
    });
    all.push(...page.explanations);
    explained = page.explained;
    before = page.next;
  } while (before !== null);
  return { explanations: all, explained };
}

const WIDTH = 92;

/** What was said of one deviation, by whom and when. */
export function showSaid(to: Output, said: Explanation, zone: string): void {
  const { item, happened, cause, follows, task, person, received, position, corrected, together } = said;
  to.line(to.style(item, 'strong'));
  const also = together === 1 ? '' : `, the same of ${together} deviations`;
  to.line(
    `  ${person}, ${minute(received, zone)}, position ${position}${also}${corrected ? ' (corrected later)' : ''}`,
  );
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
