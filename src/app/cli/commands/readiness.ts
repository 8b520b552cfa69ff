import { LEAST_TURN_DAYS } from '#/core/coverage/turn.ts';
import { arrivedInTurn } from '#/core/status/arrived-words.ts';
import { isYoung, threatsIn } from '#/core/status/beginning.ts';
import { parseInstant } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { AFTER, afterIn } from '#/app/cli/after.ts';
import { EXAMINATION, examinationIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day, minute } from '#/core/time/words.ts';
import { tellBefore } from '#/app/cli/examination.ts';
import { count, counted, type Output, type Style, wrap } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, readinessContract, readiness);

export const STATUS_STYLES: Readonly<Record<string, Style | null>> = {
  'deviations found': 'bad',
  'design incomplete': 'unsure',
  'not evidenced': 'unsure',
  incomplete: 'unsure',
  'relies on a subservice organization': 'accent',
  'nothing occurred': 'faint',
  'no deviation found': 'good',
  'not started': 'faint',
};

/** Read where it is told alone: an old programme does without. */
const firstThings = () => import('#/app/cli/first-things.ts');

type Found = Awaited<ReturnType<ReturnType<typeof client>['status']>>;

const status: Command = {
  name: 'status',
  needs: 'organization',
  summary: 'Where an engagement stands: each control, each criterion, and what stands between here and ready.',
  details:
    'This is management’s view, never an opinion. A control shows one status, with its as-of date and its reasons; a criterion shows the counts of its controls. --as-of shows how it stood at the end of a past day, with what the ledger held then. While more than half of the controls have not begun, what to do first stands before what is open; while nothing is examined, the steps to a first status.',
  args: [],
  options: [
    ...EXAMINATION,
    { name: 'gaps', doc: 'Every control that is open with all its reasons, and not only what has most effect.' },
    { name: 'controls', doc: 'Every control, not only those that are open.' },
    { name: 'criteria', doc: 'Every criterion with the counts of its controls.' },
  ],
  examples: [
    { line: 'attestry status', doc: 'Now.' },
    {
      line: 'attestry status --as-of 2026-06-30 --controls',
      doc: 'Every control as it stood on the last day of June.',
    },
  ],
  run: async (given, to, context) => {
    const now = given.text('as-of') === undefined;
    const found = await client(context)
      .status(examinationIn(given))
      .catch(async (error: unknown) => {
        if (now && !to.json) await (await firstThings()).tellBeginning(error, to, context);
        throw error;
      });
    const young = isYoung(found.counts, found.controls.length);
    const tellFirst = young && now && !to.json ? await (await firstThings()).firstTasks(context, to) : null;
    to.document(found, () => {
      showHeading(to, found, context.company);
      tellFirst?.();
      if (given.flag('controls')) showControls(to, found);
      if (given.flag('criteria')) showCriteria(to, found);
      if (given.flag('gaps')) showGaps(to, found.gaps, WHOLE);
      else if (!given.flag('controls') && !given.flag('criteria')) showFirstGaps(to, found.gaps, young);
      showApart(to, found);
    });
    return found.gaps.length === 0 ? EXIT.fine : EXIT.found;
  },
};

export function showHeading(to: Output, { engagement, controls, counts, asOf, gaps }: Found, company: string): void {
  const { zone } = engagement;
  const clean = counts['no deviation found'] ?? 0;
  const days =
    engagement.type === 'type-1'
      ? `Type I as of ${engagement.last}`
      : `Type II, ${engagement.first} to ${engagement.last} (${zone}), opened ${day(engagement.opened, zone)}${engagement.changed === engagement.opened ? '' : `, changed ${day(engagement.changed, zone)}`}`;
  to.title(`${company}: ${engagement.name}`);
  to.line(
    `${days}; ${engagement.categories.join(', ')}. As of ${minute(asOf.instant, zone)}, ledger position ${count(asOf.position)}.`,
  );
  tellBefore(to, engagement);
  to.line();
  const of = `${count(clean)} of ${counted(controls.length, 'control', 'controls')}`;
  const open = `${counted(gaps.length, 'control is', 'controls are')} open`;
  const isOver = formatDay(zoneNamed(zone).dayOf(asOf.instant)) > engagement.last;
  const verb = controls.length === 1 ? 'shows' : 'show';
  // A Type I looks for no deviation in operation: that it found none must not read as if it had.
  to.line(
    engagement.type === 'type-1'
      ? `The design of ${of} is complete; ${open}. A Type I examination does not look at operation.`
      : `${of} ${verb} no deviation${isOver ? '' : ' so far'}; ${open}.`,
  );
  for (const [name, value] of Object.entries(counts)) {
    if (value > 0) to.line(`  ${to.style(String(value).padStart(3), STATUS_STYLES[name] ?? null)}  ${name}`);
  }
  to.line();
}

