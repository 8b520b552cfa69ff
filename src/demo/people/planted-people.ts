import { type Company, dayText, type Person } from '#/demo/company.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { Planted } from '#/demo/section.ts';
import type { Cast } from './cast.ts';

type Row = readonly [check: string, person: Person | undefined, says: Says, because: string];

/** How an item of the staff list is named. */
const itemOf = ({ zone }: Company, { employee, started }: Person): string =>
  `bamboohr/${employee}@${dayText(started)}[${zone}]`;

export const plantedPeople = (company: Company, cast: Cast): readonly Planted[] =>
  [...checksAndPapers(cast), ...joining(cast), ...comingAndGoing(cast)].flatMap(([check, person, says, because]) =>
    person === undefined ? [] : [plant(`people.${check}`, itemOf(company, person), says, because)],
  );

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

function comingAndGoing({ movers, ...cast }: Cast): readonly Row[] {
  const [lateMover, unsaidMover, edgeMover] = movers.map(({ person }) => person);
  return [
    ['devices-returned', cast.lateDevice, 'deviation', 'returned 23 days after the last day'],
    ['devices-returned', cast.unsaidDevice, 'unknown', 'nobody recorded the return'],
    ['devices-returned', cast.lastDayDevice, 'passes', 'returned on the fourteenth day'],
    ['mover-access-adjusted', lateMover, 'deviation', 'adjusted nine business days after the move'],
    ['mover-access-adjusted', unsaidMover, 'unknown', 'nobody recorded when access was adjusted'],
    ['mover-access-adjusted', edgeMover, 'passes', 'adjusted on the fifth business day'],
    ['leaver-access-removed', cast.lateRemoval, 'deviation', 'Okta was closed six days after the last day'],
    ['leaver-access-removed', cast.vagueRemoval, 'unknown', 'the AWS user went between two monthly reports'],
    ['leaver-access-removed', cast.lastHour, 'passes', 'disabled late in the evening of the next business day'],
  ];
}
