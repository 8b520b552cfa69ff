import { type Frequency, OWNER_FUNCTIONS, type OwnerFunction } from '#/core/controls.ts';

/** A control that a company has adopted, as a policy speaks of it. */
export interface PolicyControl {
  readonly title: string;
  /** Those that an examination looks at. */
  readonly criteria: readonly string[];
  readonly frequency: Frequency;
  /** A limit in the words of the control’s own statement; undefined where it has none of that name. */
  readonly limit: (name: string) => string | undefined;
}

/** What the places of a policy are filled from. */
export interface PolicyGround {
  readonly company: string;
  readonly products: string;
  readonly person: (owner: OwnerFunction) => string;
  /** As somebody said; null where nobody did. */
  readonly size: { readonly headcount: number; readonly engineers: number } | null;
  /** Undefined where it is not adopted. */
  readonly control: (id: string) => PolicyControl | undefined;
}

/** A policy in the words of one company. */
export interface Filled {
  readonly text: string;
  /** Adopted controls of which it speaks, in their order. */
  readonly serves: readonly string[];
  /** Controls whose lines are left out, because they are not adopted. */
  readonly leftOut: readonly string[];
}

/** Up to this size one person holds several roles, and a list of owners that is short is no fault. */
export const SMALL = 10;

/** Words for the size of a company, and of which it is so. Where nobody said a size, what is written for one stands: it names it. */
const SIZES: Readonly<Record<string, (size: NonNullable<PolicyGround['size']>) => boolean>> = {
  'one engineer': ({ engineers }) => engineers === 1,
  'small company': ({ headcount }) => headcount <= SMALL,
};

const MARKS = /^(\s*(?:[-*]\s+)?)(?:\[where ([a-z ]+)\] +)?(?:\[([a-z0-9-]+)\] +)?/;
const PLACE = /\{([a-z-]+)(?:\.([A-Za-z]+))?\}/g;

const RHYTHMS: Readonly<Record<Frequency, string>> = {
  continuous: 'all the time',
  'per-event': 'each time',
  daily: 'at least once a day',
  weekly: 'at least once a week',
  monthly: 'at least once a month',
  quarterly: 'at least once a quarter',
  semiannual: 'at least every six months',
  annual: 'at least once a year',
};

const isFunction = (name: string): name is OwnerFunction => (OWNER_FUNCTIONS as readonly string[]).includes(name);
const markOf = (line: string): string | null => MARKS.exec(line)?.[3] ?? null;

function standsFor(line: string, { size }: PolicyGround): boolean {
  const where = MARKS.exec(line)?.[2];
  return where === undefined || size === null || SIZES[where]?.(size) !== false;
}

/** Fills the places, and leaves out what the company has not adopted or is not like, with headings under which nothing is left. */
export function fillPolicy(body: string, ground: PolicyGround): Filled {
  const [serves, leftOut, lines] = [new Set<string>(), new Set<string>(), [] as string[]];
  for (const line of body.split('\n')) {
    const mark = markOf(line);
    if (!standsFor(line, ground)) continue;
    if (mark !== null && ground.control(mark) === undefined) {
      leftOut.add(mark);
      continue;
    }
    if (mark !== null) serves.add(mark);
    lines.push(
      line
        .replace(MARKS, '$1')
        .replaceAll(PLACE, (whole, name: string, part?: string) => inPlace(ground, { whole, name, part })),
    );
  }
  return { text: withoutEmptySections(lines), serves: [...serves], leftOut: [...leftOut] };
}

interface Place {
  readonly whole: string;
  readonly name: string;
  readonly part: string | undefined;
}

function inPlace(ground: PolicyGround, { whole, name, part }: Place): string {
  if (part === undefined) {
    if (name === 'company' || name === 'products') return ground[name];
    return isFunction(name) ? ground.person(name) : whole;
  }
  const control = ground.control(name);
  return (part === 'frequency' ? control && RHYTHMS[control.frequency] : control?.limit(part)) ?? whole;
}

const isHeading = (line: string): boolean => line.startsWith('#');

/** A heading that is followed by no text before the next one, or the end, says nothing. */
function withoutEmptySections(lines: readonly string[]): string {
  const kept = lines.filter((line, at) => {
    if (!isHeading(line)) return true;
    const next = lines.slice(at + 1).find((each) => each.trim() !== '');
    return next !== undefined && !isHeading(next);
  });
  return `${kept
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/**
 * What is wrong with the places of a body, in sentences: names that mean nothing, and limits of a control in lines that
 * would stand without it. `limitsOf` has the limits of a control that is known; undefined where there is none of that id.
 */
export function faultsIn(
  body: string,
  limitsOf: (control: string) => readonly string[] | undefined,
): readonly string[] {
  return body.split('\n').flatMap((line) => {
    const mark = markOf(line);
    const where = MARKS.exec(line)?.[2];
    return [
      ...(where === undefined || Object.hasOwn(SIZES, where) ? [] : [`[where ${where}] is no size of a company`]),
      ...(mark !== null && limitsOf(mark) === undefined ? [`[${mark}] is no control`] : []),
      ...[...line.matchAll(PLACE)].flatMap(([whole, name = '', part]) =>
        faultOf({ whole, name, part }, mark, limitsOf),
      ),
    ];
  });
}

function faultOf(
  { whole, name, part }: Place,
  mark: string | null,
  limitsOf: (control: string) => readonly string[] | undefined,
): readonly string[] {
  if (part === undefined)
    return name === 'company' || name === 'products' || isFunction(name) ? [] : [`${whole} is no place`];
  if (part !== 'frequency' && limitsOf(name)?.includes(part) !== true) return [`${whole} is no limit of a control`];
  return mark === name ? [] : [`${whole} stands in a line that does not begin with [${name}]`];
}

/** Controls of which a body speaks, adopted or not. */
export const controlsIn = (body: string): readonly string[] => [
  ...new Set(body.split('\n').flatMap((line) => markOf(line) ?? [])),
];
