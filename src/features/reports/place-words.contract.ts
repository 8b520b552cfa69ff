import { at } from '#/core/at.ts';
import { bridgeOf, CONSENT, type FactField, GROUPS } from './fields.contract.ts';
import { type FactList, LISTS } from './lists.contract.ts';

/** What a form is about: a part of the facts, by the names of its fields. */
export type Value = Readonly<Record<string, unknown>>;

/** Parts of the form that may be left out, by where their facts are. */
const OPTIONAL = [
  { place: 'firm.consent', title: 'The firm’s consent', fields: CONSENT },
  { place: 'bridge', title: 'Bridge letter', fields: bridgeOf([]) },
] as const;

/** A place such as `exceptions.list.0.page` as the form calls it: Exceptions, 1: Page. */
export function placeInWords(where: string, facts: Value): string {
  const list = LISTS.find(({ place }) => isWithin(where, place));
  if (list !== undefined) return inList(where.slice(list.place.length + 1), list, facts);
  for (const { place, title, fields } of OPTIONAL)
    if (isWithin(where, place)) return called(title, fields, where.slice(place.length + 1));
  for (const { title, fields } of GROUPS) {
    if (fields.some(({ place }) => place === where)) return called(title, fields, where);
    if (fields.some(({ place }) => isWithin(place, where))) return title;
  }
  return where;
}

const isWithin = (where: string, place: string): boolean => where === place || where.startsWith(`${place}.`);

const called = (title: string, fields: readonly FactField[], place: string): string => {
  const label = fields.find((field) => field.place === place)?.label;
  return label === undefined ? title : `${title}: ${label}`;
};

/** One of several is called by its name, or by which one it is. */
function inList(rest: string, { place, title, fields, name }: FactList, facts: Value): string {
  const [, list = '', number, field = ''] = /^(list\.)?(\d+)(?:\.(.+))?$/.exec(rest) ?? [];
  if (number === undefined) return called(title, [{ place: 'page', label: 'Page', kind: 'page' }], rest);
  const named = at(facts, `${place}.${list}${number}.${name}`);
  const one = typeof named === 'string' && named !== '' ? named : `number ${Number(number) + 1} of the list`;
  return called(`${title}, ${one}`, fields, field);
}
