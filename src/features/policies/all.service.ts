import type { Tx } from '#/platform/db/database.ts';
import { type Policy, policyOf, writersOf } from './standing.ts';
import { policyDecisionRows, policyRows } from './store.ts';

/** Every policy as of a position of the log. */
export async function allPolicies(tx: Tx, before: number): Promise<readonly Policy[]> {
  const decided = Map.groupBy(await policyDecisionRows(tx, before), ({ id }) => id);
  const written = Map.groupBy(await policyRows(tx, before), ({ id }) => id);
  return [...written].flatMap(([id, rows]) => policyOf(rows, decided.get(id) ?? []) ?? []);
}

/** Those in force then, with who approved and who wrote the version that is. */
export async function policiesInForce(tx: Tx, before: number) {
  return (await allPolicies(tx, before)).flatMap((policy) => {
    if (policy.inForce === null) return [];
    const { version, person } = policy.inForce;
    const { title } = (policy.written.findLast((each) => each.version === version) ?? policy.latest).definition;
    return [{ id: policy.id, title, approvedBy: person, writtenBy: writersOf(policy, version) }];
  });
}
