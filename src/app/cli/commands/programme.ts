import { stepInWords } from '#/core/place.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { EXAMINATION, examinationIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { type Column, counted, type Output, wrap } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, readinessContract, readiness);

type Found = Awaited<ReturnType<ReturnType<typeof client>['lint']>>['findings'][number];

const COSTS: Readonly<Record<string, string>> = {
  report: 'What can cost the report',
  exception: 'What becomes an exception',
  time: 'What costs time',
};
const WIDTH = 96;

const lint: Command = {
  name: 'lint',
  needs: 'organization',
  summary:
    'Look for what ends programmes: missing owners, vague statements, evidence from outside the window, and more.',
  details:
    'Rules look at the programme as it stands, sized to the company: what is fair to ask of sixty people is not asked of five. Each finding says why it matters and what to do. None of it is an opinion on a control.',
  args: [],
  options: EXAMINATION,
  examples: [{ line: 'attestry lint', doc: 'What to mend, the costliest first.' }],
  run: async (given, to, context) => {
    const found = await client(context).lint(examinationIn(given));
    to.document(found, () => {
      const { findings, rules, withheld } = found;
      if (withheld) return to.line('What the rules find is advice to management, and not shown to whoever examines.');
      to.title(`${counted(findings.length, 'finding', 'findings')} of ${rules} rules`);
      for (const [weight, title] of Object.entries(COSTS)) {
        const of = Map.groupBy(
          findings.filter((each) => each.weight === weight),
          ({ rule }) => rule,
        );
        if (of.size === 0) continue;
        to.line();
        to.line(to.style(title, 'strong'));
        for (const [rule, each] of of) showRule(to, rule, each);
      }
    });
    return found.findings.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const MOST = 5;

function showRule(
  to: Output,
  rule: string,
  findings: readonly Pick<Found, 'title' | 'why' | 'says' | 'next' | 'place'>[],
): void {
  const [first] = findings;
  if (first === undefined) return;
  to.line();
  to.line(`  ${first.title}  ${to.style(rule, 'faint')}`);
  for (const line of wrap(first.why, WIDTH - 4)) to.line(`    ${to.style(line, 'faint')}`);
  for (const { says } of findings.slice(0, MOST)) to.line(`    ${says}`);
  if (findings.length > MOST) to.line(`    … and ${findings.length - MOST} more; --json has them all`);
  to.line(`    → ${stepInWords({ says: first.next, place: first.place })}`);
}

const LISTS = [
  ['savable', 'Still savable, until the day named'],
  ['unproven', 'Nothing shows that it was performed'],
  ['lost', 'Lost: not performed in its period'],
  ['late', 'Performed late'],
  ['upcoming', 'Coming next'],
] as const;

type Expected = Awaited<ReturnType<ReturnType<typeof client>['outlook']>>['savable'][number];

/** Of one control all that stand in a list, apart from those of before it was adopted: a daily one would fill the screen. */
interface Row extends Expected {
  readonly last: string;
  readonly times: number;
}

const rowsOf = (list: readonly Expected[]): readonly Row[] =>
  [...Map.groupBy(list, ({ control, adopted }) => `${control} ${adopted ?? ''}`).values()].flatMap((each) => {
    const [first] = each;
    return first === undefined ? [] : [{ ...first, last: each.at(-1)?.due ?? first.due, times: each.length }];
  });

const COLUMNS: readonly Column<Row>[] = [
  { title: 'due', of: ({ due, last, times }) => (times === 1 ? due : `${due} … ${last}`) },
  { title: 'times', of: ({ times }) => String(times), right: true },
  { title: 'control', of: ({ control }) => control },
  { title: 'owner', of: ({ owner }) => owner ?? 'nobody' },
  {
    title: 'what',
    of: ({ title, adopted }) => (adopted === null ? title : `${title} (due before it was adopted on ${adopted})`),
  },
];

const outlook: Command = {
  name: 'outlook',
  needs: 'organization',
  summary: 'Which performances of the window are lost, late or still savable, and until when.',
  details:
    'From the frequency of each control and the days of the window. It says what happened to each performance; it never forecasts what an auditor will conclude. An auditor looks at the whole window: what was due before a control was adopted is named with that day, and adopting it late does not make up for it.',
  args: [],
  options: EXAMINATION,
  examples: [{ line: 'attestry outlook', doc: 'What can still be saved comes first.' }],
  run: async (given, to, context) => {
    const found = await client(context).outlook(examinationIn(given));
    to.document(found, () => {
      to.title(`${counted(found.performed, 'performance', 'performances')} in time so far`);
      for (const [name, title] of LISTS) {
        if (found[name].length === 0) continue;
        to.line();
        to.line(to.style(title, 'strong'));
        to.table(rowsOf(found[name]), COLUMNS);
      }
    });
    return found.lost.length + found.savable.length + found.unproven.length === 0 ? EXIT.fine : EXIT.found;
  },
};

export const commands: readonly Command[] = [lint, outlook];
