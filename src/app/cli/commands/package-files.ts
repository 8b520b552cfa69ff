import { existsSync } from 'node:fs';
import { jobs } from '#/features/jobs/index.ts';
import { jobsContract, PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import { createPackage, type Created } from '#/features/packages/index.ts';
import { type FileWriter, writeNewFile } from '#/platform/file-writer.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { count, counted, type Output } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { followed } from '#/app/cli/remote.ts';
import { noted } from '#/app/noting.ts';
import { VERSION } from '#/app/version.ts';

const client = (context: Context) => clientOf(context, jobsContract, jobs);

const OUT = {
  name: 'out',
  value: 'FILE',
  doc: 'The file to write. It is there when it is complete, or not at all; a file that is there is not replaced.',
} as const;

/** Where to write; nothing that is there is put away. */
function outIn(command: string, given: Given): string {
  const out = given.needed('out', 'Say where to, with --out.');
  return existsSync(out) ? misused(command, `${out} is there already`) : out;
}

const create: Command = {
  name: 'package create',
  needs: 'organization',
  stops: true,
  summary: 'Write one file with everything that a stranger needs to verify and re-perform an engagement.',
  details: `Controls, records, outcomes, coverage, the artifacts that the records of the window were read from, what people attached, decided and erased, and the whole log. Items that people excluded stay in it, and are counted with and without.

It verifies without a server, a database or a network. That it was made is sealed, as the last entry of the log that it carries. Where the file does not come to its end after all, as on a full disk, an entry after it says so. Give your key to whoever is to verify it by another way than the package: attestry ledger status.

With --server a job of the server writes it, and it comes here when the job is done. Where it breaks on the way, "attestry package fetch" brings it without another one being made; Ctrl-C while the job is at work leaves the job to it.`,
  args: [],
  options: [
    OUT,
    { name: 'engagement', value: 'ID', doc: 'Which examination, of Type I or Type II; default: the one opened last.' },
  ],
  examples: [
    { line: 'attestry package create --out acme.attestry', doc: 'The engagement that was opened last.' },
    { line: 'attestry package create --engagement type-1-2026 --out acme-type-1.tar', doc: 'A certain one.' },
  ],
  run: async (given, to, context) => {
    const wanted = { out: outIn('package create', given), engagement: given.text('engagement') };
    const done = await (context.remote === null ? createdHere(context, wanted, to) : createdThere(context, wanted, to));
    to.done();
    to.document(done, () => {
      to.line(
        `${wanted.out}: engagement ${done.engagement}, ${count(done.members)} members, ${counted(done.segments, 'segment', 'segments')}, ${counted(done.artifacts, 'artifact', 'artifacts')}, a log of ${counted(done.entries, 'entry', 'entries')} that ends with the package itself.`,
      );
      to.line(`SHA-256 of its ${counted(done.bytes, 'byte', 'bytes')}: ${done.sha256}`);
      showHowToVerify(to, wanted.out);
    });
    return EXIT.fine;
  },
};

interface Wanted {
  readonly out: string;
  readonly engagement: string | undefined;
}

function createdHere({ attestry, caller, signal }: Context, { out, engagement }: Wanted, to: Output): Promise<Created> {
  const subject = engagement === undefined ? {} : { engagement };
  return noted({ attestry, caller }, { name: 'jobs.package', subjects: [subject] }, () =>
    createPackage({ ...attestry, software: `attestry ${VERSION}` }, caller, {
      engagement,
      out,
      progress: (written, total) => {
        signal.throwIfAborted();
        to.progress('members', written, total);
      },
    }),
  );
}

/** The file is begun first: where it cannot be, nothing is asked of the server. */
const createdThere = (context: Context, { out, engagement }: Wanted, to: Output): Promise<Created> =>
  writeNewFile(out, async (writer) => {
    const { remote, signal } = context;
    if (remote === null) throw new TypeError('there is no server');
    let job = '';
    const made = (await followed(
      remote,
      async (client) => {
        const begun = await client.package(engagement === undefined ? {} : { engagement });
        job = begun.job;
        return begun;
      },
      to,
      signal,
    )) as Created;
    await brought(context, job, writer, to);
    return { ...made, file: out };
  });

/** Writes the file of a job as it comes; how many bytes it has. */
async function brought(context: Context, job: string, writer: FileWriter, to: Output): Promise<number> {
  const { bytes, length } = await client(context).packageFile({ id: job });
  let came = 0;
  for await (const some of bytes) {
    context.signal.throwIfAborted();
    await writer.write(some);
    came += some.length;
    to.progress('bytes of the package', came, length);
  }
  return came;
}

const list: Command = {
  name: 'package list',
  needs: 'organization',
  summary: 'The packages that a server wrote and whose files are still there.',
  details: `A server writes a package by a job: when a program asks for it, or "attestry package create" with --server. The file stays for ${PACKAGE_KEPT_DAYS} days, or until something is erased, which it may hold. What "attestry package create" wrote on the data folder itself is where --out said, and not in this list.`,
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).packages({});
    to.document(found, () => {
      if (found.packages.length === 0) to.line('There is none. Write one: attestry package create --out FILE');
      else
        to.table(found.packages, [
          { title: 'job', of: ({ job }) => job },
          { title: 'engagement', of: ({ engagement }) => engagement, style: () => 'strong' },
          { title: 'asked for by', of: ({ person }) => person },
          { title: 'written', of: ({ finished }) => minute(finished, context.zone) },
          { title: 'stays until', of: ({ until }) => minute(until, context.zone) },
          { title: 'bytes', of: ({ bytes }) => count(bytes), right: true },
          { title: 'SHA-256', of: ({ sha256 }) => sha256 ?? 'not noted' },
        ]);
    });
    return EXIT.fine;
  },
};

const fetchCommand: Command = {
  name: 'package fetch',
  needs: 'organization',
  stops: true,
  summary: 'Bring the file of a package that a server wrote.',
  details: 'Who took it stands in the audit log.',
  args: [{ name: 'JOB', doc: 'The job that wrote it; "attestry package list" shows them.' }],
  options: [OUT],
  examples: [
    {
      line: 'attestry package fetch 0197f3a2-6d1e-7c54-9a50-3f1e6b0c8d21 --out acme.attestry --server https://soc2.acme.example',
      doc: 'Once the job is done.',
    },
  ],
  run: async (given, to, context) => {
    const out = outIn('package fetch', given);
    const [job = ''] = given.args;
    const bytes = await writeNewFile(out, (writer) => brought(context, job, writer, to));
    to.done();
    to.document({ file: out, job, bytes }, () => {
      to.line(`${out}: ${counted(bytes, 'byte', 'bytes')}.`);
      showHowToVerify(to, out);
    });
    return EXIT.fine;
  },
};

function showHowToVerify(to: Output, file: string): void {
  to.line(`Verify it anywhere: attestry package verify ${file} --key KEY`);
  to.line('KEY is what "attestry ledger key" shows. Whoever verifies has it from you by another way than this file.');
}

export const commands: readonly Command[] = [create, list, fetchCommand];
