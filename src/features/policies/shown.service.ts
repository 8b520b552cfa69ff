import { sha256Hex } from '#/ledger/hash.ts';
import { controlsIn } from '#/library/policies/fill.ts';
import { POLICIES } from '#/library/policies/policies.ts';
import { libraryControl } from '#/library/library.ts';
import { readingOf, shownBy } from './document.ts';
import { isInOwnWords, type Standing } from './ground.service.ts';
import { Approved, type Decided, type Definition, type Policy, Retired } from './standing.ts';

/** One policy in a list, on a day. */
export function shown(policy: Policy, ground: Standing, today: string) {
  const { id, latest, inForce, hasDraft, isRetired } = policy;
  const approval = inForce === null ? null : approvalOf(inForce);
  return {
    id,
    title: latest.definition.title,
    owner: latest.definition.owner,
    version: latest.version,
    state: stateOf({ isRetired, nextReview: approval?.nextReview ?? null, today }),
    hasDraft,
    approval,
    outdated: approval !== null && isOutdated(policy, approval, ground),
  };
}

function stateOf({
  isRetired,
  nextReview,
  today,
}: {
  readonly isRetired: boolean;
  readonly nextReview: string | null;
  readonly today: string;
}) {
  if (isRetired) return 'retired' as const;
  if (nextReview === null) return 'draft' as const;
  return nextReview < today ? ('review due' as const) : ('approved' as const);
}

function approvalOf({ version, person, received, position, details }: Decided) {
  const { artifact, sha256, controls, nextReview } = Approved.parse(details);
  return { version, person, at: received, nextReview, artifact, sha256, controls, position };
}

/** The text of the approved version, filled today, is no longer the one that was approved: a limit, a name or a control changed. */
function isOutdated(
  { written }: Policy,
  { version, position, sha256 }: ReturnType<typeof approvalOf>,
  ground: Standing,
): boolean {
  const text = written.findLast((each) => each.version === version && each.position < position);
  if (text === undefined) return false;
  return sha256Hex(new TextEncoder().encode(readingOf(text.definition, version, ground).document)) !== sha256;
}

/** The policies there are, and the templates that nobody took up. */
export function listed(all: readonly Policy[], ground: Standing, today: string) {
  const taken = new Set(all.map(({ id }) => id));
  return {
    policies: all.map((policy) => shown(policy, ground, today)),
    templates: POLICIES.filter(({ id }) => !taken.has(id)).map(({ id, title, purpose, ownerFunction, body }) => {
      const controls = controlsIn(body).flatMap((control) => ground.control(control) ?? []);
      return {
        id,
        title,
        purpose,
        ownerFunction,
        controls: controls.length,
        criteria: [...new Set(controls.flatMap(({ criteria }) => criteria))].sort(),
      };
    }),
  };
}

/** The controls of which a text speaks, adopted or not. */
export function served(definition: Definition, ground: Standing) {
  const shows = new Set(shownBy(definition, ground));
  return controlsIn(definition.body).map((id) => {
    const version = ground.adopted.get(id);
    const { title, criteria } = version?.definition ?? libraryControl(id) ?? { title: id, criteria: [] };
    return {
      id,
      title,
      criteria: [...criteria],
      adopted: version !== undefined,
      shown: shows.has(id),
      ownWords: version !== undefined && isInOwnWords(version),
    };
  });
}

/** What was written and decided, newest first. Of texts that followed each other the first drafts, the others edit. */
export function historyOf({ written, decided }: Policy) {
  const texts = written.map(({ version, person, received, position }, at) => ({
    what: at === 0 ? ('drafted' as const) : ('edited' as const),
    version,
    person,
    received,
    position,
    reason: '',
    artifact: null,
  }));
  const decisions = decided.map(({ decision, version, person, received, position, details }) => ({
    what: decision,
    version,
    person,
    received,
    position,
    reason: decision === 'retired' ? Retired.parse(details).reason : '',
    artifact: decision === 'approved' ? Approved.parse(details).artifact : null,
  }));
  return [...texts, ...decisions].toSorted((a, b) => b.position - a.position);
}
