/** What people call an item by, where its source says so: the first that there is. */
const NAMES = ['title', 'name', 'email', 'course', 'document', 'login', 'vendor', 'service', 'job'] as const;
/** By what else it is looked for. */
const OTHERS = ['identifier', 'component', 'asset', 'revision', 'number', 'employee'] as const;

type Values = Readonly<Record<string, unknown>>;

/** Of what is told by names of other things what its source calls it says nothing: a title of a person is what they do. */
const namesOf = (population: string): readonly string[] =>
  population === 'person' || population === 'role-change' ? ['name', 'email', 'employee'] : NAMES;

const textsOf = (fact: object | null, names: readonly string[]): readonly string[] =>
  fact === null ? [] : names.flatMap((name) => textIn(fact as Values, name));

function textIn(values: Values, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** What an item is called; null: its source gives it no name but its key. */
export const calledIn = (population: string, fact: object | null): string | null =>
  textsOf(fact, namesOf(population))[0] ?? null;

/** The words by which somebody may look for an item. */
export const soughtIn = (population: string, { key, fact }: { readonly key: string; readonly fact: object | null }) =>
  [key, ...textsOf(fact, [...namesOf(population), ...OTHERS])].join('\n').toLowerCase();
