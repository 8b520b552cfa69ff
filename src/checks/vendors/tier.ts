import type { Item } from '#/core/populations/index.ts';
import type { Otherwise } from '#/checks/scope.ts';

type Tier = Pick<Item<'vendor-review'>, 'critical' | 'subservice'>;

/** The statement is about critical vendors and subservice organizations. Undefined where the source leaves it open. */
export function isCritical({ critical, subservice }: Tier): boolean | undefined {
  if (critical === true || subservice === true) return true;
  return critical === false && subservice === false ? false : undefined;
}

export const NOT_CRITICAL: Otherwise = {
  no: 'it is neither a critical vendor nor a subservice organization',
  unsaid: 'the source does not say whether it is a critical vendor or a subservice organization',
};
