import { criterionWithId } from '#/library/library.ts';
import type { ReportFacts } from './facts.contract.ts';
import { isOurs } from './ours.contract.ts';

/** What is missing in facts, or contradicts itself or the file, and where. */
export interface Fault {
  readonly where: string;
  readonly because: string;
}

/** What is known of the file without its facts. */
export interface Paper {
  readonly pages: number;
  /** The days that the document says it is about. */
  readonly first: string | null;
  readonly last: string | null;
}

/** Everything that keeps facts from being recorded; none: they can be. */
export const faultsOf = (facts: ReportFacts, paper: Paper): readonly Fault[] => [
  ...missing(facts),
  ...days(facts, paper),
  ...pages(facts, paper),
  ...repeated(facts),
  ...notTheirs(facts),
  ...unknownCriteria(facts),
];

const fault = (is: boolean, where: string, because: string): readonly Fault[] => (is ? [{ where, because }] : []);

function missing({
  period,
  categories,
  firm,
  opinion,
  dated,
  system,
  sections,
  ...facts
}: ReportFacts): readonly Fault[] {
  const unsaid = (['exceptions', 'subservice', 'incidents', 'changes', 'cuecs'] as const).filter(
    (name) => facts[name] === null,
  );
  return [
    ...fault(period.type === null, 'period.type', 'say whether it is a Type I or a Type II'),
    ...fault(period.first === null || period.last === null, 'period', 'say which days it is about'),
    ...fault(!categories.list.includes('security'), 'categories.list', 'security is always in scope'),
    ...fault(firm.name === '', 'firm.name', 'say which firm signed it'),
    ...fault(firm.licensedIn === '', 'firm.licensedIn', 'say where the firm is licensed'),
    ...fault(firm.lookUp === '', 'firm.lookUp', 'say where anybody can look its license up'),
    ...fault(opinion.kind === null, 'opinion.kind', 'say which kind of opinion it is'),
    ...fault(
      opinion.kind !== null && opinion.kind !== 'unqualified' && opinion.basis === '',
      'opinion.basis',
      'an opinion that is not unqualified has a basis: transcribe it',
    ),
    ...fault(dated.on === null, 'dated.on', 'say which date stands on it'),
    ...fault(system.name === '', 'system.name', 'say how it names the system'),
    ...fault(system.products.length === 0, 'system.products', 'say which products it names'),
    ...fault(sections.length === 0, 'sections', 'say which sections it has'),
    ...unsaid.map((where) => ({
      where,
      because: 'say what it says: these, that there are none, or nothing',
    })),
  ];
}

function days(
  { period: { type, first, last }, dated, firm, previous, bridge }: ReportFacts,
  paper: Paper,
): readonly Fault[] {
  if (first === null || last === null) return [];
  const isOther = paper.first !== null && (paper.first !== first || paper.last !== last);
  const on = dated.on;
  return [
    ...fault(first > last, 'period.last', 'it ends before it begins'),
    ...fault(type === 'type-1' && first !== last, 'period.last', 'a Type I is as of one day'),
    ...fault(type === 'type-2' && first === last, 'period.last', 'a Type II is about more than a day'),
    ...fault(isOther, 'period', `the document says that it is about ${paper.first ?? ''} to ${paper.last ?? ''}`),
    ...fault(on !== null && on < last, 'dated.on', 'no report is dated before the time of which it speaks is over'),
    ...consentDays(firm.consent?.on ?? null, on),
    ...(bridge === null ? [] : bridgeDays(bridge, type, last)),
    ...previous.flatMap((each, at) => [
      ...fault(each.first > each.last, `previous.${at}.last`, 'it ends before it begins'),
      ...fault(each.last > last, `previous.${at}.last`, 'it is no earlier report'),
    ]),
  ];
}

const consentDays = (agreed: string | null, dated: string | null): readonly Fault[] =>
  fault(
    agreed !== null && dated !== null && agreed < dated,
    'firm.consent.on',
    'nobody agreed before the report was there',
  );

const bridgeDays = (
  { through, dated }: NonNullable<ReportFacts['bridge']>,
  type: ReportFacts['period']['type'],
  last: string,
): readonly Fault[] => [
  ...fault(type === 'type-1', 'bridge', 'a letter speaks of the time after a window, and a Type I has none'),
  ...fault(through <= last, 'bridge.through', 'it speaks of no day after the window'),
  ...fault(through > dated, 'bridge.through', 'it speaks of days after it was signed'),
];

/** Every page is said, and the file has it. What stands elsewhere may stand on none of its pages. */
function pages({ bridge: _, previous: __, ...facts }: ReportFacts, paper: Paper): readonly Fault[] {
  const found: Fault[] = [];
  for (const [where, page] of pagesIn(facts, '')) {
    // an answer that the report does not hold stands on no page
    if (page === null && !where.endsWith('responsePage')) found.push({ where, because: 'say on which page it stands' });
    if (page !== null && page > paper.pages) found.push({ where, because: `the file has ${paper.pages} pages` });
  }
  if (facts.exceptions?.says === 'these')
    for (const [at, { response, responsePage }] of facts.exceptions.list.entries())
      if (response !== '' && responsePage === null)
        found.push({ where: `exceptions.list.${at}.responsePage`, because: 'say on which page the response stands' });
  for (const [at, { from, to }] of facts.sections.entries()) {
    if (from > to) found.push({ where: `sections.${at}.to`, because: 'it ends before it begins' });
    if (to > paper.pages) found.push({ where: `sections.${at}.to`, because: `the file has ${paper.pages} pages` });
  }
  return found;
}

function* pagesIn(value: unknown, where: string): Generator<readonly [string, number | null]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const place = where === '' ? name : `${where}.${name}`;
    if (name === 'page' || name === 'responsePage') yield [place, member as number | null];
    else yield* pagesIn(member, place);
  }
}

/** An exception is in the auditor's words. */
const notTheirs = ({ exceptions }: ReportFacts): readonly Fault[] =>
  (exceptions?.says === 'these' ? exceptions.list : []).flatMap((each, at) =>
    fault(
      isOurs(each),
      `exceptions.list.${at}.nature`,
      'that is what your own records say: put what the auditor wrote in its place, or take the exception out',
    ),
  );

/** What is told apart by its number has one of its own. */
function repeated({ exceptions, cuecs }: ReportFacts): readonly Fault[] {
  return [['exceptions', exceptions] as const, ['cuecs', cuecs] as const].flatMap(([name, said]) => {
    if (said?.says !== 'these') return [];
    const numbers = said.list.map(({ number }) => number);
    return numbers.flatMap((number, at) =>
      fault(numbers.indexOf(number) !== at, `${name}.list.${at}.number`, `there is another number ${number}`),
    );
  });
}

function unknownCriteria({ exceptions, controls, cuecs }: ReportFacts): readonly Fault[] {
  const places = [
    ...controls.map(({ criteria }, at) => [`controls.${at}.criteria`, criteria] as const),
    ...(exceptions?.says === 'these' ? exceptions.list : []).map(
      ({ criteria }, at) => [`exceptions.list.${at}.criteria`, criteria] as const,
    ),
    ...(cuecs?.says === 'these' ? cuecs.list : []).map(
      ({ criteria }, at) => [`cuecs.list.${at}.criteria`, criteria] as const,
    ),
  ];
  return places.flatMap(([where, criteria]) =>
    criteria.flatMap((id) => fault(criterionWithId(id) === undefined, where, `${id} is not one of the 61 criteria`)),
  );
}