/** How much is told of what stands open: what a screen holds, or everything. */
const FIRST = { gaps: 8, reasons: 3 } as const;
const WHOLE = { gaps: Number.POSITIVE_INFINITY, reasons: Number.POSITIVE_INFINITY } as const;

type Gaps = readonly Found['gaps'][number][];

/** What has not begun is open, and waits behind --gaps while there is so much of it. */
function showFirstGaps(to: Output, gaps: Gaps, young: boolean): void {
  const threats = threatsIn(gaps, young);
  if (threats.length > 0 || gaps.length === 0) return showGaps(to, threats, FIRST, gaps.length);
  to.line(
    `${counted(gaps.length, 'control lacks its design before it begins', 'controls lack their design before they begin')}: attestry status --gaps`,
  );
}

function showGaps(to: Output, gaps: Gaps, most: typeof FIRST | typeof WHOLE, all: number = gaps.length): void {
  if (gaps.length === 0) {
    to.line('Nothing stands between here and ready that the records can show.');
    return;
  }
  to.title('What stands between here and ready, in order of effect');
  for (const [place, gap] of gaps.slice(0, most.gaps).entries()) {
    to.line(
      `${to.style(gap.status.padEnd(18), STATUS_STYLES[gap.status] ?? null)} ${to.style(gap.control, 'strong')}  ${gap.title} (${gap.ownerFunction})`,
    );
    for (const reason of gap.reasons.slice(0, most.reasons))
      for (const line of wrap(reason, 78)) to.line(`${' '.repeat(19)}${line}`);
    if (gap.reasons.length > most.reasons) to.line(`${' '.repeat(19)}and ${gap.reasons.length - most.reasons} more`);
    // of one status they are all begun alike, and stand together
    if (gaps[place - 1]?.next !== gap.next)
      for (const line of wrap(`Next: ${gap.next}`, 78)) to.line(to.style(`${' '.repeat(19)}${line}`, 'accent'));
  }
  to.line();
  const told = Math.min(gaps.length, most.gaps);
  if (all > told) to.line(`And ${count(all - told)} more, with all reasons: attestry status --gaps`);
  to.line('Follow one down to its records: attestry explain CONTROL, or attestry explain CC6.1');
}

function showControls(to: Output, { controls, engagement }: Found): void {
  to.table(controls, [
    { title: 'control', of: ({ id }) => id, style: () => 'strong' },
    { title: 'status', of: (control) => control.status, style: (control) => STATUS_STYLES[control.status] ?? null },
    { title: 'as of', of: ({ asOf }) => day(asOf, engagement.zone) },
    { title: 'criteria', of: ({ criteria }) => criteria.join(' ') },
    { title: 'why', of: ({ reasons }) => reasons.join('; ') },
  ]);
  to.line();
}

function showCriteria(to: Output, { criteria }: Found): void {
  to.table(criteria, [
    { title: 'criterion', of: ({ id }) => id, style: () => 'strong' },
    { title: 'controls', of: ({ controls }) => String(controls), right: true },
    {
      title: 'of them',
      of: ({ notRelevant, counts }) =>
        notRelevant === null
          ? Object.entries(counts)
              .filter(([, value]) => value > 0)
              .map(([name, value]) => `${value} ${name}`)
              .join(', ') || 'no control'
          : `not relevant: ${notRelevant}`,
    },
  ]);
  to.line();
}

const APART = [
  ['open-before-window', 'openBeforeWindow', 'Open when the window began'],
  ['due-after-window', 'dueAfterWindow', 'Due only after the last day'],
  ['late-arrivals', 'lateArrivals', 'Arrived late'],
  ['recorded-late', 'recordedLate', 'Recorded long after it occurred'],
  ['no-longer-deviating', 'noLongerDeviating', 'Deviated, and does not now'],
] as const;

const NOT_WORKED_OUT = 'not worked out yet; attestry check run does it';

