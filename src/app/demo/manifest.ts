import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import type { Config } from '#/platform/config.ts';
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

/** Throws `demo_unfinished` where a demo was begun in a data folder, and its story was not told to its end. */
export function mustBeTold({ data }: Pick<Config, 'data'>): void {
  const folder = folderOf({ data });
  if (existsSync(folder) && !existsSync(manifestIn(folder))) throw new DomainError('demo_unfinished', { data });
}

/** Where the exports of the demo company lie, which stay for a person to look at. */
export const folderOf = ({ data }: Pick<Config, 'data'>): string => path.join(data, 'demo');

const manifestIn = (folder: string): string => path.join(folder, 'manifest.json');
