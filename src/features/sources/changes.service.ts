import type { Caller } from '#/contract/endpoint.ts';
import { listedMoment } from '#/features/ledger/index.ts';
import { type PastChange, pastChanges } from './change.store.ts';
import { knownSource } from './known.service.ts';
import { isSame } from './settings.ts';
import type { UploadDeps } from './upload.service.ts';

/** More than anybody reads; what was earlier is in the log. */
const MOST = 200;

/** What was changed of a source, by whom and why, the latest first. */
export const changesOf = (
  deps: UploadDeps,
  { org }: Caller,
  { id, asOf }: { readonly id: string; readonly asOf?: string | undefined },
) =>
  deps.db.transaction(org, async (tx) => {
    await knownSource(tx, id);
    const { position } = await listedMoment(tx, deps, asOf);
    return { changes: (await pastChanges(tx, { source: id, until: position, limit: MOST })).map(told) };
  });

const told = ({ settings, before, secrets, ...change }: PastChange) => ({
  ...change,
  secrets: secrets === '' ? [] : secrets.split(', '),
  settings: settings === null ? [] : differences(before, settings),
});

/** The settings by their names that are others now; null for one that was, or is, not there. */
function differences(before: unknown, after: unknown) {
  const [was, is] = [before, after].map((all) => (all ?? {}) as Readonly<Record<string, unknown>>);
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].sort();
  return names.flatMap((name) => {
    const both = { name, before: was?.[name] ?? null, after: is?.[name] ?? null };
    return isSame(both.before, both.after) ? [] : [both];
  });
}
