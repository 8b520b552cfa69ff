import { once } from 'node:events';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { type Remote, remoteFile } from '#/contract/remote-client.ts';
import { identityContract } from '#/features/identity/contract.ts';
import { ACTION_FORMATS, type ActionFormat, actionLine, actionsHead, identity } from '#/features/identity/index.ts';
import { writeFileWhole } from '#/platform/file-writer.ts';
import { noteAction } from '#/app/noting.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, identityContract, identity);
type Write = (text: string) => Promise<boolean>;

const PAGE = 1_000;
const FILTER = [
  { name: 'text', value: 'TEXT', doc: 'Stands somewhere in the line, whatever its case.' },
  { name: 'person', value: 'EMAIL', doc: 'Who asked.' },
  { name: 'name', value: 'NAME', doc: 'What was asked, by its beginning, such as controls or account.sign-in.' },
  {
    name: 'outcome',
    value: 'OUTCOME',
    doc: 'done, asked (of a server, which does it later in a job), or the code of the error.',
  },
  { name: 'from', value: 'DAY', doc: 'The first day, in the zone of the organization.' },
  { name: 'to', value: 'DAY', doc: 'The last day.' },
] as const;

function filterIn(command: string, given: Given, { zone }: Context) {
  const day = (name: 'from' | 'to', plus: number) => {
    const text = given.text(name);
    if (text === undefined) return {};
    const number = parseDay(text) ?? misused(command, `"${text}" is not a day; a day reads 2026-03-03.`);
    return { [name]: zoneNamed(zone).startOf(number + plus) };
  };
  const words = (['text', 'person', 'name', 'outcome'] as const).flatMap((name) => {
    const value = given.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(words), ...day('from', 0), ...day('to', 1) };
}

const list: Command = {
  name: 'audit-log list',
  needs: 'organization',
  summary: 'Who asked for what to be changed, who came in and who left.',
  details:
    'Newest first; done, asked or refused. What a server was asked to do in a job is "asked", whatever became of the job. Each line is sealed in the log.',
  args: [],
  options: [...FILTER, { name: 'limit', value: 'N', doc: 'How many lines; default 50.' }],
  examples: [{ line: 'attestry audit-log list --name account.sign-in', doc: 'Who came in, newest first.' }],
  run: async (given, to, context) => {
    const filter = filterIn('audit-log list', given, context);
    const found = await client(context).actions({ ...filter, limit: given.whole('limit', 50) });
    to.document(found, () => {
      if (found.actions.length === 0) to.line('Nothing like this was asked.');
      else
        to.table(found.actions, [
          { title: 'at', of: ({ at }) => minute(at, context.zone) },
          { title: 'who', of: ({ person }) => person, style: () => 'strong' },
          { title: 'what', of: ({ name }) => name },
          { title: 'about', of: ({ subject }) => Object.values(subject).join(', ') },
          { title: 'outcome', of: ({ outcome }) => outcome },
          { title: 'position', of: ({ position }) => String(position), right: true },
        ]);
    });
    return EXIT.fine;
  },
};

const isFormat = (text: string): text is ActionFormat => (ACTION_FORMATS as readonly string[]).includes(text);

const save: Command = {
  name: 'audit-log export',
  needs: 'organization',
  summary: 'Write the audit log to a file, filtered as its list is.',
  details: 'Newest first. NDJSON is one JSON object a line; CSV is for spreadsheets, and runs nothing there.',
  args: [],
  options: [
    ...FILTER,
    { name: 'format', value: 'FORMAT', doc: 'ndjson or csv; default ndjson.' },
    { name: 'out', value: 'FILE', doc: 'Where to; default: standard output.' },
  ],
  examples: [
    { line: 'attestry audit-log export --format csv --out audit-log.csv', doc: 'All of it, for a spreadsheet.' },
  ],
  run: async (given, to, context) => {
    const format = given.text('format') ?? 'ndjson';
    if (!isFormat(format)) return misused('audit-log export', `"${format}" is none of: ${ACTION_FORMATS.join(', ')}.`);
    const file = given.text('out');
    if (context.remote === null) {
      const { attestry, caller } = context;
      await noteAction(attestry, caller, { name: 'identity.actions-exported', subjects: [{ format }] }, 'done');
    }
    if (file === undefined) {
      await exported(given, context, format, toStandardOutput);
      return EXIT.fine;
    }
    const lines = await writeFileWhole(file, (writer) =>
      exported(given, context, format, async (text) => {
        await writer.write(Buffer.from(text));
        return !context.signal.aborted;
      }),
    );
    to.document({ file, lines }, () => to.line(`${counted(lines, 'line', 'lines')} written to ${file}.`));
    return EXIT.fine;
  },
};

const toStandardOutput: Write = async (text) => {
  const out = process.stdout;
  if (!out.write(text)) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  return !out.destroyed;
};

/** How many lines there were, until somebody says that no more is wanted. */
async function exported(given: Given, context: Context, format: ActionFormat, write: Write): Promise<number> {
  const filter = filterIn('audit-log export', given, context);
  if (context.remote !== null) return exportedThere(context.remote, { ...filter, format }, write);
  let written = 0;
  if (!(await write(actionsHead(format)))) return written;
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
    const page: Awaited<ReturnType<ReturnType<typeof client>['actions']>> = await client(context).actions({
      ...filter,
      before,
      limit: PAGE,
    });
    if (!(await write(page.actions.map((row) => actionLine(row, format)).join('')))) return written;
    written += page.actions.length;
    before = page.next;
  }
  return written;
}

/** A server writes it while it is read, and notes who takes it. */
async function exportedThere(remote: Remote, asked: Readonly<Record<string, unknown>>, write: Write): Promise<number> {
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  const { bytes } = await remoteFile(`/identity/actions/file?${query.toString()}`, remote);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }); // the mark at its beginning is of the file
  let lines = asked['format'] === 'csv' ? -1 : 0; // its first line is of names
  for await (const some of bytes) {
    lines += some.filter((byte) => byte === LINE_END).length;
    if (!(await write(text.decode(some, { stream: true })))) break;
  }
  return lines;
}

const LINE_END = 0x0a;

export const commands: readonly Command[] = [list, save];
