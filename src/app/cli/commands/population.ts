import { once } from 'node:events';
import { DomainError } from '#/core/errors.ts';
import { gradeOf } from '#/core/grades.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { writeFileWhole } from '#/platform/file-writer.ts';
import { AFTER, afterIn } from '#/app/cli/after.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { beginOf, day, endOf, minute } from '#/core/time/words.ts';
import { followsLine } from '#/app/cli/follows.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { populationsClient as client, reconcile } from './population-reconcile.ts';

type Client = ReturnType<typeof client>;

const list: Command = {
  name: 'population list',
  needs: 'organization',
  summary: 'Every kind of record, or the items of one.',
  details:
    'A population is all records of a kind. Its items are listed in an order that stays the same, as they are now, or as the log held them then.',
  args: [{ name: 'POPULATION', doc: 'One population; all of them, counted, when it is left out.', optional: true }],
  options: [{ name: 'limit', value: 'N', doc: 'How many items; default 50.' }, AFTER, AS_OF],
  examples: [{ line: 'attestry population list change --limit 10', doc: 'The first ten changes.' }],
  run: async (given, to, context) => {
    const [population] = given.args;
    if (population === undefined) return listAll(client(context), to, asOfIn(given));
    const found = await client(context).records({
      population: population as 'change',
      limit: given.whole('limit', 50),
      ...afterIn(given),
      ...asOfIn(given),
    });
    to.document(found, () => {
      if (found.items !== null) to.line(`${counted(found.items, 'item', 'items')}.`);
      to.table(found.records, [
        { title: 'key', of: ({ key }) => key, style: () => 'strong' },
        {
          title: 'is',
          of: ({ presence }) => presence,
          style: ({ presence }) => (presence === 'present' ? null : 'unsure'),
        },
        {
          title: 'collected',
          of: ({ collected, inferred }) => `${day(collected, context.zone)}${inferred ? ', inferred since' : ''}`,
        },
        { title: 'grade', of: ({ grade }) => grade ?? '' },
        { title: 'fact', of: ({ fact, note }) => (fact === null ? note : summaryOf(fact)) },
      ]);
      if (found.next !== null) to.line(`More: --after ${found.next}`);
    });
    return EXIT.fine;
  },
};

async function listAll(service: Client, to: Output, asOf: ReturnType<typeof asOfIn>): Promise<typeof EXIT.fine> {
  const found = await service.list(asOf);
  to.document(found, () =>
    to.table(found.populations, [
      { title: 'population', of: ({ name }) => name, style: ({ items }) => (items > 0 ? 'strong' : null) },
      { title: 'items', of: ({ items }) => count(items), right: true },
      {
        title: 'from',
        of: ({ sources: [first = '', ...more] }) => (more.length < 1 ? first : `${first} and ${more.length} more`),
      },
      { title: 'what it is', of: ({ doc }) => doc },
    ]),
  );
  return EXIT.fine;
}

