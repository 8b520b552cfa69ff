import type { Held } from '#/core/occurrences/held.ts';
import { shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { controlFacts, type Known, type Scene, type Told } from '#/core/status/control-facts.ts';
import { heldIn, type Judgeable } from '#/core/status/held.ts';
import { type ControlFacts, type Status, type StatusOf, STATUSES } from '#/core/status/status.ts';
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
  /** What a status says of an examination, by all that was sealed of it, but for what stands apart from its window. */
  readonly statusOf: (sealed: SealedStanding) => {
    readonly controls: readonly ({ readonly id: string } & StatusOf)[];
    readonly criteria: readonly {
      readonly id: string;
      readonly controls: number;
      readonly counts: Readonly<Record<Status, number>>;
      readonly notRelevant: string | null;
    }[];
    readonly [member: string]: unknown;
  };
  /** SHA-256 of the source of all of it, as this version has it. */
  readonly statusSource: string;
}

/** An examination as it was sealed, and what is known of the controls of its window. */
export interface SealedStanding {
  readonly id: string;
  readonly versions: readonly { readonly position: number; readonly received: number; readonly definition: unknown }[];
  readonly controls: readonly {
    readonly version: Pick<SealedVersion, 'id' | 'definition'>;
    readonly facts: ControlFacts;
  }[];
}

export interface RecomputedStatus {
  readonly controls: readonly Recomputed[];
  readonly criteria: readonly RecomputedCriterion[];
  /** What else management's view says otherwise than what is sealed gives: of the examination, its sums and its gaps. */
  readonly otherwise: readonly string[];
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
      otherwise: [],
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
    otherwise: again.otherwise(status),
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
  /** All that a status shows of it. */
  readonly shown: Shown['controls'][number];
}

type Shown = ReturnType<WindowRules['statusOf']>;

/** Compared by themselves, or management's words. */
const APART = ['apart', 'asOf', 'controls', 'criteria', 'rule'];

class StatusAgain {
  readonly #found: ReadonlyMap<string, Found>;
  readonly #shown: Shown;

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
    const again = new KnownAgain(ground, manifest, rules);
    const { start, end } = manifest.engagement;
    const held = heldOf(again.versions, { start, end }, asOf, rules);
    const counted = new Map(
      held.map(({ version, rhythms, told }) => [version.id, { counts: told.occurrences, rhythms }]),
    );
    const known: Known = again.known(counted);
    const scene: Scene = { type: type === 'type-1' ? 'type-1' : 'type-2', days, asOf, opened, subservice };
    const judged = held.map((each) => ({ ...each, facts: controlFacts(each, scene, each.told, known) }));
    this.#shown = rules.statusOf({ id, versions: versions.map(sealedVersion), controls: judged });
    const facts = new Map(judged.map((each) => [each.version.id, each.facts]));
    this.#found = new Map(
      this.#shown.controls.flatMap((shown) => {
        const own = facts.get(shown.id);
        return own === undefined ? [] : [[shown.id, { facts: own, shown }]];
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
    const { facts, shown } = found;
    const holes = facts.coverage.reduce((sum, each) => sum + each.holes.length, 0);
    const same = { kind: 'same', status: shown.status, occurrences: facts.occurrences.length, holes } as const;
    const wrong = differenceIn(found, said);
    return wrong === null ? same : differs(wrong);
  }

  /** Of the members that are of no one control or criterion. */
  otherwise(status: unknown): readonly string[] {
    const names = new Set([...Object.keys(membersOf(status)), ...Object.keys(this.#shown)]);
    return [...names].flatMap((name) => {
      if (APART.includes(name)) return [];
      if (!(name in this.#shown)) return [`it has "${name}", which no status has`];
      const [there, again] = [membersOf(status)[name], this.#shown[name]];
      if (sameJson(there, again)) return [];
      const wrong = Array.isArray(again) ? [] : differentMembers(there, again);
      return wrong.length === 0
        ? [`its ${name} are not what is sealed`]
        : wrong.map((member) => `${member} of its ${name} is not what is sealed`);
    });
  }

  criteria(said: readonly { readonly id: string; readonly said: unknown }[]): readonly RecomputedCriterion[] {
    const shown = said.map(({ id, said: words }) => ({ criterion: id, ...this.#criterion(id, words) }));
    const missing = this.#shown.criteria.flatMap(({ id }) => (said.some((each) => each.id === id) ? [] : [id]));
    return [
      ...shown,
      ...missing.map((criterion) => ({ criterion, ...differs('the examination is about it, and it is left out') })),
    ];
  }

  #criterion(id: string, said: unknown): { readonly kind: 'same'; readonly controls: number } | Differs {
    const again = this.#shown.criteria.find((each) => each.id === id);
    if (again === undefined) return differs('the examination is not about it');
    const [wrong] = differentMembers(said, again);
    if (wrong === undefined) return { kind: 'same', controls: again.controls };
    const { controls, counts, notRelevant } = membersOf(said);
    if ((notRelevant ?? null) !== again.notRelevant)
      return differs('whether it is relevant, and why, is not what was sealed');
    if (controls === again.controls && sameJson(counts, again.counts))
      return differs(`its ${wrong} is not what is sealed`);
    const words = STATUSES.flatMap((status) =>
      again.counts[status] === 0 ? [] : [`${again.counts[status]} ${status}`],
    );
    return differs(`what is sealed gives ${words.join(', ') || 'no control'}`);
  }
}

/** What of a control the status says otherwise than what is sealed gives, in a sentence: its word before all. */
function differenceIn({ facts, shown }: Found, said: unknown): string | null {
  const status = textIn(said, 'status');
  if (status !== shown.status)
    return `it reads "${status ?? ''}", and what is sealed gives "${shown.status}": ${shown.reasons[0] ?? ''}`;
  if (!sameJson(facts.occurrences.map(shownOccurrence), listIn(said, 'occurrences')))
    return 'its occurrences are not what the sealed records give';
  const reasons = listIn(said, 'reasons').map(String);
  const silent = shown.reasons.find((reason) => !reasons.includes(reason));
  const invented = reasons.find((reason) => !shown.reasons.includes(reason));
  if (silent !== undefined) return `it does not say "${silent}"${invented === undefined ? '' : `, but "${invented}"`}`;
  if (invented !== undefined) return `it says "${invented}", and what is sealed does not`;
  const [wrong] = differentMembers(said, shown);
  return wrong === undefined ? null : `of its ${MEMBERS[wrong] ?? wrong} it shows something else than was sealed`;
}

const MEMBERS: Readonly<Record<string, string>> = {
  asOf: 'moment',
  retiredAt: 'retirement',
  defaults: 'default limits',
};

/** Names of the members that one has otherwise than the other, or not at all. */
const differentMembers = (there: unknown, again: unknown): readonly string[] => {
  const [said, sealed] = [membersOf(there), membersOf(again)];
  return [...new Set([...Object.keys(sealed), ...Object.keys(said)])].filter(
    (name) => !sameJson(said[name], sealed[name]),
  );
};

const sealedVersion = ({ position, received, payload }: ReturnType<Ground['before']>[number]) => ({
  position,
  received: parseInstant(received) ?? Number.NaN,
  definition: membersOf(payload)['engagement'],
});

const sameJson = (a: unknown, b: unknown): boolean =>
  canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);

type Placed = Held<Judgeable> & { readonly told: Told };

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
    return held === null || told === null ? [] : [{ ...held, told }];
  });
}
