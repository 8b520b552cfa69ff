import { evidenceOf } from './evidence.ts';
import { criteriaFor, LIBRARY, type LibraryControl, libraryControl } from './library.ts';
import { type Company, RULES } from './starter-rules.ts';

/** A control to adopt, and why, in plain words. */
export interface Adoption {
  readonly control: string;
  readonly because: string;
}

const rules = RULES.map(({ because, when, controls }) => ({ because, when, controls: controls.map(named) }));

const serving = new Map(
  criteriaFor(['availability', 'processing-integrity', 'confidentiality', 'privacy']).map(({ id }) => [
    id,
    LIBRARY.filter(({ criteria }) => criteria.includes(id)),
  ]),
);

/**
 * The controls to begin with: those that every company needs, those that its promises, facts and categories call for,
 * and one for each criterion in scope that would have none. A control that serves no criterion in scope is left out.
 */
export function starterFor(company: Company): readonly Adoption[] {
  const criteria = criteriaFor(company.categories);
  const scope = criteria.map(({ id }) => id);
  const titles = new Map(criteria.map(({ id, title }) => [id, title]));
  const inScope = new Set(scope);
  const reasons = new Map<LibraryControl, string[]>();
  for (const { because, when, controls } of rules) {
    if (!when(company)) continue;
    for (const control of controls.filter(({ criteria }) => criteria.some((id) => inScope.has(id)))) {
      reasons.set(control, [...(reasons.get(control) ?? []), because]);
    }
  }
  for (const { control, criterion, isOnly } of filling(scope, [...reasons.keys()]))
    reasons.set(control, [
      `${isOnly ? 'it alone' : 'nothing else here'} serves ${criterion}: ${titles.get(criterion)}`,
    ]);
  return [...reasons].map(([{ id }, because]) => ({ control: id, because: because.join('; ') }));
}

/** For each criterion that no adopted control serves, the one to add; first where there is the least choice. */
function filling(
  scope: readonly string[],
  adopted: readonly LibraryControl[],
): readonly { readonly control: LibraryControl; readonly criterion: string; readonly isOnly: boolean }[] {
  const covered = new Set(adopted.flatMap(({ criteria }) => criteria));
  const added = [];
  const byChoice = [...scope].sort((a, b) => choicesOf(a).length - choicesOf(b).length);
  for (const id of byChoice) {
    if (covered.has(id)) continue;
    const choices = choicesOf(id);
    const open = new Set(scope.filter((other) => !covered.has(other)));
    const control = choices.reduce((best, other) => (worth(other, open) > worth(best, open) ? other : best));
    for (const served of control.criteria) covered.add(served);
    added.push({ control, criterion: id, isOnly: choices.length === 1 });
  }
  return added;
}

/** High risk counts most, then evidence by records, then how many open criteria it serves. */
const worth = ({ id, highRisk, criteria }: LibraryControl, open: ReadonlySet<string>): number =>
  (highRisk ? 1_000 : 0) +
  (evidenceOf(id).populations.length > 0 ? 100 : 0) +
  criteria.filter((criterion) => open.has(criterion)).length;

const choicesOf = (criterion: string): readonly LibraryControl[] => serving.get(criterion) ?? [];

function named(id: string): LibraryControl {
  const control = libraryControl(id);
  if (control === undefined) throw new TypeError(`a rule names "${id}", which is no control of the library`);
  return control;
}
