/** What other tools call a field, in plain words, English or German; of any population that has a field of that name. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  id: ['identifier', 'key', 'number', 'ticket', 'issue key', 'nummer', 'nr'],
  employee: [
    'employee number',
    'employee id',
    'employee no',
    'personnel number',
    'staff id',
    'worker id',
    'personalnummer',
    'personalnr',
    'personal nr',
    'persnr',
    'pers nr',
    'mitarbeiternummer',
    'mitarbeiternr',
    'mitarbeiter nr',
  ],
  name: ['full name', 'display name', 'employee name', 'mitarbeiter', 'mitarbeitername', 'vollständiger name'],
  email: [
    'work email',
    'work mail',
    'work e mail',
    'email address',
    'e mail',
    'mail',
    'primary email',
    'e mail adresse',
    'mailadresse',
    'emailadresse',
  ],
  department: ['team', 'division', 'org unit', 'abteilung', 'bereich'],
  title: ['job title', 'position', 'summary', 'subject', 'titel', 'stelle', 'jobtitel', 'funktion', 'betreff'],
  manager: [
    'reporting to',
    'reports to',
    'supervisor',
    'manager email',
    'vorgesetzter',
    'vorgesetzte',
    'vorgesetzte r',
    'führungskraft',
  ],
  startedOn: [
    'hire date',
    'start date',
    'date of hire',
    'joined',
    'first day',
    'start',
    'joined on',
    'date joined',
    'joining date',
    'first working day',
    'hired on',
    'eintritt',
    'eintrittsdatum',
    'eingetreten am',
    'erster tag',
    'erster arbeitstag',
    'vertragsbeginn',
  ],
  endedOn: [
    'termination date',
    'end date',
    'leave date',
    'last day',
    'exit date',
    'left on',
    'left',
    'leaving date',
    'left date',
    'date left',
    'last working day',
    'last day of work',
    'terminated on',
    'date of leaving',
    'end of employment',
    'austritt',
    'austrittsdatum',
    'ausgetreten am',
    'ausgeschieden am',
    'letzter tag',
    'letzter arbeitstag',
    'vertragsende',
    'beschäftigungsende',
  ],
  departure: ['termination type', 'leave type', 'austrittsart'],
  login: ['user', 'username', 'user name', 'user id', 'account', 'benutzer', 'benutzername', 'anmeldename'],
  owner: ['assignee', 'assigned to', 'user email', 'owner email', 'verantwortlich', 'zuständig'],
  status: ['state', 'account status', 'user status', 'zustand'],
  createdAt: ['created', 'creation date', 'user creation time', 'erstellt', 'erstellt am', 'angelegt am'],
  lastUsedAt: ['last login', 'last sign in', 'last active', 'last seen', 'letzte anmeldung'],
  mfa: ['mfa enabled', 'mfa active', 'two factor', '2fa', '2sv enrolled', 'second factor'],
  privileged: ['admin', 'is admin', 'administrator'],
  severity: ['priority', 'urgency', 'schweregrad', 'priorität'],
  detectedAt: ['detected', 'first found', 'first seen', 'created', 'opened', 'erkannt am', 'gemeldet am'],
  resolvedAt: ['resolved', 'closed', 'resolution date', 'end time', 'behoben am', 'gelöst am'],
  raisedAt: ['created', 'triggered', 'raised'],
  acknowledgedAt: ['acknowledged', 'ack time'],
  closedAt: ['closed', 'resolved', 'geschlossen am'],
  completedAt: ['completed', 'completion date', 'date completed', 'finished', 'abgeschlossen am', 'absolviert am'],
  person: ['user', 'learner', 'employee email', 'email', 'participant'],
  course: ['training', 'module', 'course name', 'course title', 'schulung', 'kurs'],
  heldAt: ['date', 'meeting date', 'held on'],
  vendor: ['supplier', 'vendor name', 'third party', 'lieferant', 'dienstleister'],
  reviewedAt: ['review date', 'last review', 'reviewed on', 'geprüft am'],
  startedAt: ['start', 'started', 'start time', 'begin'],
  endedAt: ['end', 'ended', 'end time', 'finish'],
  receivedAt: ['received', 'created', 'request date'],
  system: ['application', 'app', 'service', 'platform', 'anwendung'],
  kind: ['type', 'category', 'art', 'beschäftigungsart', 'vertragsart'],
};

/** A name of a person that stands in two columns. */
const FIRST_NAME: ReadonlySet<string> = new Set(['first name', 'firstname', 'given name', 'forename', 'vorname']);
const LAST_NAME: ReadonlySet<string> = new Set([
  'last name',
  'lastname',
  'surname',
  'family name',
  'nachname',
  'familienname',
]);

/** The columns with the first and the last name; null where there are not exactly these two. */
export function twoNamesIn(columns: readonly string[]): readonly [first: string, last: string] | null {
  const of = (names: ReadonlySet<string>) => columns.filter((column) => names.has(wordsOf(column)));
  const [[first, another], [last, more]] = [of(FIRST_NAME), of(LAST_NAME)];
  if (first === undefined || last === undefined || another !== undefined || more !== undefined) return null;
  return [first, last];
}

/** `startedOn`, `Started On` and `started_on` are the same words. */
const wordsOf = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/\[.*?\]/g, ' ')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The columns that have a name, and one that no other has. */
export function namedOnce(header: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of header) counts.set(name, (counts.get(name) ?? 0) + 1);
  return header.filter((name) => name !== '' && counts.get(name) === 1);
}

interface Name {
  readonly words: string;
  readonly set: ReadonlySet<string>;
}
const nameOf = (words: string): Name => ({ words, set: new Set(words.split(' ')) });

/** Of some columns those that probably mean a field, in their order. */
export interface Likely {
  readonly exact: readonly string[];
  readonly near: readonly string[];
}

/**
 * How likely each of these columns means a field. A field is compared once, however many populations have it; and of
 * columns only those that share a word with it, or are about as long.
 */
export function likelyOf(columns: readonly string[]): (field: string) => Likely {
  const named = columns.map((column) => ({ column, ...nameOf(wordsOf(column)) })).filter(({ words }) => words !== '');
  const known = new Map<string, Likely>();
  return (field) => {
    const before = known.get(field);
    if (before !== undefined) return before;
    const names = [wordsOf(field), ...(ALSO[field] ?? [])].map(nameOf);
    const isExact = ({ words }: Name): boolean => names.some((name) => name.words === words);
    const [exact, others] = [named.filter(isExact), named.filter((each) => !isExact(each))];
    const near = others.filter((each) => names.some((name) => isNear(name, each)));
    const likely = { exact: exact.map(({ column }) => column), near: near.map(({ column }) => column) };
    known.set(field, likely);
    return likely;
  };
}

function isNear(a: Name, b: Name): boolean {
  let shared = 0;
  for (const word of a.set) if (b.set.has(word)) shared += 1;
  if (shared > 0 && shared / (a.set.size + b.set.size - shared) >= 0.5) return true;
  return a.words.length >= 5 && distance(a.words, b.words) <= 2;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
