import path from 'node:path';
import { type GradeByHand, GRADES_BY_HAND, gradeByHand } from '#/core/grades.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { filledIn } from '#/app/cli/input.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, evidenceContract, evidence);

function gradeIn(given: Given): GradeByHand | undefined {
  const word = given.text('grade');
  if (word === undefined) return undefined;
  return (
    GRADES_BY_HAND.find((grade) => grade === word) ??
    misused('evidence add', `--grade is ${GRADES_BY_HAND.join(', ')}: what was read from the source, a source brings.`)
  );
}

/** For the files that people attach most; others are plain bytes. */
const MEDIA: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const add: Command = {
  name: 'evidence add',
  needs: 'organization',
  summary: 'Attach a file to a control: what shows that it was performed, or how it is designed.',
  details:
    'For controls that no records evidence: minutes, a policy, a screenshot. Three dates are kept apart: when it occurred, which you say; when it was attached; and when the ledger received it, which nobody can change. Where items call for a control, what is attached with --item counts for that item, and the rest by its day; the sentence of the status says how many of each.',
  args: [
    { name: 'CONTROL', doc: 'The control.' },
    { name: 'FILE', doc: 'The file; its bytes are kept as they are.' },
  ],
  options: [
    { name: 'occurred', value: 'DAY', doc: 'When it occurred: a day, or an instant with its offset.' },
    {
      name: 'for',
      value: 'DAY',
      doc: 'It was performed late, for an earlier period: a day of that period.',
    },
    {
      name: 'item',
      value: 'KEY',
      doc: 'Of a control that items call for: the one that called for it, by its key (attestry population list). It counts for that item alone.',
    },
    { name: 'design', doc: 'It shows how the control is designed, not a performance.' },
    {
      name: 'grade',
      value: 'WORD',
      doc: 'export: a person exported it from a tool; screenshot: a picture of a screen; stated: minutes, a sentence, somebody says so. Default: screenshot for a picture, stated for all else, which claims least. What was read from the source itself only a connected source brings.',
    },
    { name: 'note', value: 'TEXT', doc: 'What a reader should know.' },
  ],
  examples: [
    {
      line: 'attestry evidence add security-steering-meeting minutes-q1.pdf --occurred 2026-03-28',
      doc: 'The minutes of the first quarter: somebody states what was said.',
    },
    {
      line: 'attestry evidence add performance-reviews reviews.csv --occurred 2026-05-04 --grade export',
      doc: 'What a tool wrote, exported by a person.',
    },
    {
      line: 'attestry evidence add status-communication mail.pdf --occurred 2026-04-02 --item pager/INC-7',
      doc: 'What customers were told of one incident.',
    },
  ],
  run: async (given, to, context) => {
    const [control = '', file = ''] = given.args;
    const [period, item, grade] = [given.text('for'), given.text('item'), gradeIn(given)];
    const done = await client(context).add({
      control,
      ...(period === undefined ? {} : { period }),
      ...(item === undefined ? {} : { item }),
      purpose: given.flag('design') ? 'design' : 'performance',
      occurred: given.needed('occurred', 'Say when it occurred, with --occurred.'),
      ...(grade === undefined ? {} : { grade }),
      name: path.basename(file),
      media: MEDIA[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
      bytes: await filledIn(file),
      note: given.text('note') ?? '',
    });
    to.document(done, () =>
      to.line(`Attached to ${control}, sealed at position ${done.position}: sha256 ${done.sha256}`),
    );
    return EXIT.fine;
  },
};

const missed: Command = {
  name: 'evidence missed',
  needs: 'organization',
  summary: 'State that a performance of a control was missed.',
  details:
    'Where no record would show it, a performance that nothing shows is not evidenced: only a person can say that it did not take place. The statement is kept and sealed like any other evidence, graded as stated by a person.',
  args: [{ name: 'CONTROL', doc: 'The control.' }],
  options: [
    { name: 'occurred', value: 'DAY', doc: 'A day of the period in which it was missed.' },
    { name: 'note', value: 'TEXT', doc: 'What happened, in a sentence.' },
  ],
  examples: [
    {
      line: 'attestry evidence missed penetration-test --occurred 2026-12-31 --note "The vendor moved it to January."',
      doc: 'A year without one.',
    },
  ],
  run: async (given, to, context) => {
    const [control = ''] = given.args;
    const note = given.needed('note', 'Say what happened, with --note.');
    const occurred = given.needed('occurred', 'Say when it was due, with --occurred.');
    const done = await client(context).add(statement(control, 'missed', { occurred, note }));
    to.document(done, () =>
      to.line(`Stated, sealed at position ${done.position}: the performance shows as missed, which is a deviation.`),
    );
    return EXIT.fine;
  },
};

const complete: Command = {
  name: 'evidence complete',
  needs: 'organization',
  summary: 'State that what is attached to a control is all there was, until a day.',
  details:
    'A control that acts on events, or all the time, has no periods by which anybody could tell that all of it was attached: with files alone it is incomplete. The statement is sealed with your name, graded as stated by a person, and shows in the sentence of the status. It holds until something more is attached; once a window is over it must reach its last day.',
  args: [{ name: 'CONTROL', doc: 'The control.' }],
  options: [
    { name: 'until', value: 'DAY', doc: 'The last day of which you speak: today, or an earlier one.' },
    { name: 'note', value: 'TEXT', doc: 'How you know, in a sentence.' },
  ],
  examples: [
    {
      line: 'attestry evidence complete tenant-isolation --until 2026-12-31 --note "Compared with the list of releases."',
      doc: 'At the end of a window.',
    },
  ],
  run: async (given, to, context) => {
    const [control = ''] = given.args;
    const note = given.needed('note', 'Say how you know, with --note.');
    const occurred = given.needed('until', 'Say until which day, with --until.');
    const done = await client(context).add(statement(control, 'complete', { occurred, note }));
    to.document(done, () =>
      to.line(`Stated, sealed at position ${done.position}: what is attached is all there was until ${occurred}.`),
    );
    return EXIT.fine;
  },
};

/** What a person says is sealed as any other evidence. */
const statement = (
  control: string,
  purpose: 'missed' | 'complete',
  { occurred, note }: { readonly occurred: string; readonly note: string },
) => ({
  control,
  purpose,
  occurred,
  grade: 'stated' as const,
  name: `statement on ${control}`,
  media: 'text/plain',
  bytes: new TextEncoder().encode(note),
  note,
});

const list: Command = {
  name: 'evidence list',
  needs: 'organization',
  summary: 'What was attached to controls.',
  details: '',
  args: [{ name: 'CONTROL', doc: 'One control; all of them when it is left out.', optional: true }],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const [control] = given.args;
    const found = await client(context).list({ ...(control === undefined ? {} : { control }), ...asOfIn(given) });
    to.document(found, () => {
      if (found.evidence.length === 0) {
        to.line(
          'Nothing is attached. Controls that no records evidence need a file for each time they were performed.',
        );
        return;
      }
      to.table(found.evidence, [
        { title: 'control', of: (row) => row.control, style: () => 'strong' },
        { title: 'shows', of: ({ purpose }) => purpose },
        { title: 'occurred', of: ({ occurred }) => occurred },
        { title: 'for', of: ({ item, period }) => item ?? period ?? '' },
        { title: 'received', of: ({ received }) => minute(received, context.zone) },
        { title: 'by', of: ({ person }) => person },
        {
          title: 'file',
          of: ({ artifact, person }) =>
            artifact === null ? 'erased' : `${artifact.name} (${gradeByHand(artifact.grade, person)})`,
        },
      ]);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [add, missed, complete, list];
