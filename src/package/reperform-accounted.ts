import { type Follows, followsIn } from '#/core/coverage/chains.ts';
import type { Accounted } from '#/core/coverage/coverage.ts';
import { type Instant, parseInstant } from '#/core/time/instant.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { LogEntry } from './log.ts';

/** What entries of kind `coverage` say that the runs of sources account for: each names its population. */
export const readingsOf = (
  entries: readonly LogEntry[],
  { follows, disconnected }: { readonly follows: ReadonlyMap<string, Follows>; readonly disconnected: Disconnected },
): readonly Reading[] =>
  entries.flatMap((entry) =>
    partsOf(entry).map((part) => ({
      ...part,
      follows: follows.get(part.source) ?? null,
      disconnected: disconnected.get(part.source) ?? null,
    })),
  );

/** By source, since when nobody reads it. */
type Disconnected = ReadonlyMap<string, Instant>;

/** The same by the entries of the kinds `source-disconnected` and `source-reconnected`, in the order of the log. */
export function disconnectedOf(entries: readonly LogEntry[]): Disconnected {
  const since = new Map<string, Instant>();
  for (const { kind, received, payload } of entries) {
    const id = textIn(payload, 'id') ?? '';
    if (kind === 'source-disconnected') since.set(id, parseInstant(received) ?? Number.NaN);
    else since.delete(id);
  }
  return since;
}

/** By source, what it follows by the entries of kind `source-added`, in the order of the log. */
export const followsOf = (entries: readonly LogEntry[]): ReadonlyMap<string, Follows> =>
  followsIn(
    entries.map(({ received, payload }) => {
      const [id, follows, by] = [textIn(payload, 'id'), textIn(payload, 'follows'), textIn(payload, 'person')];
      const at = parseInstant(received) ?? Number.NaN;
      return {
        id: id ?? '',
        reference: membersOf(payload)['reference'] === true,
        follows: follows === null || by === null ? null : { source: follows, by, at },
      };
    }),
  );

export type Reading = ReturnType<typeof partsOf>[number] & Pick<Accounted, 'follows' | 'disconnected'>;

function partsOf({ position, payload }: LogEntry) {
  const { source, run } = membersOf(payload);
  return listIn(payload, 'parts').map((part) => ({
    ...(part as Pick<Accounted, 'kind' | 'sourceCount' | 'ourCount' | 'rejected' | 'note'>),
    population: textIn(part, 'population') ?? '',
    source: String(source),
    run: String(run),
    position,
    from: instantIn(part, 'from'),
    to: instantIn(part, 'to'),
  }));
}

function instantIn(part: unknown, name: string): number | null {
  const text = textIn(part, name);
  return text === null ? null : parseInstant(text);
}
