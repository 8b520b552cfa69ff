/** A process that holds the database of a folder, and writes and reads when it is told to. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { openDatabase } from '#/platform/db/database.ts';

const [folder = ''] = process.argv.slice(2);
const db = await openDatabase({ url: null, folder, connections: 2 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say('open');
for await (const line of createInterface({ input: process.stdin })) {
  const [word = '', slug = ''] = line.split(' ');
  if (word === 'end') break;
  try {
    if (word === 'write') await write(slug);
    const slugs = (await db.organizations()).map((each) => each.slug).sort();
    say(word === 'read' ? JSON.stringify(slugs) : `wrote ${slug}`);
  } catch (error) {
    say(`failed ${error instanceof Error ? error.message : String(error)}`);
  }
}
await db.close();
process.stdin.destroy();

async function write(slug: string): Promise<void> {
  const org = randomUUID();
  const row = { org, slug, name: slug, demo: false, zone: 'UTC', created: '2026-01-01T00:00:00.000Z' };
  await db.transaction(org, (tx) => tx.insertInto('organization').values(row).execute());
}
