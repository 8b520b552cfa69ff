import { type Company, dayText, type Person } from '#/demo/company.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { Planted } from '#/demo/section.ts';
import type { Cast } from './cast.ts';

type Row = readonly [check: string, person: Person | undefined, says: Says, because: string];

/** How an item of the staff list is named. */
const itemOf = ({ zone }: Company, { employee, started }: Person): string =>
  `bamboohr/${employee}@${dayText(started)}[${zone}]`;

export const plantedPeople = (company: Company, cast: Cast): readonly Planted[] => [
  ...[...checksAndPapers(cast), ...joining(cast), ...comingAndGoing(cast)].flatMap(([check, person, says, because]) =>
    person === undefined ? [] : [plant(`people.${check}`, itemOf(company, person), says, because)],
  ),
  ...moving(company, cast),
];

const checksAndPapers = (cast: Cast): readonly Row[] => [
  ['background-checked', cast.lateCheck, 'deviation', 'checked eight business days after the first account'],
  ['background-checked', cast.sameDayCheck, 'unknown', 'checked on the day of the first account, at no known hour'],
  ['background-checked', cast.contractor, 'not asked', 'a contractor, whom the control does not ask for'],
  ['confidentiality-agreement-signed', cast.unsigned, 'deviation', 'signed three weeks after the first account'],
  ['confidentiality-agreement-signed', cast.unsaidAgreement, 'unknown', 'nobody recorded whether it was signed'],
  ['confidentiality-agreement-signed', cast.clickedAgreement, 'passes', 'not on paper, but clicked in time'],
];

const joining = (cast: Cast): readonly Row[] => [
  ['code-of-conduct-acknowledged', cast.lateConduct, 'deviation', 'acknowledged on the ninth business day'],
  ['code-of-conduct-acknowledged', cast.unsaidConduct, 'unknown', 'acknowledged a document of no said kind'],
  ['code-of-conduct-acknowledged', cast.earlyConduct, 'passes', 'acknowledged a week before the first day'],
  ['trained-on-hire', cast.lateTraining, 'deviation', 'trained on the forty-first day'],
  ['trained-on-hire', cast.unsaidTraining, 'unknown', 'took a course of no said kind in time'],
  ['trained-on-hire', cast.earlyTraining, 'passes', 'trained before the first day'],
  ['trained-yearly', cast.overdue, 'deviation', 'left out the last yearly training'],
  ['trained-yearly', cast.unsaidCourse, 'unknown', 'the last course is of no said kind'],
  ['trained-yearly', cast.gone, 'passes', 'trained long ago, and gone since'],
];

const comingAndGoing = (cast: Cast): readonly Row[] => [
  ['devices-returned', cast.lateDevice, 'deviation', 'returned 23 days after the last day'],
  ['devices-returned', cast.unsaidDevice, 'unknown', 'nobody recorded the return'],
  ['devices-returned', cast.lastDayDevice, 'passes', 'returned on the fourteenth day'],
  ['leaver-access-removed', cast.lateRemoval, 'deviation', 'Okta was closed six days after the last day'],
  ['leaver-access-removed', cast.vagueRemoval, 'unknown', 'the AWS user went between two monthly reports'],
  ['leaver-access-removed', cast.lastHour, 'passes', 'disabled late in the evening of the next business day'],
];

const MOVES: readonly (readonly [mover: number, move: number, says: Says, because: string])[] = [
  [0, 0, 'deviation', 'adjusted nine business days after the move'],
  [1, 0, 'unknown', 'nobody recorded when access was adjusted'],
  [2, 0, 'passes', 'adjusted on the fifth business day'],
  [4, 0, 'deviation', 'never adjusted to this move, of which the list says nothing since the next one'],
  [4, 1, 'passes', 'adjusted in time, by somebody whose move before was missed'],
  [5, 0, 'unknown', 'nobody recorded when access was adjusted, until the list named the next move'],
  [6, 0, 'passes', 'adjusted on the fifth business day, of which the list says nothing since the next move'],
];

const moving = ({ zone }: Company, { movers }: Cast): readonly Planted[] =>
  MOVES.flatMap(([mover, move, says, because]) => {
    const { person, moves } = movers[mover] ?? {};
    const day = moves?.[move]?.day;
    if (person === undefined || day === undefined) return [];
    const item = `bamboohr/${person.employee}@${dayText(day)}[${zone}]`;
    return [plant('people.mover-access-adjusted', item, says, because)];
  });
