import { gradeByHand, gradeOf } from '#/core/grades.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { EXAMINATION, examinationIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day, lastDay, minute, momentInWords } from '#/core/time/words.ts';
import { tellBefore } from '#/app/cli/examination.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { countsIn, OUTCOME_STYLES, seenIn } from './check.ts';
import { STATUS_STYLES } from './readiness.ts';

const client = (context: Context) => clientOf(context, readinessContract, readiness);

type Explained = Awaited<ReturnType<ReturnType<typeof client>['explain']>>;
type Control = Explained['controls'][number];
type Check = Control['checks'][number];
type Item = Check['items'][number];

const WIDTH = 98;

const explain: Command = {
  name: 'explain',
  needs: 'organization',
  summary: 'Follow a criterion or a control down to items, artifacts and places in the ledger.',
  details:
    'Prints the whole chain: what the control says and since when, its status with the reasons, the rule of each check with its limits, the run that judged, the items (those that need eyes first) with the record and the bytes that each was read from, what the sources account for, and each performance with its proof. Every place in the log can be looked at with "attestry ledger show POSITION".',
  args: [{ name: 'SUBJECT', doc: 'A criterion, such as CC6.1, or a control, such as access-termination.' }],
  options: [...EXAMINATION, { name: 'items', value: 'N', doc: 'At most so many items of each check; default 10.' }],
  examples: [
    { line: 'attestry explain CC6.1', doc: 'Every control that serves CC6.1, and all that each rests on.' },
    { line: 'attestry explain access-termination --items 50', doc: 'One control, with more of its items.' },
  ],
  run: async (given, to, context) => {
    const items = given.text('items');
    const found = await client(context).explain({
      subject: given.args[0] ?? '',
      ...examinationIn(given),
      ...(items === undefined ? {} : { items: Number(items) }),
    });
    to.document(found, () => showExplained(to, found));
    return EXIT.fine;
  },
};

function showExplained(to: Output, found: Explained): void {
  const { engagement, asOf, criterion, controls } = found;
  if (criterion !== null) {
    to.title(`${criterion.id}  ${criterion.title}`);
    if (criterion.notRelevant !== null) to.line(`Not relevant: ${criterion.notRelevant}`);
    const parts = Object.entries(criterion.counts).filter(([, value]) => value > 0);
    to.line(
      controls.length === 0
        ? 'No adopted control serves it: attestry control list --library --criterion ' + criterion.id
        : `${counted(controls.length, 'control serves it', 'controls serve it')}: ${parts.map(([name, value]) => `${value} ${name}`).join(', ')}.`,
    );
  }
  to.line(
    `${engagement.name}, ${engagement.zone}. As of ${minute(asOf.instant, engagement.zone)}, ledger position ${count(asOf.position)}. Management’s view, never an opinion.`,
  );
  tellBefore(to, engagement);
  for (const control of controls) showControl(to, control, engagement.zone);
}

function showControl(to: Output, control: Control, zone: string): void {
  to.line();
  to.title(`${control.id}  ${control.title}`);
  paragraph(to, '', control.statement);
  for (const { sentence } of [...control.defaults, ...control.unsaid]) paragraph(to, '', sentence);
  to.line(
    `In force from ${day(control.effectiveFrom, zone)}, sealed ${day(control.received, zone)} at ${control.position}. Owner: ${control.owner ?? 'nobody'} (${control.ownerFunction}). Serves ${control.criteria.join(', ')}.`,
  );
  to.line(
    `Status: ${to.style(control.status, STATUS_STYLES[control.status] ?? null)}, as of ${minute(control.asOf, zone)}`,
  );
  for (const reason of control.reasons) paragraph(to, '  - ', reason);
  if (control.noLongerDeviating !== null && control.noLongerDeviating > 0)
    paragraph(
      to,
      '  ',
      `${counted(control.noLongerDeviating, 'item', 'items')} deviated by an earlier run, and not by the last: attestry apart no-longer-deviating --control ${control.id}`,
    );
  for (const check of control.checks) showCheck(to, check, zone);
  showOccurrences(to, control);
  showAttached(to, control, zone);
  showCoverage(to, control, zone);
}

function showCheck(to: Output, check: Check, zone: string): void {
  to.line();
  to.line(`  ${to.style(`check ${check.id}`, 'strong')}${check.enabled ? '' : ' (turned off)'}`);
  for (const { from, sentence } of check.sentences)
    paragraph(to, '    ', `${from === null ? '' : `From ${day(from, zone)}: `}${sentence}`);
  const { run } = check;
  if (run === null) {
    to.line('    Not run yet: attestry check run');
    return;
  }
  const differs = Object.entries(run.rule).some(([outcome, value]) => value !== run.shown[outcome as 'pass']);
  const alone = differs ? ` Without exclusions: ${countsIn(run.rule)}.` : '';
  paragraph(
    to,
    '    ',
    `In the window ${counted(run.population, 'item', 'items')}${run.population === 0 ? '' : `: ${countsIn(run.shown)}`}.${alone} Run as of ${minute(run.asOf, zone)} on the log up to ${run.asOfPosition}, sealed at ${run.position}, outcomes ${run.outcomes.slice(0, 12)}.`,
  );
  for (const item of check.items) showItem(to, item, zone);
  if (run.population > check.items.length && check.items.length > 0)
    to.line(`      and more: attestry explain … --items N, or attestry check show ${check.id}`);
}

