/** A page of the console. */
export interface PageOf {
  /** What a link to it says. */
  readonly label: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

interface Made {
  /** Null: it is done on the machine of the server alone. */
  readonly page: ((of: string) => PageOf) | null;
  readonly command: (of: string) => string;
}

const page =
  (label: string, to: string, search?: PageOf['search']): ((of: string) => PageOf) =>
  () => ({ label, to, ...(search === undefined ? {} : { search }) });

/** The pages of what a command lists, by the word that it begins with. */
const LISTS: Readonly<Record<string, PageOf>> = {
  check: { label: 'Checks', to: '/checks' },
  control: { label: 'Controls', to: '/controls' },
  engagement: { label: 'Scope', to: '/scope' },
  policy: { label: 'Policies', to: '/policies' },
  population: { label: 'Evidence', to: '/evidence' },
  source: { label: 'Sources', to: '/sources' },
  webhook: { label: 'Webhooks', to: '/settings', search: { part: 'webhooks' } },
};
export const LISTED: readonly string[] = Object.keys(LISTS);
const HOME: PageOf = { label: 'Home', to: '/' };

/**
 * Where something is done: a page of the console, and a line of the command line. Whatever a text tells people to do
 * names one of these beside it, and never a command in its own words. `of` is what it is done to.
 */
const PLACES = {
  boundary: {
    page: page('Write the boundary', '/scope', { do: 'boundary' }),
    command: (of) => `attestry engagement change ${of} --scope FILE`,
  },
  brief: {
    page: page('Documents and readers', '/trust/readers'),
    command: () => 'attestry trust report brief ID FILE',
  },
  check: {
    page: (of) => ({ label: 'The check', to: `/checks/${of}` }),
    command: (of) => `attestry check show ${of}`,
  },
  'check-on': {
    page: (of) => ({ label: 'The check', to: `/checks/${of}` }),
    command: (of) => `attestry enable ${of}`,
  },
  control: {
    page: (of) => ({ label: 'The control', to: `/controls/${of}` }),
    command: (of) => `attestry explain ${of}`,
  },
  'control-versions': {
    page: (of) => ({ label: 'The control', to: `/controls/${of}` }),
    command: (of) => `attestry control show ${of}`,
  },
  'control-rhythm': {
    page: (of) => ({ label: 'Change the control', to: `/controls/${of}`, search: { do: 'change' } }),
    command: (of) => `attestry control edit ${of} --frequency WORD`,
  },
  controls: { page: page('The library of controls', '/controls/library'), command: () => 'attestry control adopt ID' },
  doctor: { page: null, command: () => 'attestry doctor' },
  /** Where none is open yet: its days are chosen below what is promised. */
  examination: {
    page: page('Choose the days', '/scope', { do: 'days' }),
    command: () => 'attestry engagement create --first 2026-01-01 --last 2026-12-31',
  },
  examinations: { page: page('Scope', '/scope'), command: () => 'attestry engagement list' },
  'examination-categories': {
    page: page('Change the examination', '/scope', { do: 'change' }),
    command: (of) => `attestry engagement change ${of} --category NAME`,
  },
  'examination-days': {
    page: page('Change the examination', '/scope', { do: 'change' }),
    command: (of) => `attestry engagement change ${of} --last DAY`,
  },
  'find-damage': { page: null, command: () => 'attestry ledger fsck' },
  help: { page: null, command: (of) => (of === '' ? 'attestry --help' : `attestry ${of} --help`) },
  hold: { page: null, command: () => 'attestry erase hold --lift' },
  import: {
    page: (of) => ({
      label: 'Bring in a file',
      to: '/sources/add',
      search: { collector: 'file', ...(of === '' ? {} : { population: of }) },
    }),
    command: () => 'attestry import FILE',
  },
  ledger: { page: page('Ledger', '/ledger'), command: () => 'attestry ledger status' },
  'ledger-entry': {
    page: (of) => ({ label: 'The entry', to: `/ledger/${of}` }),
    command: (of) => `attestry ledger show ${of}`,
  },
  'ledger-verify': { page: page('Ledger', '/ledger'), command: () => 'attestry ledger verify' },
  list: {
    page: (of) => LISTS[of] ?? HOME,
    command: (of) => `attestry ${of} list`,
  },
  organization: { page: null, command: () => 'attestry init NAME, or attestry demo' },
  owners: {
    page: (of) => ({
      label: 'Controls that nobody owns',
      to: '/controls',
      search: { owner: 'nobody', ...(of === '' ? {} : { function: of }) },
    }),
    command: () => 'attestry control owner PERSON ID',
  },
  packages: { page: page('Packages', '/ledger/packages'), command: () => 'attestry package create' },
  policy: {
    page: (of) => ({ label: 'The policy', to: `/policies/${of}` }),
    command: (of) => `attestry policy show ${of}`,
  },
  population: {
    page: (of) => ({ label: 'The records', to: `/evidence/${of}` }),
    command: (of) => `attestry population list ${of}`,
  },
  'population-compared': {
    page: (of) => ({ label: 'The records', to: `/evidence/${of}` }),
    command: () => 'attestry population reconcile',
  },
  promises: {
    page: page('Say what is promised', '/scope', { do: 'promises' }),
    command: (of) => `attestry engagement change ${of} --scope FILE`,
  },
  report: { page: page('Documents and readers', '/trust/readers'), command: () => 'attestry trust report show ID' },
  starter: {
    page: page('The controls to begin with', '/assessment', { do: 'adopt' }),
    command: () => 'attestry control adopt ID',
  },
  'serve-there': { page: null, command: () => 'attestry serve' },
  'single-sign-on': { page: null, command: () => 'attestry single-sign-on' },
  source: {
    page: (of) => ({ label: 'The source', to: `/sources/${of}` }),
    command: (of) => `attestry source test ${of}`,
  },
  'source-add': { page: page('Add a source', '/sources/add'), command: () => 'attestry source add' },
  'source-platform': {
    page: page('Add a source', '/sources/add'),
    command: () => 'attestry source add github --collector github',
  },
  'source-reconnect': {
    page: (of) => ({ label: 'The source', to: `/sources/${of}` }),
    command: (of) => `attestry source reconnect ${of}`,
  },
  'source-secret': { page: page('Sources', '/sources'), command: () => 'attestry source secret ID' },
  'source-repository': {
    page: page('Add a source', '/sources/add'),
    command: () => 'attestry source add code --collector git --set repository=/path/to/a/repository',
  },
  subservice: {
    page: page('Subservice organizations', '/scope'),
    command: (of) => `attestry engagement change ${of} --scope FILE`,
  },
  trust: { page: page('Trust', '/trust'), command: () => 'attestry trust status' },
  'trust-publish': { page: page('Trust', '/trust'), command: () => 'attestry trust publish' },
  unresolved: { page: page('People', '/people'), command: () => 'attestry person unresolved' },
  witness: { page: null, command: () => 'attestry ledger witness set' },
} as const satisfies Readonly<Record<string, Made>>;

export type PlaceName = keyof typeof PLACES;
export const PLACE_NAMES = Object.keys(PLACES) as readonly PlaceName[];

export interface Place {
  readonly name: PlaceName;
  /** What it is done to, such as the id of a control; null: nothing in particular. */
  readonly of: string | null;
  /** The title of that, where it has one that people know it by. */
  readonly called?: string | undefined;
}

/** What to do, in plain words, and where it is done; null: no one place. */
export interface Step {
  readonly says: string;
  readonly place: Place | null;
}

export const placeOf = (name: PlaceName, of: string | null = null, called?: string): Place => ({
  name,
  of,
  ...(called === undefined ? {} : { called }),
});

const madeOf = (name: PlaceName): Made => PLACES[name];

/** Where it is done in the console; null: it is done on the machine of the server alone. */
export function pageOf({ name, of, called }: Place): PageOf | null {
  const page = madeOf(name).page?.(of ?? '') ?? null;
  return page === null || called === undefined ? page : { ...page, label: called };
}

/** The line by which it is done. */
export const commandOf = ({ name, of }: Place): string =>
  madeOf(name)
    .command(of ?? '')
    .trimEnd();

/** As the command line tells it. */
export const stepInWords = ({ says, place }: Step): string =>
  place === null ? says : `${says.replace(/[.:]$/u, '')}: ${commandOf(place)}`;
