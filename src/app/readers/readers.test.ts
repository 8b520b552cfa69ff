import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Collector } from '#/collectors/collector.ts';
import { file } from '#/collectors/file/file.ts';
import { github } from '#/collectors/github/github.ts';
import { DomainError } from '#/core/errors.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { lookHere } from '#test/kit/sources.ts';
import { allPages, testTools } from '#test/kit/tools.ts';
import { readers } from './readers.ts';

const reads = readers();
after(() => reads.close());

const folder = testFolder();
const HEAD = 'id,title,severity,owner,detectedAt';
const row = (at: number): string => `i-${at},Login was down,high,ada@acme.example,2026-03-01T10:00:00Z`;
const LAYOUT = { headerRow: 1, items: '' };

function written(rows: readonly string[]): string {
  const place = path.join(folder, 'incidents.csv');
  writeFileSync(place, [HEAD, ...rows].join('\n'));
  return place;
}

const here = file as unknown as Collector<unknown>;
const apart = reads.apart(here);

const settingsOf = (place: string): unknown =>
  file.settings.parse({
    path: place,
    acceptRejected: true,
    mapping: {
      population: 'incident',
      fields: {
        id: { column: 'id' },
        title: { column: 'title' },
        severity: { column: 'severity' },
        owner: { column: 'owner', scheme: 'email' },
        detectedAt: { column: 'detectedAt', dates: { format: 'iso' } },
      },
    },
  });

const says =
  (code: string, words: RegExp) =>
  (error: unknown): boolean =>
    error instanceof DomainError && error.code === code && words.test(error.message);

test('a file that is read apart gives what it gives here: look, trial, pages, log and refusal', async () => {
  // more rows than travel in one part, and one that cannot come in
  const place = written([
    ...Array.from({ length: 2_500 }, (_, at) => row(at)),
    'i-x,Broken,high,a@b.example,yesterday',
  ]);
  const settings = settingsOf(place);
  const [toolsHere, toolsApart] = [testTools({ workFolder: folder }), testTools({ workFolder: folder })];
  const bytes = await toolsHere.readFile(place);
  const named = async () => ({ name: 'incidents.csv', bytes: new Uint8Array(bytes) });
  assert.deepEqual(await reads.look(named, LAYOUT, 'UTC'), await lookHere(named, LAYOUT, 'UTC'));
  const [inputHere, inputApart] = [toolsHere, toolsApart].map((tools) => ({ settings, secrets: {}, tools }));
  assert.ok(inputHere !== undefined && inputApart !== undefined);
  assert.deepEqual(await apart.test(inputApart), await here.test(inputHere));
  const pages = await allPages(apart.collect(inputApart, null));
  assert.deepEqual(pages, await allPages(here.collect(inputHere, null)));
  assert.equal(pages[0]?.records.length, 2_500);
  assert.match(toolsApart.lines.join('\n'), /row 2502.*is no date/);
  assert.deepEqual(toolsApart.lines, toolsHere.lines);
  assert.deepEqual(await allPages(apart.collect(inputApart, pages[0].cursor)), [], 'it was read before');
  writeFileSync(place, 'id,title\n1,2\n');
  await assert.rejects(apart.test(inputApart), says('columns_missing', /severity/));
});

test('a file that takes too much is refused in words, and the next one is read', async () => {
  const small = readers({ heap: 48 });
  try {
    const columns = Array.from({ length: 1_000 }, (_, at) => `c${at}`).join(',');
    const wide = Buffer.from([columns, ...Array.from({ length: 3_000 }, () => columns)].join('\n'));
    const large = async () => ({ name: 'wide.csv', bytes: wide });
    await assert.rejects(small.look(large, LAYOUT, 'UTC'), says('file_too_heavy', /wide\.csv.*too much memory/));
    const one = async () => ({ name: 'one.csv', bytes: Buffer.from(`${HEAD}\n${row(1)}\n`) });
    assert.equal((await small.look(one, LAYOUT, 'UTC')).total, 1);
  } finally {
    await small.close();
  }
  const hasty = readers({ longest: 1 });
  try {
    const one = async () => ({ name: 'one.csv', bytes: Buffer.from(HEAD) });
    await assert.rejects(hasty.look(one, LAYOUT, 'UTC'), says('file_too_heavy', /one\.csv.*too long/));
  } finally {
    await hasty.close();
  }
});

test('while a file is read, the thread that asked goes on', async () => {
  const columns = Array.from({ length: 1_000 }, (_, at) => `c${at}`).join(',');
  const bytes = Buffer.from([columns, ...Array.from({ length: 2_000 }, () => columns)].join('\n'));
  const reading = { isOpen: true, turns: 0 };
  const file = async () => {
    const count = (): unknown => reading.isOpen && (reading.turns += 1) && setImmediate(count);
    setImmediate(count); // from here on all that is left is to read it
    return { name: 'wide.csv', bytes };
  };
  await reads.look(file, LAYOUT, 'UTC');
  reading.isOpen = false;
  assert.ok(reading.turns > 100, `${reading.turns} turns`);
});

test('who asks a provider reads as ever', () => {
  const asking = github as unknown as Collector<unknown>;
  assert.equal(reads.apart(asking), asking);
});
