type Members = Readonly<Record<string, unknown>>;

const LONGEST = 120;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Members of a payload that name what it is about, in the order in which they say most. */
const NAMING = [
  'control',
  'check',
  'item',
  'name',
  'title',
  'firm',
  'source',
  'population',
  'engagement',
  'id',
  'reason',
];

const within = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});
const text = (value: unknown): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);
const many = (value: unknown, what: string): readonly string[] =>
  typeof value === 'number' ? [`${value.toLocaleString('en-US')} ${what}${value === 1 ? '' : 's'}`] : [];

/** Kinds that say more than their names do. */
const TOLD: Readonly<Record<string, (payload: Members) => readonly string[]>> = {
  action: ({ name, subject, outcome }) => [
    ...text(name),
    ...text(within(subject)['id']),
    ...(outcome === 'done' ? [] : text(outcome)),
  ],
  'aliases-declared': ({ aliases }) => {
    const all = Array.isArray(aliases) ? (aliases as readonly unknown[]) : [];
    const { handle, is } = within(all[0]);
    const first = all.length === 0 ? [] : [`${String(handle)} is ${String(is)}`];
    return [...first, ...many(all.length > 1 ? all.length - 1 : null, 'more handle')];
  },
  'artifact-received': ({ name, source }) => [...text(name), ...text(source)],
  'check-run': ({ checkId, check, counts }) => [
    ...text(checkId ?? check),
    ...many(within(within(counts)['shown'])['deviation'], 'deviation'),
    ...many(within(counts)['population'], 'item'),
  ],
  coverage: ({ source, parts }) => [
    ...text(source),
    ...(Array.isArray(parts) ? (parts as readonly unknown[]).flatMap((part) => text(within(part)['population'])) : []),
  ],
  'evidence-attached': ({ control, purpose, occurred }) => [
    ...text(control),
    ...text(purpose),
    ...text(occurred).map((day) => day.slice(0, 10)),
  ],
  'log-begun': ({ origin }) => text(origin),
  'member-joined': ({ name, role }) => [...text(name), ...text(role)],
  'run-finished': ({ source, state, records }) => [...text(source), ...text(state), ...many(records, 'record')],
  segment: ({ source, population, rows }) => [...text(source), ...text(population), ...many(rows, 'record')],
  'segments-merged': ({ population, rows }) => [...text(population), ...many(rows, 'record')],
};

/** What an entry of the log is about, in a line: what tells it from others of its kind. */
export function aboutOf(kind: string, payload: unknown): string {
  const members = within(payload);
  const told = TOLD[kind]?.(members) ?? named(members);
  return [...new Set(told)].join(' · ').slice(0, LONGEST);
}

/** Names that people gave, and the id of something only where it has no other name. */
function named(members: Members): readonly string[] {
  const inside = ['definition', 'engagement'].map((part) => within(members[part]));
  const all = NAMING.flatMap((name) => [members, ...inside].flatMap((each) => text(each[name])));
  const words = all.filter((each) => !UUID.test(each));
  return (words.length > 0 ? words : all).slice(0, 2);
}
