import type { SUBJECTS } from './subjects.contract.ts';

type Members = Readonly<Record<string, unknown>>;

/** Something that an entry names, by which its name is found where the payload has none. */
export interface Subject {
  readonly what: (typeof SUBJECTS)[number];
  readonly id: string;
}

/** A part of what an entry is about: in words, and what it names. */
export interface Part {
  readonly text: string;
  readonly of: Subject | null;
}

const LONGEST = 120;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Members of a payload that name what it is about, in the order in which they say most, and what they name. */
const NAMING: readonly (readonly [member: string, what: Subject['what'] | null])[] = [
  ['control', 'control'],
  ['check', 'check'],
  ['item', null],
  ['document', 'document'],
  ['name', null],
  ['title', null],
  ['firm', null],
  ['source', 'source'],
  ['population', 'population'],
  ['engagement', 'engagement'],
  ['email', 'person'],
  ['member', 'person'],
  ['id', null],
  ['reason', null],
];

const within = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
const text = (value: unknown): readonly Part[] =>
  typeof value === 'string' && value !== '' ? [{ text: value, of: null }] : [];
const many = (value: unknown, what: string): readonly Part[] =>
  typeof value === 'number' ? [said(`${value.toLocaleString('en-US')} ${what}${value === 1 ? '' : 's'}`)] : [];
const said = (words: string): Part => ({ text: words, of: null });

/** Something by its id, in the words that the payload has for it. */
const subject = (what: Subject['what'], id: unknown, words: unknown = id): readonly Part[] =>
  typeof id === 'string' && id !== ''
    ? [{ text: typeof words === 'string' && words !== '' ? words : id, of: { what, id } }]
    : text(words);

const subjects = (what: Subject['what'], ids: unknown): readonly Part[] => {
  const [first, ...rest] = listed(ids);
  return [...subject(what, first), ...many(rest.length === 0 ? null : rest.length, `more ${what}`)];
};

type Telling = (payload: Members) => readonly Part[];

const connection: Telling = ({ id, reason }) => [...subject('source', id), ...text(reason)];

const control: Telling = ({ id, definition }) => {
  const { title, state } = within(definition);
  return [...subject('control', id, title), ...(state === 'retired' ? [said('retired')] : [])];
};
const policy: Telling = ({ id, definition, version }) => [
  ...subject('policy', id, within(definition)['title']),
  ...(typeof version === 'number' ? [said(`version ${version}`)] : []),
];
const engagement: Telling = ({ id, engagement: opened }) => subject('engagement', id, within(opened)['name']);
const document: Telling = ({ id, definition }) => subject('document', id, within(definition)['title']);
const report: Telling = ({ document: id, reason }) => [...subject('report', id), ...text(reason)];
const task: Telling = ({ task: key, assignee, reason }) => [
  ...subject('task', key),
  ...text(assignee),
  ...text(reason),
];
const granted: Telling = ({ grant, id = grant, because }) => [
  { text: 'a reader', of: typeof id === 'string' ? { what: 'grant', id } : null },
  ...text(because),
];
const trustCenter: Telling = ({ reason }) => [
  { text: 'the trust center', of: { what: 'trust-center', id: '' } },
  ...text(reason),
];