/** Of each list how many there are, and how to see them. */
function showApart(to: Output, { apart, engagement: { id } }: Found): void {
  const lists = APART.filter(([, name]) => apart[name].count !== 0);
  if (lists.length === 0) return;
  to.line();
  to.title('Apart from the window');
  for (const [list, name, title] of lists) {
    const { known, neverRun } = apart[name];
    const see = `attestry apart ${list} --engagement ${id}`;
    const never = `not known: ${counted(neverRun.length, 'check', 'checks')} never ran`;
    const told = known === null ? NOT_WORKED_OUT : `${neverRun.length > 0 ? never : count(known)}: ${see}`;
    to.line(`${title.padEnd(34)}${told}`);
  }
}

type ApartItem = Awaited<ReturnType<ReturnType<typeof client>['apart']>>['items'][number];

function apartLine(
  { item, called, controls, occurred, due, received, outcome, because }: ApartItem,
  zone: string,
): string {
  const dates = [
    ...(occurred === null ? [] : [`occurred ${whenSaid(occurred, zone)}`]),
    ...(due === null ? [] : [`due by ${minute(due - 1, zone)}`]),
    ...(received === null ? [] : [`received ${day(received, zone)}`]),
  ];
  const now = outcome === null ? '' : `; the last run says ${outcome}`;
  return `${called === null ? item : `${called}, ${item}`} (${controls.length === 0 ? 'no control' : controls.join(', ')}): ${dates.join(', ')}${now}; ${because}`;
}

/** A date is written by its source as a day, or as an instant. */
function whenSaid(text: string, zone: string): string {
  const instant = parseInstant(text);
  return instant === null ? text : minute(instant, zone);
}

function countLine({
  known,
  neverRun,
  engagement,
}: Pick<Found['apart']['lateArrivals'], 'known' | 'neverRun'> & {
  readonly engagement: Found['engagement'];
}): string {
  if (engagement.type === 'type-1')
    return 'A Type I is as of a day: there is no window from which anything could stand apart.';
  const all = known === null ? `${NOT_WORKED_OUT}.` : `${counted(known, 'stands', 'stand')} apart.`;
  if (neverRun.length === 0) return all;
  const never = `What these checks would add is not known; they never ran (attestry check run): ${neverRun.join(', ')}.`;
  return known === 0 ? never : `${all} ${never}`;
}

const apart: Command = {
  name: 'apart',
  needs: 'organization',
  summary: 'List what belongs to a window and yet stands apart from it.',
  details: `open-before-window: items from before the window that were open when it began, overdue by then or not, or came due in it badly, with what the last run says of each; they are not counted in it, and what of them was late in it makes its control read deviations found. due-after-window: items whose deadline falls after the last day, so that the window cannot say what becomes of them. late-arrivals: records of the window that the log first held after its last day, though an earlier reading of their source had accounted for their time or left that open, by the first reading of that, or after more than ${LEAST_TURN_DAYS} days and longer than that is usually left unread; what the next reading brought in its turn is counted, and is not in the list. recorded-late: what people attached more than 30 days after it occurred. no-longer-deviating: what deviated by an earlier run and does not by the last, because its records, the limits or the rule were changed since, or another source was connected that was not read for that time; that may be right, and an auditor will ask.`,
  args: [
    { name: 'LIST', doc: 'open-before-window, due-after-window, late-arrivals, recorded-late or no-longer-deviating.' },
  ],
  options: [
    ...EXAMINATION,
    { name: 'control', value: 'ID', doc: 'Only what is of this control.' },
    { name: 'limit', value: 'N', doc: 'How many; default 50.' },
    AFTER,
  ],
  examples: [{ line: 'attestry apart due-after-window', doc: 'What the next window has to answer for.' }],
  run: async (given, to, context) => {
    const control = given.text('control');
    const found = await client(context).apart({
      list: given.args[0] as 'recorded-late',
      limit: given.whole('limit', 50),
      ...afterIn(given),
      ...examinationIn(given),
      ...(control === undefined ? {} : { control }),
    });
    to.document(found, () => {
      const { inTurn = 0 } = found;
      const more = inTurn === 0 ? '' : ` ${arrivedInTurn(inTurn)}`;
      for (const line of wrap(countLine(found) + more, 96)) to.line(line);
      for (const item of found.items)
        for (const line of wrap(apartLine(item, found.engagement.zone), 96)) to.line(line);
      if (found.next !== null) to.line(`More: --after ${found.next}`);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [status, apart];