function showItem(to: Output, item: Item, zone: string): void {
  const { look, occurred } = item;
  const moment = look === null ? (occurred === null ? '' : ` (${day(occurred, zone)})`) : seenIn(look, true, zone);
  to.line(`      ${to.style(item.outcome.padEnd(14), OUTCOME_STYLES[item.outcome] ?? null)} ${item.item}${moment}`);
  const under = ' '.repeat(21);
  if (item.reason !== '') paragraph(to, under, item.reason);
  if (item.exclusion !== null) {
    const { position, reason, person, expires, knownOutcome } = item.exclusion;
    const until = expires === null ? '' : `, until ${lastDay(expires, zone)}`;
    paragraph(to, under, `excluded by ${person}${until}: ${reason} (at ${position}); the rule says ${item.rule}`);
    if (knownOutcome !== null && knownOutcome !== 'pending')
      paragraph(to, under, `excluded when its outcome was known: ${knownOutcome}`);
  }
  const { artifact, reported } = item;
  paragraph(to, under, recordInWords(item));
  if (item.grade === 'stated' && artifact?.grade !== 'stated')
    paragraph(to, under, 'passes by what is stated there: all in all stated by a person');
  if (reported === null) return;
  const bytes = reported.artifact === null ? '' : `, from ${inWords(reported.artifact, reported.place)}`;
  paragraph(to, under, `last reported at ${reported.position}${bytes}`);
}

/** Where the record of an item stands, also where the file that it was read from is gone. */
function recordInWords({ position, place, note, artifact }: Item): string {
  if (artifact !== null) return `record at ${position}, from ${inWords(artifact, place)}`;
  const from = place === '' ? '' : `, from ${place} of a file that was erased`;
  return `record at ${position}${from}${note === '' ? '' : `; ${note}`}`;
}

const inWords = ({ name, position, sha256, grade }: NonNullable<Item['artifact']>, place: string): string =>
  `${name}${place === '' ? '' : `, ${place}`}: artifact at ${position}, sha256 ${sha256.slice(0, 16)}, ${gradeOf(grade)}`;

function showOccurrences(to: Output, { occurrences }: Control): void {
  if (occurrences.length === 0) return;
  to.line();
  to.line(`  ${to.style('performances', 'strong')}`);
  for (const { kind, first, due, on, shownBy, positions } of occurrences) {
    const style = kind === 'performed' ? 'good' : kind === 'late' || kind === 'missed' ? 'bad' : 'faint';
    const proof =
      on === null ? '' : `${momentInWords(on)}, by ${shownBy ?? 'what was attached'} at ${positions.join(', ')}`;
    to.line(`    ${first} to ${due}  ${to.style(WORDS[kind].padEnd(13), style)} ${proof}`.trimEnd());
  }
}

/** What people read for each kind. */
export const WORDS = {
  performed: 'performed',
  late: 'late',
  missed: 'missed',
  unproven: 'not evidenced',
  due: 'due',
  upcoming: 'upcoming',
} as const;

function showAttached(to: Output, { attached }: Control, zone: string): void {
  if (attached.length === 0) return;
  to.line();
  to.line(`  ${to.style('attached by people', 'strong')}`);
  for (const { purpose, occurred, period, item, received, position, person, artifact } of attached) {
    const what =
      artifact === null
        ? 'erased'
        : `${artifact.name}, artifact at ${artifact.position}, sha256 ${artifact.sha256.slice(0, 16)}, ${gradeByHand(artifact.grade, person)}`;
    paragraph(
      to,
      '    ',
      `${purpose}, ${momentInWords(occurred)}${period === null ? '' : `, for the period of ${period}`}${item === null ? '' : `, for ${item}`}: ${what}; by ${person}, received ${day(received, zone)} at ${position}`,
    );
  }
}

function showCoverage(to: Output, { coverage }: Control, zone: string): void {
  if (coverage.length === 0) return;
  to.line();
  to.line(`  ${to.style('what the sources account for', 'strong')}`);
  for (const { population, holes, readings } of coverage) {
    if (readings.length === 0) to.line(`    ${population}: no source`);
    for (const reading of readings.slice(-3)) {
      const { source, kind, from, to: end, sourceCount, ourCount, rejected, note, position } = reading;
      const time = `${from === null || from === 0 ? 'the beginning' : day(from, zone)} to ${end === null ? 'nobody says when' : lastDay(end, zone)}`;
      const counts =
        sourceCount === null
          ? `${count(ourCount)} arrived`
          : `the source says ${count(sourceCount)}, ${count(ourCount)} arrived`;
      const refused = rejected === 0 ? '' : `, ${count(rejected)} rejected`;
      paragraph(
        to,
        '    ',
        `${population} from ${source}: ${kind}, ${time}; ${counts}${refused}, at ${position}${note === '' ? '' : `; ${note}`}`,
      );
    }
    if (readings.length > 3)
      to.line(`      and ${readings.length - 3} earlier: attestry population coverage ${population}`);
    for (const { source, from, to: end, because } of holes.slice(0, 5))
      paragraph(
        to,
        `    ${to.style('hole', 'unsure')} `,
        `${population}${source === null ? '' : ` from ${source}`}, ${from === 0 ? 'the beginning' : day(from, zone)} to ${lastDay(end, zone)}: ${because}`,
      );
    if (holes.length > 5) to.line(`      and ${holes.length - 5} more holes`);
  }
}

/** Text with the same indent on every line; the first carries a mark where there is one. */
function paragraph(to: Output, indent: string, text: string): void {
  const width = Math.max(40, WIDTH - indent.length);
  const [first = '', ...more] = wrap(text, width);
  to.line(indent + first);
  for (const line of more) to.line(' '.repeat(Math.min(indent.length, 21)) + line);
}

export const commands: readonly Command[] = [explain];
