import type { Accounted } from '#/core/coverage/coverage.ts';
import { parseInstant } from '#/core/time/instant.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { LogEntry } from './log.ts';

/** What entries of kind `coverage` say that the runs of sources account for: each names its population. */
export const readingsOf = (entries: readonly LogEntry[]): readonly Reading[] => entries.flatMap(partsOf);

export type Reading = ReturnType<typeof partsOf>[number];

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