/** Kinds that say more than their names do. */
const TOLD: Readonly<Record<string, Telling>> = {
  'access-denied': ({ because, reason }) => [...granted({ because }), ...text(reason)],
  'access-granted': (payload) => [...granted({ id: payload['id'] }), ...subjects('document', payload['documents'])],
  'access-revoked': granted,
  'access-views': ({ day, views }) => [...text(day), ...many(views, 'view')],
  action: ({ name, subject: of, outcome }) => [
    ...text(name),
    ...text(within(of)['id']),
    ...(outcome === 'done' ? [] : text(outcome)),
  ],
  'aliases-declared': ({ aliases }) => {
    const all = listed(aliases);
    const { handle, is } = within(all[0]);
    const first = all.length === 0 ? [] : subject('person', String(is), `${String(handle)} is ${String(is)}`);
    return [...first, ...many(all.length > 1 ? all.length - 1 : null, 'more handle')];
  },
  'artifact-received': ({ id, name, source }) => [...subject('artifact', id, name), ...subject('source', source)],
  'check-run': ({ checkId, check, counts }) => [
    ...subject('check', checkId ?? check),
    ...many(within(within(counts)['shown'])['deviation'], 'deviation'),
    ...many(within(counts)['population'], 'item'),
  ],
  'control-adopted': control,
  'control-edited': control,
  coverage: ({ source, parts }) => [
    ...subject('source', source),
    ...listed(parts).flatMap((part) => subject('population', within(part)['population'])),
  ],
  'document-added': document,
  'document-changed': document,
  'document-retired': document,
  'engagement-changed': engagement,
  'engagement-opened': engagement,
  erasure: ({ artifact, segment, positions }) => [
    ...text(artifact).map(() => said('an artifact')),
    ...(typeof segment === 'number' ? entry(segment) : []),
    ...(listed(positions) as readonly number[]).slice(0, 1).flatMap(entry),
  ],
  'evidence-attached': ({ control: id, purpose, occurred }) => [
    ...subject('control', id),
    ...text(purpose),
    ...(typeof occurred === 'string' ? text(occurred.slice(0, 10)) : []),
  ],
  exclusion: ({ check, item, reason }) => [
    ...subject('check', check),
    ...subject('item', typeof check === 'string' && typeof item === 'string' ? `${check} ${item}` : null, item),
    ...text(reason),
  ],
  'deviation-explained': ({ check, item, happened }) => [
    ...subject('check', check),
    ...subject('item', typeof check === 'string' && typeof item === 'string' ? `${check} ${item}` : null, item),
    ...text(happened),
  ],
  'exclusion-ended': ({ check, exclusion, reason }) => [
    ...subject('check', check),
    ...(typeof exclusion === 'number' ? entry(exclusion) : []),
    ...text(reason),
  ],
  'kept-changed': ({ what, subject: of }) => [...text(what), ...text(of)],
  'log-begun': ({ origin }) => text(origin),
  'member-joined': ({ email, name, role }) => [...subject('person', email, name), ...text(role)],
  'policy-approved': policy,
  'policy-drafted': policy,
  'policy-edited': policy,
  'policy-retired': policy,
  reconciliation: ({ population, sources, shares, comparison, complete }) => {
    const { population: counted, source } = within(comparison);
    const compared = listed(shares).map((share) => within(share)['source']);
    return [
      ...subject('population', population ?? counted),
      ...[...listed(sources), ...compared, source].flatMap((each) => subject('source', each)),
      ...(complete === false ? [said('not complete')] : []),
    ];
  },
  'report-brief-written': report,
  'report-confirmed': report,
  'report-recorded': report,
  'report-sealed': report,
  'report-withdrawn': report,
  'run-finished': ({ source, state, records, unreadable }) => [
    ...subject('source', source),
    ...text(state),
    ...many(records, 'record'),
    ...many(unreadable === 0 ? null : unreadable, 'unreadable item'),
  ],
  segment: ({ source, population, rows }) => [
    ...subject('source', source),
    ...subject('population', population),
    ...many(rows, 'record'),
  ],
  'segments-merged': ({ population, rows }) => [...subject('population', population), ...many(rows, 'record')],
  'setting-changed': ({ key }) => text(key),
  'source-added': ({ id, follows }) => [
    ...subject('source', id),
    ...subject('source', follows, typeof follows === 'string' ? `follows ${follows}` : undefined),
  ],
  'source-changed': connection,
  'source-disconnected': connection,
  'source-reconnected': connection,
  'task-assigned': task,
  'task-done': task,
  'task-dropped': task,
  'task-made': ({ title, assignee, control }) => [...text(title), ...subject('control', control), ...text(assignee)],
  'task-reopened': task,
  'trust-published': trustCenter,
  'trust-withdrawn': trustCenter,
};

function entry(position: number): readonly Part[] {
  return [{ text: `entry ${position.toLocaleString('en-US')}`, of: { what: 'entry', id: String(position) } }];
}

/** What an entry of the log is about: what tells it from others of its kind. */
export function aboutOf(kind: string, payload: unknown): readonly Part[] {
  const members = within(payload);
  const told = TOLD[kind]?.(members) ?? named(members);
  const each = new Map(told.map((part) => [part.text, part]));
  return [...each.values()].map((part) => ({ ...part, text: part.text.slice(0, LONGEST) }));
}

/** Names that people gave, and the id of something only where it has no other name. */
function named(members: Members): readonly Part[] {
  const all = NAMING.flatMap(([name, what]) => (what === null ? text(members[name]) : subject(what, members[name])));
  const words = all.filter(({ text: word, of }) => of !== null || !UUID.test(word));
  return (words.length > 0 ? words : all).slice(0, 2);
}
