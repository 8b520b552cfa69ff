import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { explainedInWords } from '#/core/status/explained.ts';
import { day, minute } from '#/core/time/words.ts';
import { everySaid, showSaid } from './deviation.ts';
import { judged } from '#/app/cli/judged.ts';
import { type Column, count, counted, type Output, type Style, wrap } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, checksContract, checks);

export const OUTCOME_STYLES: Readonly<Record<string, Style | null>> = {
  pass: 'good',
  deviation: 'bad',
  pending: 'accent',
  excluded: 'faint',
  'not-applicable': 'faint',
  unknown: 'unsure',
};

const EMPTY = { name: 'empty', doc: 'Also, each in a line of its own, those that found no item to judge.' } as const;

/** A table without the rows of checks that had nothing to judge, which one line counts; whole, where none are folded. */
function showTable<T>(
  to: Output,
  rows: readonly T[],
  isFolded: ((row: T) => boolean) | null,
  columns: readonly Column<T>[],
): void {
  const shown = isFolded === null ? rows : rows.filter((row) => !isFolded(row));
  const folded = rows.length - shown.length;
  if (shown.length > 0) to.table(shown, columns);
  if (folded === 0) return;
  if (shown.length > 0) to.line();
  const more = shown.length > 0 ? 'more ' : '';
  const which = counted(folded, `${more}check`, `${more}checks`);
  to.line(`${which} found no item to judge: attestry check list --empty`);
  to.line('Whether a source was asked for items, or none is connected, attestry explain CONTROL says.');
}

const list: Command = {
  name: 'check list',
  needs: 'organization',
  summary: 'The checks that serve adopted controls, and what the last run of each said.',
  details: 'A check is the tool’s rule over a whole population, item by item. Only an auditor tests.',
  args: [],
  options: [{ name: 'all', doc: 'Also those that serve no adopted control.' }, EMPTY, AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list({ all: given.flag('all'), ...asOfIn(given) });
    to.document(found, () => {
      if (found.checks.length === 0)
        to.line('No check applies yet: adopt controls first, with "attestry control adopt".');
      else
        showTable(to, found.checks, given.flag('empty') ? null : isEmptyRow, [
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

type Row = Awaited<ReturnType<ReturnType<typeof client>['list']>>['checks'][number];

/** One that is turned off, or did not run, says so in its row. */
const isEmptyRow = ({ enabled, run: last }: Row): boolean => enabled && last?.population === 0;

const run: Command = {
  name: 'check run',
  needs: 'organization',
  summary: 'Judge every item of every population, and seal what each check says.',
  details:
    'A check that ran before judges only what changed and what came due; the result is the same as judging everything. It ends with 1 when there are deviations.',
  args: [{ name: 'CHECK', doc: 'Checks; all that apply when none is named.', optional: true, many: true }],
  options: [EMPTY],
  examples: [{ line: 'attestry check run', doc: 'All of them.' }],
  run: async (given, to, context) => {
    const { args } = given;
    const reports = await judged(context, args, to);
    const folds = args.length === 0 && !given.flag('empty');
    to.done();
    to.document({ runs: reports }, () => {
      if (reports.length === 0) to.line('No check applies: adopt controls first, with "attestry control adopt".');
      else
        showTable(to, reports, folds ? ({ population }) => population === 0 : null, [
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
function showRun(to: Output, { id, run, findings, exclusions, erasedBeside, decidedSince }: Shown, zone: string): void {
  if (run === null) return;
  const { counts, rule, population, asOf, position } = run;
  to.line(
    `As of ${minute(asOf, zone)}, sealed at position ${position}: ${counted(population, 'item', 'items')}${population === 0 ? '' : `; ${countsIn(counts)}`}.`,
  );
  if (exclusions.length > 0 || (counts['excluded'] ?? 0) > 0) to.line(`By the rule alone: ${countsIn(rule)}.`);
  if (decidedSince)
    to.line(`What was excluded since, or is excluded no more, counts so from the next run: attestry check run ${id}`);
  for (const records of erasedBeside)
    to.line(`Records of ${records} were erased: what it says of items beside them rests on the others.`);
  if (findings.length > 0) {
    to.line();
    to.table(findings, [
      { title: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => OUTCOME_STYLES[outcome] ?? null },
      { title: 'occurred', of: ({ from }) => (from === null ? '' : day(from, zone)) },
      { title: 'item', of: ({ item, look, inferred }) => `${item}${seenIn(look, inferred, zone)}` },
      ...(findings.some(({ called }) => called !== null)
        ? [{ title: 'called', of: ({ called }: Shown['findings'][number]) => called ?? '' }]
        : []),
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
export const isKnown = (outcome: string | null): boolean => outcome !== null && outcome !== 'pending';

type Said = Awaited<ReturnType<typeof everySaid>>;

/** How many of the deviations are explained, and what management says of them. */
function showAllSaid(to: Output, { explanations, explained }: Said, zone: string): void {
  if (explained !== null && explained.of > 0) to.line(`\n${explainedInWords(explained)}.`);
  if (explanations.length === 0) return;
  to.line();
  to.line('What management says of deviations');
  for (const each of explanations) showSaid(to, each, zone);
}

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
    const said = await everySaid(context, { id, ...asOfIn(given), ...(item === undefined ? {} : { item }) });
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
      showAllSaid(to, said, context.zone);
      if (found.next !== null) to.line(`More: attestry check show ${id} --after "${found.next}"`);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, run, show];
