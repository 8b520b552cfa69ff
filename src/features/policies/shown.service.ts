import { sha256Hex } from '#/ledger/hash.ts';
import type { Moment } from '#/features/ledger/index.ts';
import { controlsIn } from '#/library/policies/fill.ts';
import { POLICIES } from '#/library/policies/policies.ts';
import { libraryControl } from '#/library/library.ts';
import { readingOf, shownBy } from './document.ts';
import { isInOwnWords, type Standing } from './ground.service.ts';
import { Approved, type Decided, type Definition, type Policy, Retired } from './standing.ts';

/** What a policy is held against: how things stand, how they stood at a moment, and the day. */
export interface Against {
  readonly ground: Standing;
  readonly groundAt: (then: Moment) => Promise<Standing>;
  readonly today: string;
}

/** One policy in a list, on a day. */
export async function shown(policy: Policy, against: Against) {
  const { today } = against;
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
    outdated: approval !== null && (await isOutdated(policy, approval, against)),
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

/**
 * The text of the approved version is no longer filled as it was: a limit, a name, a control, the scope or the size of the
 * company changed. Where its bytes differ it is filled once more from how things stood when it was approved, since another
 * version of this program may write the same differently, and that outdates nothing.
 */
async function isOutdated(
  { written }: Policy,
  { version, position, at, sha256 }: ReturnType<typeof approvalOf>,
  { ground, groundAt }: Against,
): Promise<boolean> {
  const text = written.findLast((each) => each.version === version && each.position < position);
  if (text === undefined) return false;
  const { document } = readingOf(text.definition, version, ground);
  if (sha256Hex(new TextEncoder().encode(document)) === sha256) return false;
  return document !== readingOf(text.definition, version, await groundAt({ instant: at, position })).document;
}

/** The policies there are, and the templates that nobody took up. */
export async function listed(all: readonly Policy[], against: Against) {
  const { ground } = against;
  const taken = new Set(all.map(({ id }) => id));
  const policies: Awaited<ReturnType<typeof shown>>[] = [];
  for (const policy of all) policies.push(await shown(policy, against));
  return {
    policies,
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
      criteria: [...ground.inScope(criteria)],
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
