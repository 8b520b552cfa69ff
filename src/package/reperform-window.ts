import type { Held } from '#/core/occurrences/held.ts';
import { shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { controlFacts, type Known, type Scene, type Told } from '#/core/status/control-facts.ts';
import { heldIn, type Judgeable } from '#/core/status/held.ts';
import { type CheckFacts, type ControlFacts, type StatusOf, statusOf, STATUSES } from '#/core/status/status.ts';
import { parseInstant } from '#/core/time/instant.ts';
import { canonicalJson, type Json } from '../ledger/canonical.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Ground } from './reperform-ground.ts';
import { KnownAgain, type RunRules, type SealedVersion } from './reperform-known.ts';

type Differs = { readonly kind: 'differs'; readonly because: string };
type NotAgain = { readonly kind: 'not re-performed'; readonly because: string };

/** What became of one control when its status was worked out again: design, coverage, occurrences, checks, and the word. */
export type Recomputed = { readonly control: string } & (
  | { readonly kind: 'same'; readonly status: string; readonly occurrences: number; readonly holes: number }
  | Differs
  | NotAgain
);

/** The same of a criterion, which shows how many of its controls read what. */
export type RecomputedCriterion = { readonly criterion: string } & (
  | { readonly kind: 'same'; readonly controls: number }
  | Differs
  | NotAgain
);

/** By what a status is worked out beside the checks themselves. */
export interface WindowRules extends RunRules {
  /** What the library says of a control; null for what is no definition of one. */
  readonly toldOf: (version: Pick<SealedVersion, 'id' | 'definition'>) => Told | null;
  /** The criteria that an examination is about, by its categories. */
  readonly criteriaOf: (categories: readonly string[]) => readonly string[];
  /** SHA-256 of the source of all of it, as this version has it. */
  readonly statusSource: string;
}

export interface RecomputedStatus {
  readonly controls: readonly Recomputed[];
  readonly criteria: readonly RecomputedCriterion[];
}

/** Works out again what a package says of each control and each criterion, from what its log, segments and outcomes hold. */
export function recomputed(ground: Ground, manifest: Manifest, status: unknown, rules: WindowRules): RecomputedStatus {
  const shown = listIn(status, 'controls').map((said) => ({ said, id: textIn(said, 'id') ?? '' }));
  const criteria = listIn(status, 'criteria').map((said) => ({ said, id: textIn(said, 'id') ?? '' }));
  const because = notBy(textIn(status, 'rule'), rules);
  if (because !== null) {
    const not = { kind: 'not re-performed', because } as const;
    return {
      controls: shown.map(({ id }) => ({ control: id, ...not })),
      criteria: criteria.map(({ id }) => ({ criterion: id, ...not })),
    };
  }
  const again = new StatusAgain(ground, manifest, rules);
  const missing = again.ids.filter((id) => !shown.some((each) => each.id === id));
  return {
    controls: [
      ...shown.map(({ id, said }) => ({ control: id, ...again.control(id, said) })),
      ...missing.map((id) => ({ control: id, ...differs('it was to be performed in the window, and is left out') })),
    ],
    criteria: again.criteria(criteria),
  };
}

function notBy(rule: string | null, { statusSource }: WindowRules): string | null {
  if (rule === null) return 'the package was made before packages named the rule of a status';
  return rule === statusSource ? null : 'the rule changed since; use the version of Attestry that made the package';
}

const differs = (because: string): Differs => ({ kind: 'differs', because });

type Same = { readonly kind: 'same'; readonly status: string; readonly occurrences: number; readonly holes: number };

interface Found {
  readonly facts: ControlFacts;
  readonly of: StatusOf;
  readonly criteria: readonly string[];
}

class StatusAgain {
  readonly #found: ReadonlyMap<string, Found>;
  readonly #inScope: readonly string[];
  readonly #notRelevant: Readonly<Record<string, unknown>>;

  constructor(ground: Ground, manifest: Manifest, rules: WindowRules) {
    const { id, type, first, last, zone } = manifest.engagement;
    const asOf = parseInstant(manifest.asOf.instant) ?? Number.NaN;
    const versions = ground
      .before(manifest.asOf.position, 'engagement-opened', 'engagement-changed')
      .filter(({ payload }) => textIn(payload, 'id') === id);
    const opened = parseInstant(versions[0]?.received ?? '') ?? Number.NaN;
    const examination = membersOf(membersOf(versions.at(-1)?.payload)['engagement']);
    const subservice = listIn(examination, 'subservice').map((each) => ({
      name: textIn(each, 'name') ?? '',
      method: textIn(each, 'method') ?? '',
      controls: listIn(each, 'controls').map(String),
    }));
    const days = { first, last, zone };
    this.#inScope = rules.criteriaOf(listIn(examination, 'categories').map(String));
    this.#notRelevant = membersOf(examination['notRelevant']);
    const again = new KnownAgain(ground, manifest, rules);
    const { start, end } = manifest.engagement;
    const held = heldOf(again.versions, { start, end }, asOf, rules);
    const counted = new Map(
      held.map(({ version, rhythms, told }) => [version.id, { counts: told.occurrences, rhythms }]),
    );
    const known: Known = again.known(counted);
    const scene: Scene = { type: type === 'type-1' ? 'type-1' : 'type-2', days, asOf, opened, subservice };
    this.#found = new Map(
      held.flatMap((each) => {
        const criteria = this.#inScope.filter((criterion) => each.serves.includes(criterion));
        if (criteria.length === 0) return [];
        const facts = controlFacts(each, scene, each.told, known);
        return [[each.version.id, { facts, of: statusOf(facts), criteria }]];
      }),
    );
  }

  /** Of all controls that were to be performed in the window for a criterion that it is about. */
  get ids(): readonly string[] {
    return [...this.#found.keys()];
  }

  control(id: string, said: unknown): Same | Differs {
    const found = this.#found.get(id);
    if (found === undefined) return differs('the log has it nowhere as adopted in the window');
    const { facts, of } = found;
    const holes = facts.coverage.reduce((sum, each) => sum + each.holes.length, 0);
    const same = { kind: 'same', status: of.status, occurrences: facts.occurrences.length, holes } as const;
    const wrong = differenceIn(found, said);
    return wrong === null ? same : differs(wrong);
  }

  criteria(said: readonly { readonly id: string; readonly said: unknown }[]): readonly RecomputedCriterion[] {
    const shown = said.map(({ id, said: words }) => ({ criterion: id, ...this.#criterion(id, words) }));
    const missing = this.#inScope.filter((criterion) => !said.some(({ id }) => id === criterion));
    return [
      ...shown,
      ...missing.map((criterion) => ({ criterion, ...differs('the examination is about it, and it is left out') })),
    ];
  }

  #criterion(id: string, said: unknown): { readonly kind: 'same'; readonly controls: number } | Differs {
    if (!this.#inScope.includes(id)) return differs('the examination is not about it');
    if ((membersOf(said)['notRelevant'] ?? null) !== (this.#notRelevant[id] ?? null))
      return differs('whether it is relevant, and why, is not what was sealed');
    const serving = [...this.#found.values()].filter(({ criteria }) => criteria.includes(id));
    const counts = Object.fromEntries(
      STATUSES.map((status) => [status, serving.filter(({ of }) => of.status === status).length]),
    );
    const { controls, counts: shown } = membersOf(said);
    if (controls === serving.length && sameJson(counts, shown)) return { kind: 'same', controls: serving.length };
    const words = STATUSES.flatMap((status) => (counts[status] === 0 ? [] : [`${counts[status]} ${status}`]));
    return differs(`what is sealed gives ${words.join(', ') || 'no control'}`);
  }
}

/** What of a control the status says otherwise than what is sealed gives, in a sentence: its word before all. */
function differenceIn({ facts, of, criteria }: Found, said: unknown): string | null {
  const status = textIn(said, 'status');
  if (status !== of.status)
    return `it reads "${status ?? ''}", and what is sealed gives "${of.status}": ${of.reasons[0] ?? ''}`;
  if (!sameJson(facts.occurrences.map(shownOccurrence), listIn(said, 'occurrences')))
    return 'its occurrences are not what the sealed records give';
  const reasons = listIn(said, 'reasons').map(String);
  const silent = of.reasons.find((reason) => !reasons.includes(reason));
  const invented = reasons.find((reason) => !of.reasons.includes(reason));
  if (silent !== undefined) return `it does not say "${silent}"${invented === undefined ? '' : `, but "${invented}"`}`;
  if (invented !== undefined) return `it says "${invented}", and what is sealed does not`;
  const { asOf, owner } = membersOf(said);
  const rest: readonly (readonly [string, unknown, unknown])[] = [
    ['reasons', of.reasons, reasons],
    ['checks', facts.checks.map(shownCheck), listIn(said, 'checks')],
    ['owner', facts.owner, owner],
    ['criteria', [...criteria].sort(), listIn(said, 'criteria').map(String).sort()],
    ['moment', of.asOf, asOf],
  ];
  const wrong = rest.find(([, again, there]) => !sameJson(again, there));
  return wrong === undefined ? null : `its ${wrong[0]}, as it shows them, are not what is sealed`;
}

const shownCheck = ({ id, enabled, run }: CheckFacts) => ({
  id,
  enabled,
  asOf: run?.asOf ?? null,
  population: run?.counts.population ?? 0,
  shown: run?.counts.shown ?? null,
  rule: run?.counts.rule ?? null,
});

const sameJson = (a: unknown, b: unknown): boolean =>
  canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);

type Placed = Held<Judgeable> & { readonly told: Told; readonly serves: readonly string[] };

/** Every control that was to be performed in a window, as the library and its own versions have it. */
function heldOf(
  versions: readonly SealedVersion[],
  window: { readonly start: number; readonly end: number },
  asOf: number,
  rules: WindowRules,
): readonly Placed[] {
  return [...Map.groupBy(versions, ({ id }) => id).values()].flatMap((each): readonly Placed[] => {
    const held = heldIn(each as readonly (SealedVersion & Judgeable)[], window, asOf);
    const told = held && rules.toldOf(held.version);
    return held === null || told === null
      ? []
      : [{ ...held, told, serves: listIn(held.version.definition, 'criteria').map(String) }];
  });
}
