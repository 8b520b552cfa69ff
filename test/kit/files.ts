import { type Collector, type Json, type Page, type Tools } from '#/collectors/collector.ts';
import { populationNamed } from '#/core/populations/index.ts';

/** When tests collect. */
export const COLLECTED: number = Date.UTC(2026, 5, 1, 12);

export interface Collected {
  readonly pages: readonly Page[];
  readonly log: readonly string[];
}

function absent(what: string): never {
  throw new Error(`the test gives no ${what}`);
}

/** Tools of a run for which only the given files exist. */
export function toolsFor(files: Readonly<Record<string, Uint8Array>>, log: string[] = []): Tools {
  return {
    http: () => absent('network'),
    git: () => absent('git'),
    workFolder: '/nowhere',
    readFile: async (file) =>
      files[file] ?? Promise.reject(Object.assign(new Error(`ENOENT: ${file}`), { code: 'ENOENT' })),
    changedAt: () => absent('time of a file'),
    signal: new AbortController().signal,
    startedAt: COLLECTED,
    log: (_, message) => void log.push(message),
  };
}

/** Everything that a collector yields for settings as a person writes them. */
export async function collected<S>(
  collector: Collector<S>,
  settings: unknown,
  files: Readonly<Record<string, Uint8Array>>,
  cursor: Json | null = null,
  exportedAnew = false,
): Promise<Collected> {
  const log: string[] = [];
  const pages: Page[] = [];
  const input = {
    settings: collector.settings.parse(settings),
    secrets: {},
    tools: { ...toolsFor(files, log), exportedAnew },
  };
  for await (const page of collector.collect(input, cursor)) pages.push(page);
  return { pages, log };
}

export interface TestRecord {
  readonly key: string;
  readonly place: string;
  readonly fact: Readonly<Record<string, unknown>>;
}

/** The records of pages by population, each fact checked against its schema as on its way into the ledger. */
export function recordsOf({ pages }: Collected): Readonly<Record<string, readonly TestRecord[]>> {
  const records: Record<string, TestRecord[]> = {};
  for (const { population, fact, place } of pages.flatMap((page) => page.records)) {
    const definition = populationNamed(population);
    const checked = definition.schema.parse(fact) as TestRecord['fact'];
    (records[population] ??= []).push({ key: definition.keyOf(fact), place, fact: checked });
  }
  return records;
}
