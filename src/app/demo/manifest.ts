import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Demo } from './create.ts';

/**
 * What the generator decided to put in, for whoever wants to see whether the checks find it. Written last: a demo
 * without it was not told to its end.
 */
export async function writeManifest({ company, sections }: Demo, folder: string): Promise<void> {
  const { name, seed, scale, last } = company;
  const manifest = {
    company: { name, seed, scale, last },
    planted: sections.flatMap(({ planted }) => planted),
    gaps: sections.flatMap(({ gaps = [] }) => gaps),
    apart: sections.flatMap(({ apart = [] }) => apart),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(manifestIn(folder), `${JSON.stringify(manifest, null, 2)}\n`);
}

export const isTold = (folder: string): boolean => existsSync(manifestIn(folder));

const manifestIn = (folder: string): string => path.join(folder, 'manifest.json');
