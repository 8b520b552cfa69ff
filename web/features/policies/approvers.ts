import { policiesContract } from '#/features/policies/contract.ts';
import type { Answered } from '#web/kit/shapes.ts';

type Role = Answered<'identity', 'roles'>['roles'][number];
type Member = Answered<'identity', 'members'>['members'][number];
type Shown = Pick<Answered<'policies', 'show'>, 'policy' | 'history'>;

const WRITING: ReadonlySet<string> = new Set(['drafted', 'edited']);

/** Whether somebody wrote some of the latest version. */
export const wroteIt = ({ policy, history }: Shown, email: string): boolean =>
  history.some(({ what, version, person }) => WRITING.has(what) && version === policy.version && person === email);

/** Who can be asked to approve the latest version: whose role may, and who did not write it. */
export function approving(shown: Shown, roles: readonly Role[]): (member: Member) => boolean {
  const may = new Set(
    roles.flatMap(({ role, may: all }) => (all.includes(policiesContract.approve.permission) ? [role] : [])),
  );
  return ({ email, role }) => may.has(role) && !wroteIt(shown, email);
}
