import { counted } from '#/core/grouped.ts';
import { declaredInWords, holesInWords } from '#/core/coverage/words.ts';
import { countKinds, type Occurrence } from '#/core/occurrences/occurrences.ts';
import { NEVER } from '#/core/time/instant.ts';
import { aboutOf, itemsInWords } from './about.ts';
import { attachedInWords, erasedInWords, unreadInWords } from './attached.ts';
import { carriedDeviations, carriedOpen } from './carried.ts';
import { aboutNone, isNothing } from './started.ts';
import type { ByHand, CheckFacts, ControlFacts } from './status.ts';

export function deviationReasons({ checks, occurrences, statedMissed }: ControlFacts): readonly string[] {
  const missed = countKinds(occurrences, 'missed') + statedMissed;
  const late = countKinds(occurrences, 'late');
  return [
    ...checks.flatMap(({ id, run }) => {
      if (run === null) return [];
      const count = run.counts.shown.deviation;
      const inIt =
        count === 0 ? [] : [`${id}: ${counted(count, 'deviation', 'deviations')} among ${itemsInWords(run.counts)}`];
      return [...inIt, ...carriedDeviations(id, run.carried)];
    }),
    ...(missed === 0 ? [] : [`${counted(missed, 'performance', 'performances')} missed`]),
    ...(late === 0 ? [] : [`${counted(late, 'performance', 'performances')} late`]),
  ];
}

export function holeReasons(facts: ControlFacts): readonly string[] {
  const { coverage, occurrences, attached, byHand } = facts;
  const reasons = [
    ...coverage.flatMap(holesInWords),
    ...unprovenInWords(occurrences),
    ...(attached !== null && attached.found < attached.expected ? [attachedInWords(attached)] : []),
    ...(byHand?.found === 0 ? ['nothing was attached in the window'] : []),
  ];
  if (reasons.length > 0 || isShown(facts) || isNothing(facts) || !hasRun(facts)) return reasons;
  return ['nothing in the window shows that it was performed', ...aboutNone(facts)];
}

/** Of performances of which nobody can say whether they took place. */
export function unprovenInWords(occurrences: readonly Occurrence[]): readonly string[] {
  const unproven = countKinds(occurrences, 'unproven');
  return unproven === 0 ? [] : [`nothing shows whether ${counted(unproven, 'performance', 'performances')} took place`];
}

/** Has each of its checks looked? Before that nothing can be said of what they would find. */
export const hasRun = ({ checks }: ControlFacts): boolean => checks.every(({ run }) => run !== null);

/** Is there anything that a clean status could rest on? */
function isShown({ checks, coverage, occurrences, attached, byHand }: ControlFacts): boolean {
  return (
    checks.some(({ run }) => run !== null && aboutOf(run.counts) > 0) ||
    countKinds(occurrences, 'performed') > 0 ||
    (attached?.expected ?? 0) > 0 ||
    (byHand?.found ?? 0) > 0 ||
    (checks.length === 0 && occurrences.length === 0 && attached === null && coverage.length > 0)
  );
}

/** What accounts for the records that its status rests on: a Type I examination looks at its design alone. */
export const restsOn = ({ type, designCoverage, coverage }: ControlFacts): ControlFacts['coverage'] =>
  type === 'type-1' ? designCoverage : coverage;

export const designOpenReasons = ({ unfounded, designCoverage, erasedPieces }: ControlFacts): readonly string[] => [
  ...unfounded,
  ...designCoverage.flatMap(declaredInWords),
  ...erasedInWords(erasedPieces),
];

export function openReasons(facts: ControlFacts): readonly string[] {
  const { checks, coverage, attached, byHand, erasedPieces, firstDue, unfounded } = facts;
  const declared = coverage.flatMap(declaredInWords);
  // What acts on events, or all the time, has no periods by which anybody could tell that all of it was attached.
  const unsaid = byHand !== null && byHand.found > 0 && byHand.complete === null && firstDue !== NEVER;
  return [
    ...unfounded,
    ...checks.flatMap(openIn),
    ...declared,
    ...unreadInWords(attached),
    ...erasedInWords(erasedPieces),
    ...(unsaid ? [`${piecesOf(byHand)}; nobody has stated that they are all there was`] : []),
  ];
}

export const piecesOf = ({ found: pieces }: ByHand): string =>
  `${counted(pieces, 'piece', 'pieces')} of evidence attached by hand in the window`;

function openIn({ id, enabled, run }: CheckFacts): readonly string[] {
  if (!enabled) return [`${id}: turned off`];
  if (run === null) return [`${id}: not run yet`];
  const { unknown, pending, excluded } = run.counts.shown;
  const excludedDeviations = run.counts.rule.deviation - run.counts.shown.deviation;
  return [
    ...(unknown === 0 ? [] : [`${id}: ${counted(unknown, 'item is', 'items are')} unknown`]),
    ...(pending === 0 ? [] : [`${id}: ${counted(pending, 'item is', 'items are')} pending`]),
    ...(excluded === 0
      ? []
      : [
          `${id}: ${counted(excluded, 'item was', 'items were')} excluded${excludedDeviations > 0 ? `, ${counted(excludedDeviations, 'deviation', 'deviations')} among them` : ''}`,
        ]),
    ...carriedOpen(id, run.carried),
    ...laterInWords(id, run.later),
    ...run.erasedBeside.map(
      (records) =>
        `${id}: records of ${records} were erased, and what it says of items beside them rests on the others`,
    ),
    ...(run.behind.length === 0 ? [] : [`${id}: not run since ${run.behind.join(', and ')}`]),
  ];
}

type Run = Exclude<CheckFacts['run'], null>;

const laterInWords = (id: string, later: Run['later']): readonly string[] =>
  later === null
    ? []
    : [
        `${id}: ${counted(later.states, 'item that lasts was', 'items that last were')} judged by limits in force from ${later.from}, ${later.isWithin ? 'looser than those before; the status as of the day before shows what those say' : 'after the window; the status as of its last day shows what those of then say'}`,
      ];
