import { canonicalJson, type Json } from '../ledger/canonical.ts';
import type { Held } from './held.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { Counted } from './outcomes.ts';

/** What `status.json` must agree with. */
export interface Judged {
  /** What the outcomes of a check's last run say of the window, or of what of it was before a retirement; null where there is no run. */
  readonly countsOf: (check: string, retired: number | null) => Counted | null;
  /** Every control that was to be performed in the window. */
  readonly controls: ReadonlyMap<string, Held>;
  readonly type: string;
  /** What the log says of the examination, by the names that a status has for it. */
  readonly examination: Readonly<Record<string, unknown>>;
}

/** What management's view says that the outcomes and the log do not bear out, in sentences. */
export function contradictionsIn(status: unknown, judged: Judged): readonly string[] {
  const controls = listIn(status, 'controls');
  return [
    ...examinationContradictions(status, judged),
    ...controls.flatMap((control) => [
      ...countContradictions(control, judged),
      ...wordContradictions(control, judged),
      ...controlContradictions(control, judged),
    ]),
    ...missingControls(status, judged),
    ...sumContradictions(status, controls),
  ];
}

/** What earlier packages lack contradicts nothing. */
function examinationContradictions(status: unknown, { examination }: Judged): readonly string[] {
  const said = membersOf(membersOf(status)['engagement']);
  return Object.entries(examination).flatMap(([name, sealed]) =>
    said[name] === undefined || canonicalJson(said[name] as Json) === canonicalJson(sealed as Json)
      ? []
      : [`it says otherwise than the log what the examination's ${EXAMINATION[name] ?? name} is`],
  );
}

const EXAMINATION: Readonly<Record<string, string>> = {
  first: 'first day',
  last: 'last day',
  zone: 'time zone',
  opened: 'moment of opening',
  changed: 'moment of its last change',
};

function countContradictions(control: unknown, judged: Judged): readonly string[] {
  return listIn(control, 'checks').flatMap((check) => {
    const id = textIn(check, 'id') ?? '';
    const { population, shown, rule } = membersOf(check);
    const counted = countsFor(control, id, judged);
    if (counted === null) return shown === null ? [] : [`it counts outcomes of ${id}, of which the log seals no run`];
    const agrees =
      population === counted.population && sameCounts(shown, counted.shown) && sameCounts(rule, counted.rule);
    return agrees ? [] : [`what it counts of ${id} for ${idOf(control)} is not what the outcomes say`];
  });
}

const countsFor = (control: unknown, check: string, { controls, countsOf }: Judged): Counted | null =>
  countsOf(check, controls.get(idOf(control))?.retired ?? null);

const sameCounts = (said: unknown, counted: Readonly<Record<string, number>>): boolean =>
  Object.keys(membersOf(said)).length === Object.keys(counted).length &&
  Object.entries(counted).every(([outcome, count]) => membersOf(said)[outcome] === count);

/** A deviation never reads as anything else, and what is open or excluded never reads as clean. */
function wordContradictions(control: unknown, judged: Judged): readonly string[] {
  if (judged.type === 'type-1') return [];
  const status = textIn(control, 'status') ?? '';
  const checks = listIn(control, 'checks');
  const runs = checks.flatMap((check) => countsFor(control, textIn(check, 'id') ?? '', judged) ?? []);
  const deviating = runs.some(({ shown }) => shown.deviation > 0);
  if (deviating && status !== 'deviations found')
    return [`${idOf(control)} reads "${status}", and the outcomes have deviations`];
  const open =
    runs.length < checks.length ||
    checks.some((check) => membersOf(check)['enabled'] !== true) ||
    runs.some(({ shown, rule }) => shown.unknown + shown.pending + shown.excluded + rule.deviation > 0);
  const clean = status === 'no deviation found' || status === 'nothing occurred';
  const isAbout = runs.some(({ population, shown }) => population > shown['not-applicable']);
  const occurred = status === 'nothing occurred' && isAbout;
  return clean && (open || occurred) ? [`${idOf(control)} reads "${status}", and the outcomes do not`] : [];
}

