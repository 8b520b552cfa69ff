import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day, minute } from '#/app/cli/dates.ts';
import { judged } from '#/app/cli/judged.ts';
import { count, counted, type Output, type Style, wrap } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, checksContract, checks);

export const OUTCOME_STYLES: Readonly<Record<string, Style | null>> = {
  pass: 'good',
  deviation: 'bad',
  pending: 'accent',
  excluded: 'faint',
  'not-applicable': 'faint',
  unknown: 'unsure',
};

const list: Command = {
  name: 'check list',
  needs: 'organization',
  summary: 'The checks that serve adopted controls, and what the last run of each said.',
  details: 'A check is the tool’s rule over a whole population, item by item. Only an auditor tests.',
  args: [],
  options: [{ name: 'all', doc: 'Also those that serve no adopted control.' }, AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list({ all: given.flag('all'), ...asOfIn(given) });
    to.document(found, () => {
      if (found.checks.length === 0)
        to.line('No check applies yet: adopt controls first, with "attestry control adopt".');
      else
        to.table(found.checks, [
          { title: 'check', of: ({ id }) => id, style: ({ enabled }) => (enabled ? 'strong' : 'faint') },
          { title: 'items', of: ({ run }) => (run === null ? '' : count(run.population)), right: true },
          {
            title: 'deviations',
            of: ({ run }) => (run === null ? '' : count(run.counts.deviation ?? 0)),
            right: true,
            style: ({ run }) => ((run?.counts.deviation ?? 0) > 0 ? 'bad' : null),
          },
          {
            title: 'unknown',
            of: ({ run }) => (run === null ? '' : count(run.counts.unknown ?? 0)),
            right: true,
            style: ({ run }) => ((run?.counts.unknown ?? 0) > 0 ? 'unsure' : null),
          },
          {
            title: 'last run',
            of: ({ run, enabled }) =>
              enabled ? (run === null ? 'not run yet' : minute(run.asOf, context.zone)) : 'turned off',
          },
          { title: 'what it asks', of: ({ title }) => title },
        ]);
    });
    return EXIT.fine;
  },
};

const run: Command = {
  name: 'check run',
  needs: 'organization',
  summary: 'Judge every item of every population, and seal what each check says.',
  details:
    'A check that ran before judges only what changed and what came due; the result is the same as judging everything. It ends with 1 when there are deviations.',
  args: [{ name: 'CHECK', doc: 'Checks; all that apply when none is named.', optional: true, many: true }],
  options: [],
  examples: [{ line: 'attestry check run', doc: 'All of them.' }],
  run: async ({ args }, to, context) => {
    const reports = await judged(context, args, to);
    to.done();
    to.document({ runs: reports }, () => {
      if (reports.length === 0) to.line('No check applies: adopt controls first, with "attestry control adopt".');
      else
        to.table(reports, [
          { title: 'check', of: ({ check }) => check, style: () => 'strong' },
          { title: 'items', of: ({ population }) => count(population), right: true },
          { title: 'pass', of: ({ counts }) => count(counts.pass), right: true },
          {
            title: 'deviation',
            of: ({ counts }) => count(counts.deviation),
            right: true,
            style: ({ counts }) => (counts.deviation > 0 ? 'bad' : null),
          },
          {
            title: 'unknown',
            of: ({ counts }) => count(counts.unknown),
            right: true,
            style: ({ counts }) => (counts.unknown > 0 ? 'unsure' : null),
          },
          { title: 'pending', of: ({ counts }) => count(counts.pending), right: true },
          { title: 'excluded', of: ({ counts }) => count(counts.excluded), right: true },
          { title: 'n/a', of: ({ counts }) => count(counts['not-applicable']), right: true },
          { title: 'judged', of: ({ judged }) => count(judged), right: true },
          { title: 'sealed', of: ({ position }) => `at ${position}` },
        ]);
    });
    return reports.some(({ counts }) => counts.deviation > 0) ? EXIT.found : EXIT.fine;
  },
};

type Shown = Awaited<ReturnType<ReturnType<typeof client>['show']>>;

export const countsIn = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, value]) => value > 0)
    .map(([outcome, value]) => `${count(value)} ${outcome}`)
    .join(', ');

/** Of a state: when a look saw it, and that it is taken to have lasted until the next look. */
export const seenIn = (look: number | null, inferred: boolean, zone: string): string =>
  look === null ? '' : ` (seen ${day(look, zone)}${inferred ? ', inferred since' : ''})`;

