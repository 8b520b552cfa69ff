import type { Item } from '#/core/populations/index.ts';
import { deviation, pass, unknown, type Verdict } from '#/core/verdict.ts';
import type { Otherwise } from '#/checks/scope.ts';

export type Kind = NonNullable<Item<'device'>['kind']>;

/** What people work at. A phone is sealed and locked by its maker, and a server is guarded by other controls. */
export const WORKSTATIONS: ReadonlySet<Kind> = new Set(['laptop', 'desktop']);

export const NOT_A_WORKSTATION: Otherwise = {
  no: 'it is neither a laptop nor a desktop',
  unsaid: 'the source does not say whether it is a laptop or a desktop',
};

/** Device management must reach a device: a setting that nothing enforces can be changed by whoever sits before it. */
export function managedVerdict(managed: boolean | undefined): Verdict {
  if (managed === undefined) return unknown('the source does not say whether device management reaches it');
  return managed ? pass() : deviation('device management does not reach it');
}
