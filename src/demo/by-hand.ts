import { addMonths, type Day } from '#/core/time/zone.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import { adoptionOf } from './adoption.ts';
import { type Company, dayText } from './company.ts';
import type { Attached, Section } from './section.ts';

const MONTHS: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, semiannual: 6, annual: 12 };
const MONTHS_OF_WINDOW = 12;
/** As many as a control that every incident or medium calls for can want in a year, for each sixty people. */
const ENOUGH = 12;

const WITHOUT_DESIGN = 'privacy-complaints';
const MISSED = 'asset-inventory';
const LATE = 'physical-access-office';
/** What was done is attached, and nobody says whether that is all. */
const UNSTATED = 'tenant-isolation';
/** Performed in time, and written down so many days later. */
const [FILED_LATE, FILED_AFTER] = ['disaster-recovery-test', 45];
const NOTHING_ATTACHED = ['status-communication', 'penetration-test'];

/** What people attach where no record says it: how a control is designed, and that it was performed. */
export function byHand(company: Company): Section {
  const controls = adoptionOf(company).map(({ id }) => id);
  const attached = controls.flatMap((control) => [...design(company, control), ...performances(company, control)]);
  return {
    name: 'By hand',
    sources: [],
    planted: [],
    attached,
    apart: attached
      .filter(({ control, purpose }) => control === FILED_LATE && purpose === 'performance')
      .map(({ control, occurred }) => ({
        list: 'recorded-late',
        item: `${control} ${occurred}`,
        because: 'the record of the recovery test was filed six weeks after it',
      })),
    gaps: [
      { control: WITHOUT_DESIGN, shows: 'not attached', because: 'nobody attached how it is designed' },
      { control: MISSED, shows: '1 performance missed', because: 'the owner states that one quarter was left out' },
      { control: LATE, shows: '1 performance late', because: 'the first half’s review was made in the second' },
      { control: 'penetration-test', shows: 'nothing shows whether 1 performance', because: 'no report is attached' },
      { control: 'status-communication', shows: 'attached', because: 'the notices to customers are not attached' },
      {
        control: UNSTATED,
        shows: 'nobody has stated that they are all there was',
        because: 'tests are attached, and nobody says whether there were others',
      },
    ],
  };
}

function design(company: Company, control: string): readonly Attached[] {
  if (control === WITHOUT_DESIGN) return [];
  const { title = control, statement = '' } = libraryControl(control) ?? {};
  const day = company.businessDayFrom(company.firstDay + 9);
  return [fileOf(company, { control, day, purpose: 'design', name: 'design', text: `${title}\n\n${statement}` })];
}

function performances(company: Company, control: string): readonly Attached[] {
  const evidence = evidenceOf(control);
  if (evidence.byHand === null || NOTHING_ATTACHED.includes(control)) return [];
  const every = MONTHS[libraryControl(control)?.frequency ?? ''];
  const isTriggered = evidence.occurrences.kind === 'triggered';
  const days =
    every === undefined ? spread(company, isTriggered ? ENOUGH * company.scale : 1) : periodic(company, control, every);
  const text = evidence.byHand;
  return [
    ...days.map((day) => fileOf(company, { control, day, purpose: 'performance', name: 'record', text })),
    ...(control === MISSED ? [missed(company, control)] : []),
    ...(every === undefined && !isTriggered && control !== UNSTATED ? [complete(company, control)] : []),
  ];
}

const spread = ({ window }: Company, count: number): readonly Day[] =>
  Array.from({ length: count }, (_, place) => window.first + 20 + Math.floor((place * 330) / count));

/** Once in each period of the window; of two controls one is left out, and of one of them made up for later. */
function periodic({ window, businessDayFrom }: Company, control: string, every: number): readonly Day[] {
  const starts = Array.from({ length: MONTHS_OF_WINDOW / every }, (_, place) => addMonths(window.first, place * every));
  const within = (start: Day): Day => businessDayFrom(start + Math.min(40, every * 12));
  if (control === MISSED) return starts.filter((_, place) => place !== 2).map(within);
  if (control === LATE) return starts.slice(1).flatMap((start) => [start + 8, within(start)]);
  return starts.map(within);
}

const missed = (company: Company, control: string): Attached =>
  fileOf(company, {
    control,
    day: addMonths(company.window.first, 6) + 60,
    purpose: 'missed',
    name: 'note',
    text: 'The inventory was not reviewed in this quarter; the owner was on leave, and nobody stood in.',
  });

/** Stated once the window is over, by who attached it all. */
const complete = (company: Company, control: string): Attached => ({
  ...fileOf(company, {
    control,
    day: company.window.last,
    purpose: 'complete',
    name: 'statement',
    text: 'What is attached is all there was in the window.',
  }),
  at: company.looks.at(-1) ?? company.end,
});

interface Making {
  readonly control: string;
  readonly day: Day;
  readonly purpose: Attached['purpose'];
  readonly name: string;
  readonly text: string;
}

function fileOf(company: Company, { control, day, purpose, name, text }: Making): Attached {
  const occurred = dayText(day);
  const page = `${company.name}\n${control}, ${occurred}\n\n${text}\n`;
  return {
    control,
    purpose,
    occurred,
    at: company.at(control === FILED_LATE && purpose === 'performance' ? day + FILED_AFTER : day, 16),
    name: `${control}-${name}-${occurred}.txt`,
    media: 'text/plain',
    bytes: () => new TextEncoder().encode(page),
    note: '',
  };
}