function controlContradictions(control: unknown, { controls }: Judged): readonly string[] {
  const held = controls.get(idOf(control));
  if (held === undefined) return [`${idOf(control)} is no control that the log says is adopted`];
  const definition: Held['definition'] = { ...held.definition, owner: held.owner };
  const differing = (['title', 'owner', 'ownerFunction', 'frequency'] as const).filter(
    (name) => definition[name] !== membersOf(control)[name],
  );
  const wrong = differing.map((name) => `the ${name} of ${idOf(control)} is not the one that the log seals`);
  const fits = isFilled(String(held.definition['template']), textIn(control, 'statement') ?? '');
  return fits ? wrong : [...wrong, `the statement of ${idOf(control)} is not the one that the log seals`];
}

/** The longest that a limit is in words. */
const LIMIT_WORDS = 80;

/** A statement is its template with a short text where each limit stands. */
function isFilled(template: string, statement: string): boolean {
  const [first = '', ...parts] = template.split(/\{\w+\}/u);
  if (!statement.startsWith(first)) return false;
  let at = first.length;
  for (const [place, part] of parts.entries()) {
    const found = place === parts.length - 1 ? statement.length - part.length : statement.indexOf(part, at + 1);
    if (found <= at || found - at > LIMIT_WORDS || !statement.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return at === statement.length;
}

/** The ids of criteria by what they begin with, and how many there are in each category. */
const CATEGORIES: ReadonlyMap<string, { readonly category: string; readonly criteria: number }> = new Map([
  ['CC', { category: 'security', criteria: 33 }],
  ['A', { category: 'availability', criteria: 3 }],
  ['PI', { category: 'processing-integrity', criteria: 5 }],
  ['C', { category: 'confidentiality', criteria: 2 }],
  ['P', { category: 'privacy', criteria: 18 }],
]);
const seriesOf = (criterion: unknown): string => /^[A-Z]+/.exec(String(criterion))?.[0] ?? '';

/** All criteria of the categories that the log has are shown, and every control of the window that serves one. */
function missingControls(status: unknown, { controls, examination }: Judged): readonly string[] {
  const categories = new Set(listIn(examination, 'categories'));
  const criteria = new Set(listIn(status, 'criteria').map((criterion) => textIn(criterion, 'id')));
  const isInScope = (criterion: unknown): boolean => categories.has(CATEGORIES.get(seriesOf(criterion))?.category);
  const left = [...CATEGORIES].flatMap(([series, { category, criteria: all }]) => {
    const shown = [...criteria].filter((id) => seriesOf(id) === series).length;
    const wanted = categories.has(category) ? all : 0;
    return shown === wanted ? [] : [`it shows ${shown} of the ${wanted} criteria of ${category} that are in scope`];
  });
  const shown = new Set(listIn(status, 'controls').map(idOf));
  const missing = [...controls].flatMap(([id, { definition }]) =>
    listIn(definition, 'criteria').some(isInScope) && !shown.has(id) ? [`the adopted control ${id} is not in it`] : [],
  );
  return [...left, ...missing];
}

const sums = (serving: readonly unknown[], said: unknown): boolean =>
  Object.entries(membersOf(said)).every(
    ([name, count]) => serving.filter((control) => textIn(control, 'status') === name).length === count,
  ) && serving.every((control) => (textIn(control, 'status') ?? '') in membersOf(said));

function sumContradictions(status: unknown, controls: readonly unknown[]): readonly string[] {
  const wrong = listIn(status, 'criteria').filter((criterion) => {
    const serving = controls.filter((control) => listIn(control, 'criteria').includes(textIn(criterion, 'id')));
    return membersOf(criterion)['controls'] !== serving.length || !sums(serving, membersOf(criterion)['counts']);
  });
  return [
    ...(sums(controls, membersOf(status)['counts']) ? [] : ['its counts are not those of its controls']),
    ...wrong.map((criterion) => `the counts of ${textIn(criterion, 'id') ?? ''} are not those of its controls`),
  ];
}

const idOf = (control: unknown): string => textIn(control, 'id') ?? '';
