import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { addMonths, formatDay, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { listedMoment, type Moment } from '#/features/ledger/index.ts';
import { attachIn, type EvidenceDeps } from '#/features/evidence/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { faultsIn } from '#/library/policies/fill.ts';
import { policyTemplate } from '#/library/policies/policies.ts';
import type { Tx } from '#/platform/db/database.ts';
import { allPolicies } from './all.service.ts';
import type { policiesContract } from './contract.ts';
import { readingOf, shownBy } from './document.ts';
import { groundAt, limitNames, type Standing } from './ground.service.ts';
import { type Against, historyOf, listed, served, shown } from './shown.service.ts';
import { type Definition, mustBeApprover, nextVersion, type Policy } from './standing.ts';
import { insertPolicy, insertPolicyDecision } from './store.ts';

const EVER = Number.MAX_SAFE_INTEGER;

export type PoliciesDeps = EvidenceDeps;

type Handling<N extends keyof typeof policiesContract> = (
  deps: PoliciesDeps,
  ...given: Parameters<Handlers<typeof policiesContract>[N]>
) => ReturnType<Handlers<typeof policiesContract>[N]>;

export const policies = (deps: PoliciesDeps): Handlers<typeof policiesContract> => ({
  list: ({ org }, { asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const then = await listedMoment(tx, deps, asOf);
      return listed(await allPolicies(tx, then.position), await against(deps, tx, then));
    }),
  show: ({ org }, { id, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const then = await listedMoment(tx, deps, asOf);
      const policy = await policyWithId(tx, id, then.position);
      const held = await against(deps, tx, then);
      const { ground } = held;
      const { definition, version } = policy.latest;
      return {
        policy: await shown(policy, held),
        body: definition.body,
        text: readingOf(definition, version, ground).document,
        serves: served(definition, ground),
        history: historyOf(policy),
      };
    }),
  draft: (caller, input) => draft(deps, caller, input),
  edit: (caller, input) => edit(deps, caller, input),
  approve: (caller, input) => approve(deps, caller, input),
  retire: (caller, input) => retire(deps, caller, input),
});

async function policyWithId(tx: Tx, id: string, before = EVER): Promise<Policy> {
  const found = (await allPolicies(tx, before)).find((each) => each.id === id);
  if (found === undefined) throw new DomainError('not_found', { what: 'policy', id });
  return found;
}

const now = ({ chance }: PoliciesDeps): Moment => ({ instant: chance.now(), position: EVER });

/** The day that it was in the organization. */
const dayIn = async ({ zoneOf }: PoliciesDeps, tx: Tx, { instant }: Moment): Promise<string> =>
  formatDay(zoneNamed(await zoneOf(tx)).dayOf(instant));

const against = async (deps: PoliciesDeps, tx: Tx, then: Moment): Promise<Against> => ({
  ground: await groundAt(tx, then),
  groundAt: (moment) => groundAt(tx, moment),
  today: await dayIn(deps, tx, then),
});

const draft: Handling<'draft'> = (deps, { org, person }, { template: id, owner }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const template = policyTemplate(id);
    if (template === undefined) throw new DomainError('not_found', { what: 'policy template', id });
    if ((await allPolicies(tx, EVER)).some((each) => each.id === id)) throw new DomainError('policy_exists', { id });
    const definition: Definition = { v: 1, origin: id, title: template.title, owner, body: template.body };
    const written = { id, version: 1, definition: { ...definition }, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'policy-drafted', payload: { v: 1, ...written } }]);
    const position = sealed?.position ?? -1;
    await insertPolicy(tx, org, { ...written, position });
    return { id, version: 1, position };
  });

const edit: Handling<'edit'> = (deps, { org, person }, { id, title, owner, body }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const policy = await policyWithId(tx, id);
    const before = policy.latest.definition;
    const definition: Definition = {
      ...before,
      title: title ?? before.title,
      owner: owner === undefined ? before.owner : owner,
      body: body ?? before.body,
    };
    mustHavePlaces(definition, await groundAt(tx, now(deps)));
    const version = nextVersion(policy);
    const written = { id, version, definition: { ...definition }, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'policy-edited', payload: { v: 1, ...written } }]);
    const position = sealed?.position ?? -1;
    await insertPolicy(tx, org, { ...written, position });
    return { id, version, position };
  });

function mustHavePlaces({ body }: Definition, ground: Standing): void {
  const [fault] = faultsIn(body, (control) => limitNames(ground, control));
  if (fault !== undefined) throw new DomainError('input_invalid', { where: 'body', because: fault });
}

/** In months: a year, unless somebody says otherwise. */
const REVIEW_MONTHS = 12;

const approve: Handling<'approve'> = (deps, caller, { id, version, sha256, nextReview }) =>
  deps.db.transaction(caller.org, async (tx) => {
    await deps.ledger.lock(tx);
    const policy = await policyWithId(tx, id);
    const { definition } = policy.latest;
    const ground = await groundAt(tx, now(deps));
    const { document } = readingOf(definition, policy.latest.version, ground);
    const bytes = new TextEncoder().encode(document);
    if (policy.isRetired || policy.latest.version !== version || (sha256 ?? sha256Hex(bytes)) !== sha256Hex(bytes))
      throw new DomainError('policy_changed', { id });
    mustBeApprover(policy, caller.person);
    const day = await dayIn(deps, tx, now(deps));
    const review = nextReview ?? formatDay(addMonths(parseDay(day) ?? 0, REVIEW_MONTHS));
    if (review <= day)
      throw new DomainError('input_invalid', { where: 'nextReview', because: 'the day is not to come' });
    return seal(deps, tx, caller, { id, version, bytes, controls: shownBy(definition, ground), nextReview: review });
  });

interface Sealing {
  readonly id: string;
  readonly version: number;
  readonly bytes: Uint8Array;
  readonly controls: readonly string[];
  readonly nextReview: string;
}

/** The text that was approved is one file, evidence of the design of each control that it shows. */
async function seal(deps: PoliciesDeps, tx: Tx, caller: Caller, { id, version, bytes, controls, nextReview }: Sealing) {
  const { artifact, sha256 } = await attachIn(deps, tx, caller, {
    controls,
    purpose: 'design',
    occurred: formatInstant(deps.chance.now()),
    grade: 'export',
    name: `${id}-policy-v${version}.md`,
    media: 'text/markdown',
    bytes,
    note: `The policy as ${caller.person} approved it.`,
  });
  const details = { artifact, sha256, controls: [...controls], nextReview };
  const said = { id, version, details, person: caller.person };
  const [sealed] = await deps.ledger.seal(tx, caller.org, [{ kind: 'policy-approved', payload: { v: 1, ...said } }]);
  const position = sealed?.position ?? -1;
  await insertPolicyDecision(tx, caller.org, { ...said, decision: 'approved', position });
  return { id, version, sha256, nextReview, controls: [...controls], position };
}

const retire: Handling<'retire'> = (deps, { org, person }, { id, reason }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const policy = await policyWithId(tx, id);
    if (policy.isRetired) throw new DomainError('input_invalid', { where: 'id', because: 'it is retired already' });
    const said = { id, version: policy.latest.version, details: { reason }, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'policy-retired', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertPolicyDecision(tx, org, { ...said, decision: 'retired', position });
    return { id, position };
  });
