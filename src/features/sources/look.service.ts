import type { Caller } from '#/contract/endpoint.ts';
import type { Separator } from '#/core/separators.ts';
import { fileHandedIn, type UploadDeps } from './upload.service.ts';

export interface Looking {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly items?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly separator?: Separator | undefined;
}

/** What the columns of a file could mean, as `attestry import` shows it. Nothing of it is used before it is confirmed. */
export async function lookInto(deps: UploadDeps, { org }: Caller, { path, sheet, separator, ...given }: Looking) {
  const { items = '', headerRow = 1 } = given;
  const zone = await deps.db.transaction(org, deps.zoneOf);
  const layout = {
    headerRow,
    items,
    ...(sheet === undefined ? {} : { sheet }),
    ...(separator === undefined ? {} : { separator }),
  };
  return deps.look(() => fileHandedIn(deps, org, path), layout, zone);
}
