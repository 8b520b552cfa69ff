import { analyticsContract } from '#/features/analytics/contract.ts';
import { analytics } from '#/features/analytics/index.ts';
import { lasting } from '#/core/time/lasting.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { day } from '#/core/time/words.ts';
import { counted, type Output } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, analyticsContract, analytics);
type Found = Awaited<ReturnType<ReturnType<typeof client>['show']>>;

const show: Command = {
  name: 'trust analytics',
  needs: 'organization',
  summary: 'How often the trust center was looked at, what was read by whom, what waits, and how long it took.',
  details:
    'Counted by the server, without cookies and without a script. Programs that say so of themselves are counted apart; others are among the people, and so are you.',
  args: [],
  options: [{ name: 'days', value: 'N', doc: 'So many days back, 1 to 400. Default: 90.' }],
  examples: [{ line: 'attestry trust analytics --days 30 --json', doc: 'The last thirty days, for a program.' }],
  run: async (given, to, context) => {
    const found = await client(context).show({ days: given.whole('days', 90) });
    to.document(found, () => print(found, to, context.zone));
    return EXIT.fine;
  },
};

function print(found: Found, to: Output, zone: string): void {
  const sum = (of: 'people' | 'programs'): number => found.looks.reduce((all, each) => all + each[of], 0);
  to.line(
    `${counted(sum('people'), 'look', 'looks')} at the page since ${found.from}, and ${sum('programs')} by programs.`,
  );
  for (const { what, count } of found.others) to.line(`  ${what}: ${count}`);
  const { count, oldest } = found.waiting;
  to.line(
    count === 0
      ? 'No request waits.'
      : `${counted(count, 'request waits', 'requests wait')}, the oldest since ${day(oldest ?? 0, zone)}.`,
  );
  for (const [what, { count: known, half, most }] of [
    ['From a request to the answer', found.toDecision],
    ['From a request to reading', found.toReading],
  ] as const)
    if (half !== null && most !== null)
      to.line(`${what}: half within ${lasting(half)}, nine of ten within ${lasting(most)}, of ${known}.`);
  if (found.documents.length > 0) to.line('\nRead:');
  const read = [
    { title: 'read', of: ({ views }: { views: number }) => String(views), right: true as const },
    { title: 'saved', of: ({ downloads }: { downloads: number }) => String(downloads), right: true as const },
  ];
  to.table(found.documents, [
    { title: 'document', of: ({ title }) => title, style: () => 'strong' },
    ...read,
    { title: 'readers', of: ({ readers }) => String(readers), right: true },
  ]);
  to.table(found.companies, [
    { title: 'company', of: ({ company, party }) => `${company} (${party})`, style: () => 'strong' },
    ...read,
    { title: 'readers', of: ({ readers }) => String(readers), right: true },
  ]);
  to.table(found.grants, [
    { title: 'grant', of: ({ id }) => id, style: () => 'faint' },
    { title: 'reader', of: ({ name, company }) => `${name}, ${company}` },
    ...read,
    { title: 'last', of: ({ last }) => day(last, zone) },
  ]);
}

const searches: Command = {
  name: 'trust searches',
  needs: 'organization',
  summary: 'What was looked for among the answers and not found; with --dismiss, what needs no answer.',
  details: 'Counted by words, without who looked. What may be an address or a number of somebody is not kept.',
  args: [],
  options: [{ name: 'dismiss', value: 'WORDS', doc: 'List these words no more.' }],
  examples: [],
  run: async (given, to, context) => {
    const words = given.text('dismiss');
    if (words !== undefined) await client(context).dismiss({ words });
    const found = await client(context).searches({});
    to.document(found, () => {
      if (found.searches.length === 0) return to.line('Everything that was looked for has an answer.');
      to.table(found.searches, [
        { title: 'words', of: (each) => each.words, style: () => 'strong' },
        { title: 'times', of: ({ count }) => String(count), right: true },
        { title: 'last', of: ({ last }) => day(last, context.zone) },
      ]);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [show, searches];
