import { globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type ExternalOption, type Plugin } from 'rolldown';

export const ROOT = path.join(import.meta.dirname, '..');

/** Puts programs and what they need together into a few files: in a folder of its own within `folder`, which it returns. */
export async function putTogether({
  programs,
  folder,
  external = [],
  dense = false,
}: {
  /** By the name of what is made, the file it is made of. */
  readonly programs: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What is found where it is installed, when it is needed. */
  readonly external?: readonly (string | RegExp)[];
  /** Without what is there for people alone, so that it is read faster; a failure then tells a place that says little. */
  readonly dense?: boolean;
}): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(path.join(folder, 'made-'));
  await build({
    input: { ...programs },
    cwd: ROOT,
    platform: 'node',
    external: ['pg-native', ...external] satisfies ExternalOption, // a driver that is asked for and may be missing
    plugins: [placed(new Set(Object.values(programs)))],
    output: {
      dir: made,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      ...(dense && DENSE),
    },
  });
  return made;
}

/** Nothing is renamed or computed ahead. What is ASCII alone takes half the memory. */
const DENSE = {
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true, asciiOnly: true } },
};

/** Put together from its parts, so that this file itself can be put together: it would change its own words. */
const META = ['import', 'meta', ''].join('.');

/**
 * Code that looks for files beside itself finds them where it was written. What a program only needs is not the program:
 * in one file with it, it would take itself for that, and do at once what it does when it is run by itself.
 */
function placed(programs: ReadonlySet<string>): Plugin {
  const ours = ['src', 'test', 'scripts', 'web'].map((folder) => path.join(ROOT, folder) + path.sep);
  return {
    name: 'placed',
    transform(code, id) {
      if (!code.includes(META) || !ours.some((folder) => id.startsWith(folder))) return null;
      const own = programs.has(id) ? code : code.replaceAll(`${META}main`, 'false');
      return own
        .replaceAll(`${META}dirname`, JSON.stringify(path.dirname(id)))
        .replaceAll(`${META}url`, JSON.stringify(pathToFileURL(id).href));
    },
  };
}

/** Takes away what was put together before, but for the last few: a program that runs may still be reading one. */
export function forgetOld(folder: string, kept: number, isUsed: (name: string) => boolean): void {
  const all = globSync('made-*', { cwd: folder }).map((name) => path.join(folder, name));
  const byAge = all.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(kept)) if (!isUsed(path.basename(old))) rmSync(old, { recursive: true, force: true });
}
