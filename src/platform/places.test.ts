import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type Places, placeOf } from './places.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'attestry-test-')));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...parts: readonly string[]): string => path.join(root, ...parts);
for (const folder of ['exports/deep', 'data/demo', 'elsewhere']) mkdirSync(at(folder), { recursive: true });
for (const file of ['exports/a.csv', 'exports/deep/b.csv', 'data/secret.key', 'data/demo/c.csv', 'elsewhere/d.csv'])
  writeFileSync(at(file), 'x');
symlinkSync(at('elsewhere/d.csv'), at('exports/out.csv'));
symlinkSync(at('data'), at('elsewhere/in'));
symlinkSync(at('exports'), at('alias'));

const NEVER = { never: [at('data')], but: [at('data/demo')] };
const SOME: Places = { folders: [at('alias')], ...NEVER };
const ANY: Places = { folders: null, ...NEVER };

const CASES: readonly (readonly [what: string, places: Places, file: string, place: string | null])[] = [
  ['a file of a folder that is named', SOME, 'alias/a.csv', 'exports/a.csv'],
  ['a file below it', SOME, 'exports/deep/b.csv', 'exports/deep/b.csv'],
  ['the folder itself', SOME, 'exports', 'exports'],
  ['a file beside it', SOME, 'elsewhere/d.csv', null],
  ['a way out by its name', SOME, 'exports/../elsewhere/d.csv', null],
  ['a folder whose name begins alike', SOME, 'exports-of-others/a.csv', null],
  ['a link out of it', SOME, 'exports/out.csv', null],
  ['what is not there, but would lie in it', SOME, 'exports/none.csv', 'exports/none.csv'],
  ['what is not there, and would lie beside it', SOME, 'elsewhere/none.csv', null],
  ['what is never read', SOME, 'data/secret.key', null],
  ['what is never read, where anything else is', ANY, 'data/secret.key', null],
  ['the same by a link', ANY, 'elsewhere/in/secret.key', null],
  ['the part of it that is read', ANY, 'elsewhere/in/demo/c.csv', 'data/demo/c.csv'],
  ['a way out of that part', ANY, 'data/demo/../secret.key', null],
  ['anything else', ANY, 'elsewhere/d.csv', 'elsewhere/d.csv'],
];

for (const [what, places, file, place] of CASES)
  test(`${what}: ${place === null ? 'it is not read' : 'it is read where it really lies'}`, async () =>
    assert.equal(await placeOf(places, `${root}/${file}`), place === null ? null : at(place)));
