import type { Item } from '#/core/populations/index.ts';
import type { Completion } from './joining.ts';

type Acknowledgement = Pick<Item<'acknowledgement'>, 'kind' | 'acknowledgedAt'>;

/** What somebody acknowledged, as far as it may be a document of this kind. */
export const acknowledgementsOf = (
  wanted: NonNullable<Acknowledgement['kind']>,
  all: readonly Acknowledgement[],
): readonly Completion[] =>
  all.map(({ kind, acknowledgedAt: at }) => ({ at, wanted: kind === undefined ? undefined : kind === wanted }));
