import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUARTER, testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const made = await testCompany(db);
const control = 'security-steering-meeting';
await made.controls.adopt({ controls: [{ id: control, owner: 'cto@acme.example' }] });
await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });

async function gradeOf(name: string, more: { readonly media?: string; readonly grade?: 'export' }): Promise<string> {
  const bytes = new TextEncoder().encode(name);
  const { artifact } = await made.evidence.add({ control, occurred: '2026-01-01', name, bytes, ...more });
  return (await made.evidence.artifact({ id: artifact })).artifact.grade;
}

test('a file that a person attaches is stated by them, a picture is a screenshot, and more is for them to say', async () => {
  assert.equal(await gradeOf('minutes-q1.pdf', { media: 'application/pdf' }), 'stated');
  assert.equal(await gradeOf('minutes.txt', {}), 'stated');
  assert.equal(await gradeOf('screen.png', { media: 'image/png' }), 'screenshot');
  assert.equal(await gradeOf('list.csv', { media: 'text/csv', grade: 'export' }), 'export');
});

test('what is stated and shown by nothing is stated, whatever its bytes are', async () => {
  const about = { control, occurred: '2026-01-01', bytes: new TextEncoder().encode('all'), media: 'image/png' };
  const { artifact } = await made.evidence.add({ ...about, name: 'all.png', purpose: 'complete' });
  assert.equal((await made.evidence.artifact({ id: artifact })).artifact.grade, 'stated');
});