/** The first members of a fact, short enough for a line. */
function summaryOf(fact: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(fact).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = parts.join(' ');
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

const show: Command = {
  name: 'population show',
  needs: 'organization',
  summary: 'One item: every version of it, the bytes it was read from, and its place in the log.',
  details:
    'Whoever wants to see for themselves lets the bytes be written to a file: they are those that were received, and their SHA-256 is the one that the log holds.',
  args: [
    { name: 'POPULATION', doc: 'The population.' },
    { name: 'KEY', doc: 'The key, as "attestry population list" writes it.' },
  ],
  options: [
    { name: 'artifact', value: 'FILE', doc: 'Write there the bytes that its latest version was read from.' },
    AS_OF,
  ],
  examples: [
    {
      line: 'attestry population show person "hr/1@2025-01-06[Europe/Berlin]" --artifact people.csv',
      doc: 'An employee, and the export that names them.',
    },
  ],
  run: async (given, to, context) => {
    const [population = '', key = ''] = given.args;
    const found = await client(context).record({ population: population as 'change', key, ...asOfIn(given) });
    const file = given.text('artifact');
    if (file !== undefined) await writeArtifact(context, file, key, found.versions.at(-1)?.source?.artifact ?? null);
    to.document(found, () => {
      for (const version of found.versions) {
        to.title(
          `${version.presence}, received ${minute(version.received, context.zone)} at position ${version.position}`,
        );
        if (version.fact === null) to.line(`  ${version.note}`);
        for (const [name, value] of Object.entries(version.fact ?? {})) {
          for (const line of wrap(`  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`, 96))
            to.line(line);
        }
        const { source, segment } = version;
        if (version.inferred)
          to.line(
            `  As a look saw it on ${day(version.collected, context.zone)}; that it was so until the next look is inferred.`,
          );
        to.line(`  Sealed in segment ${segment.digest.slice(0, 16)}, row ${segment.row}.`);
        if (source === null)
          to.line(
            version.place === ''
              ? '  Read from no artifact: it follows from what a look at the source no longer found, or the artifact was erased.'
              : `  Read from ${version.place} of an artifact that was erased.`,
          );
        else
          to.line(
            `  Read from ${source.name}${version.place === '' ? '' : `, ${version.place}`} (${gradeOf(source.grade)}; sha256 ${source.sha256.slice(0, 16)}, position ${source.position}).`,
          );
        to.line();
      }
    });
    return EXIT.fine;
  },
};

/** As they were received; throws `blob_damaged` where they no longer are. */
async function writeArtifact(context: Context, file: string, key: string, artifact: string | null): Promise<void> {
  if (artifact === null) throw new DomainError('not_found', { what: 'artifact', id: key });
  const { bytes } = await clientOf(context, evidenceContract, evidence).artifactFile({ id: artifact });
  await writeFileWhole(file, async (writer) => {
    for await (const part of bytes) await writer.write(part);
  });
}

const exportCommand: Command = {
  name: 'population export',
  needs: 'organization',
  summary: 'Write all items of a population, a JSON line each.',
  details: 'The whole population, as it is now or was then: nothing is left out.',
  args: [{ name: 'POPULATION', doc: 'The population.' }],
  options: [{ name: 'out', value: 'FILE', doc: 'Where to; default: standard output.' }, AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const file = given.text('out');
    if (file === undefined) {
      const out = process.stdout;
      const write = async (line: string): Promise<boolean> => {
        if (!out.write(line)) await Promise.race([once(out, 'drain'), once(out, 'close')]);
        return !out.destroyed;
      };
      await exported(given, to, context, write);
      return EXIT.fine;
    }
    const written = await writeFileWhole(file, (writer) =>
      exported(given, to, context, async (line) => {
        await writer.write(Buffer.from(line));
        return !context.signal.aborted;
      }),
    );
    to.document({ file, items: written }, () => to.line(`${counted(written, 'item', 'items')} written to ${file}.`));
    return EXIT.fine;
  },
};

/** Writes every item as a line, until somebody says that no more is wanted; how many there were. */
async function exported(
  given: Given,
  to: Output,
  context: Context,
  write: (line: string) => Promise<boolean>,
): Promise<number> {
  let written = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<Client['records']>> = await client(context).records({
      population: (given.args[0] ?? '') as 'change',
      after,
      limit: 10_000,
      ...asOfIn(given),
    });
    for (const record of page.records) if (!(await write(`${JSON.stringify(record)}\n`))) return written;
    written += page.records.length;
    to.progress('written', written, page.items ?? written);
    after = page.next;
  }
  to.done();
  return written;
}

const coverage: Command = {
  name: 'population coverage',
  needs: 'organization',
  summary: 'What the readings of a population account for: which time, which query, whose count.',
  details:
    'counted: the source told how many there are. contiguous: it was read to its end from where the last reading stopped. declared: a person said so. none: nobody did. A time that ends with a day is shown with that day, its last; "--json" has the instant before which it ends.',
  args: [{ name: 'POPULATION', doc: 'The population.' }],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const [population] = given.args;
    const found = await client(context).coverage({ population: population as 'change', ...asOfIn(given) });
    to.document(found, () => {
      if (found.coverage.length === 0) to.line(`Nothing accounts for ${population} yet.`);
      else
        to.table(found.coverage, [
          { title: 'source', of: ({ source }) => source, style: () => 'strong' },
          { title: 'kind', of: ({ kind }) => kind },
          { title: 'from', of: ({ from }) => (from === null ? '' : beginOf(from, context.zone)) },
          { title: 'to', of: ({ to: end }) => (end === null ? '' : endOf(end, context.zone)) },
          {
            title: 'source says',
            of: ({ sourceCount }) => (sourceCount === null ? '' : count(sourceCount)),
            right: true,
          },
          { title: 'arrived', of: ({ ourCount }) => count(ourCount), right: true },
          { title: 'rejected', of: ({ rejected }) => count(rejected), right: true },
          { title: 'query', of: ({ query, note }) => `${JSON.stringify(query)}${note === '' ? '' : `; ${note}`}` },
        ]);
      for (const each of found.follows) to.line(followsLine(each, minute(each.at, context.zone)));
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, show, exportCommand, coverage, reconcile];
