import type { TrustContent } from './content.contract.ts';

type Listed = TrustContent['subprocessors'];
export type Subprocessor = Listed['list'][number];
export type Announced = Listed['changes'][number];

/** Who a subprocessor is, is its name. */
export const keyOf = ({ name }: { readonly name: string }): string => name.trim().toLowerCase();

const MAY_CHANGE = ['role', 'data', 'place'] as const;

/** A subprocessor with a change: what the change leaves empty stays. */
export function changedBy<T extends Pick<Subprocessor, (typeof MAY_CHANGE)[number]>>(of: T, change: Announced): T {
  const said = MAY_CHANGE.filter((name) => change[name] !== '').map((name) => [name, change[name]] as const);
  return { ...of, ...Object.fromEntries(said) };
}

/** The list as it holds on a day: with what was announced for that day or an earlier one. */
export const holdingOn = ({ list, changes }: Pick<Listed, 'list' | 'changes'>, day: string): Listed['list'] =>
  list.map((each) =>
    ofIts(changes, each)
      .filter(({ from }) => from <= day)
      .reduce(changedBy, each),
  );

/** What is announced and does not hold on a day yet, the next one first. */
export const announcedAfter = ({ changes }: Pick<Listed, 'changes'>, day: string): Listed['changes'] =>
  inOrder(changes).filter(({ from }) => from > day);

const ofIts = (changes: Listed['changes'], { name }: Subprocessor): Listed['changes'] =>
  inOrder(changes).filter((each) => keyOf(each) === keyOf({ name }));

const inOrder = (changes: Listed['changes']): Listed['changes'] =>
  changes.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));

/** What it does, with which data and where is the same. */
export const isAlike = (one: Pick<Subprocessor, 'role' | 'data' | 'place'>, other: typeof one): boolean =>
  MAY_CHANGE.every((name) => one[name] === other[name]);

/** The same change of the same one on the same day. */
export const isSameChange = (one: Announced, other: Announced): boolean =>
  keyOf(one) === keyOf(other) && one.from === other.from && isAlike(one, other);