/** What the last run said: counts with exclusions and without, and the items that need eyes. */
function showRun(to: Output, { run, findings, exclusions, erasedBeside }: Shown, zone: string): void {
  if (run === null) return;
  const { counts, rule, population, asOf, position } = run;
  to.line(
    `As of ${minute(asOf, zone)}, sealed at position ${position}: ${counted(population, 'item', 'items')}${population === 0 ? '' : `; ${countsIn(counts)}`}.`,
  );
  if (exclusions.length > 0 || (counts['excluded'] ?? 0) > 0) to.line(`By the rule alone: ${countsIn(rule)}.`);
  for (const records of erasedBeside)
    to.line(`Records of ${records} were erased: what it says of items beside them rests on the others.`);
  if (findings.length > 0) {
    to.line();
    to.table(findings, [
      { title: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => OUTCOME_STYLES[outcome] ?? null },
      { title: 'occurred', of: ({ from }) => (from === null ? '' : day(from, zone)) },
      { title: 'item', of: ({ item, look, inferred }) => `${item}${seenIn(look, inferred, zone)}` },
      { title: 'grade', of: ({ grade }) => grade ?? '' },
      {
        title: 'why',
        of: ({ reason, outcome, rule: said }) =>
          outcome === 'excluded' ? `the rule says ${said}${reason === '' ? '' : `: ${reason}`}` : reason,
      },
    ]);
  }
  if (exclusions.length === 0) return;
  to.line();
  to.table(exclusions, [
    { title: 'excluded item', of: ({ item }) => item, style: () => 'strong' },
    { title: 'by', of: ({ person }) => person },
    { title: 'position', of: (row) => String(row.position), right: true },
    {
      title: 'until',
      of: ({ expires, holds }) =>
        expires === null ? 'somebody ends it' : `${day(expires - 1, zone)}${holds ? '' : ' (over)'}`,
    },
    {
      title: 'outcome known',
      of: ({ knownOutcome }) => (isKnown(knownOutcome) ? `yes: ${knownOutcome ?? ''}` : 'no'),
      style: ({ knownOutcome }) => (isKnown(knownOutcome) ? 'unsure' : null),
    },
    { title: 'reason', of: ({ reason }) => reason },
  ]);
}

/** An item that was not judged yet, or that waited for its deadline, had no outcome to know. */
const isKnown = (outcome: string | null): boolean => outcome !== null && outcome !== 'pending';

const show: Command = {
  name: 'check show',
  needs: 'organization',
  summary: 'One check: its rule with its limits, and the items that are not clean, or those of other outcomes.',
  details: '',
  args: [{ name: 'CHECK', doc: 'The check.' }],
  options: [
    { name: 'outcome', value: 'WORD', many: true, doc: 'Such as pass. Default: deviation, unknown and excluded.' },
    { name: 'item', value: 'ITEM', doc: 'One item alone, whatever its outcome.' },
    { name: 'limit', value: 'N', doc: 'How many items; default 100.' },
    { name: 'after', value: 'CURSOR', doc: 'Go on behind the last item of the page before.' },
    AS_OF,
  ],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const [after, item] = [given.text('after'), given.text('item')];
    const outcomes = given.texts('outcome') as ('deviation' | 'pass')[];
    const found = await client(context).show({
      id,
      limit: given.whole('limit', 100),
      ...asOfIn(given),
      ...(outcomes.length === 0 ? {} : { outcomes }),
      ...(item === undefined ? {} : { item }),
      ...(after === undefined ? {} : { after }),
    });
    to.document(found, () => {
      to.title(found.title);
      for (const line of wrap(found.prose, 92)) to.line(line);
      to.line();
      for (const { from, sentence } of found.sentences) {
        const since = from === null ? '' : `From ${day(from, context.zone)}: `;
        for (const line of wrap(since + sentence, 92)) to.line(line);
      }
      to.line();
      if (found.run === null) {
        return to.line('It has not run yet: attestry check run');
      }
      showRun(to, found, context.zone);
      if (found.next !== null) to.line(`More: attestry check show ${id} --after "${found.next}"`);
    });
    return EXIT.fine;
  },
};

const REASON = { name: 'reason', value: 'TEXT', doc: 'Why, in a sentence; it is sealed.' } as const;

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
      to.line('Management’s counts leave it out with the next "attestry check run"; the item stays in the population.');
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
  summary: 'End an exclusion.',
  details: '',
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
    to.document(done, () => to.line(`The exclusion ended, sealed at position ${done.position}.`));
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

export const commands: readonly Command[] = [
  list,
  run,
  show,
  exclude,
  include,
  switched('disable'),
  switched('enable'),
];
