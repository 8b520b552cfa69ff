import type { Json, Page, Tools } from '#/collectors/collector.ts';
import { systemChance } from '#/platform/clock.ts';
import { changedAt, readWhole } from '#/platform/files.ts';
import { gitTool } from '#/platform/git.ts';
import { type HttpLimits, httpTool } from '#/platform/http.ts';

export interface TestTools extends Tools {
  /** What was logged. */
  readonly lines: readonly string[];
}

interface Over {
  readonly workFolder: string;
  readonly startedAt?: number;
  readonly signal?: AbortSignal;
  readonly http?: Partial<HttpLimits>;
}

/** The tools of a run as they really are, in more of a hurry. */
export function testTools({ workFolder, startedAt, signal = new AbortController().signal, http }: Over): TestTools {
  const lines: string[] = [];
  return {
    http: httpTool({ chance: systemChance, signal, limits: { pause: 5, timeout: 5_000, ...http } }),
    git: gitTool({ signal, limits: { milliseconds: 60_000 } }),
    workFolder,
    readFile: readWhole,
    changedAt,
    signal,
    startedAt: startedAt ?? Date.UTC(2026, 6, 1),
    log: (level, message) => lines.push(`${level}: ${message}`),
    lines,
  };
}

/** All pages that a collector yields. */
export async function allPages(pages: AsyncIterable<Page>): Promise<readonly Page[]> {
  const all: Page[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** What a cursor is once it was saved and read again. */
export const saved = (cursor: Json): Json => JSON.parse(JSON.stringify(cursor)) as Json;
