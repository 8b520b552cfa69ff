import { z } from 'zod';
import type { Change } from './patch.ts';
import { refuse } from './refused.ts';
import { Text } from './text.ts';

/** A group, as a directory has it. */
export interface GivenGroup {
  readonly name: string;
  readonly externalId: string | null;
  /** Ids of people, each once. */
  readonly people: readonly string[];
}

export const MOST_PEOPLE = 20_000;

const Name = Text.min(1).max(200);
const People = z.array(z.object({ value: z.uuid() })).max(MOST_PEOPLE);
const Group = z.object({
  displayName: Name,
  externalId: Text.nullish(),
  members: People.nullish(),
});

const ids = (people: z.output<typeof People>): readonly string[] => [
  ...new Set(people.map(({ value }) => value.toLowerCase())),
];

/** Throws `directory_refused`. */
export function groupIn(body: unknown): GivenGroup {
  const { data } = Group.safeParse(body);
  if (data === undefined)
    return refuse('invalidValue', 'a group has a displayName, and members by the ids that they have here');
  return { name: data.displayName, externalId: data.externalId ?? null, people: ids(data.members ?? []) };
}

/** As it is after a change. */
export function changedGroup(group: GivenGroup, { op, path, value, chosen }: Change): GivenGroup {
  switch (path) {
    case 'displayname':
      return { ...group, name: Name.safeParse(value).data ?? refuse('invalidValue', 'displayName is no name') };
    case 'externalid':
      return { ...group, externalId: Text.safeParse(value).data ?? null };
    case 'members':
      return { ...group, people: after(group.people, op, value) };
    case 'members[value]':
      if (op !== 'remove') refuse('invalidPath', 'one member is taken away by such a path, and nothing else');
      return { ...group, people: group.people.filter((each) => each !== chosen) };
    default:
      return group;
  }
}

function after(before: readonly string[], op: Change['op'], value: unknown): readonly string[] {
  if (op === 'remove' && (value === undefined || value === null)) return [];
  const { data } = People.safeParse(Array.isArray(value) ? value : [value]);
  const said =
    data === undefined ? refuse('invalidValue', 'members are named by the ids that they have here') : ids(data);
  if (op === 'replace') return said;
  if (op === 'add') return [...new Set([...before, ...said])];
  const gone = new Set(said);
  return before.filter((each) => !gone.has(each));
}
