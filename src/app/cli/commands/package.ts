import { readFile } from 'node:fs/promises';
import { checkWithId } from '#/checks/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { reperformPackage, type Reperformed } from '#/package/reperform.ts';
import { isFine, reportOf, threeSentences } from '#/package/report.ts';
import { verifyPackage } from '#/package/verify.ts';
import { sourceClosure } from '#/platform/source-closure.ts';
import { organizationOf } from '#/app/wire.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';
import { count, wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { VERSION } from '#/app/version.ts';

const create: Command = {
  name: 'package create',
  needs: 'organization',
  summary: 'Write one file with everything that a stranger needs to verify and re-perform an engagement.',
  details:
    'Controls, records, outcomes, coverage, the artifacts that the records of the window were read from, and the whole log. It verifies without a server, a database or a network. Give your key to whoever is to verify it by another way than the package: attestry ledger key.',
  args: [],
  options: [
    { name: 'out', value: 'FILE', doc: 'The file to write.' },
    { name: 'engagement', value: 'ID', doc: 'Which examination; default: the one opened last.' },
  ],
  examples: [{ line: 'attestry package create --out acme-2026.tar', doc: '' }],
  run: async (given, to, { attestry, caller }) => {
    const out = given.text('out') ?? misused('package create', 'Say where to, with --out.');
    const engagement = given.text('engagement');
    const organization = await organizationOf(attestry);
    const done = await createPackage({ ...attestry, software: `attestry ${VERSION}` }, caller, organization, {
      engagement,
      out,
      progress: (written, total) => to.progress('members', written, total),
    });
    to.done();
    to.document(done, () => {
      to.line(
        `${out}: ${count(done.members)} members, ${count(done.segments)} segments, ${count(done.artifacts)} artifacts, a log of ${count(done.entries)} entries that ends with the package itself.`,
      );
      to.line(`Verify it anywhere: attestry package verify ${out} --key KEY`);
    });
    return EXIT.fine;
  },
};

const FILE = { name: 'FILE', doc: 'The package.' } as const;

const verify: Command = {
  name: 'package verify',
  needs: 'nothing',
  summary: 'Verify a package: nothing is needed but the file.',
  details:
    'Every byte is accounted for: the container, the log and its tree, every payload, segment, artifact and outcome. Who signed is established by --key or --since only; without either it ends with 1. The same verifier runs alone: node src/package/main.ts FILE --key KEY',
  args: [FILE],
  options: [
    {
      name: 'key',
      value: 'KEY',
      doc: 'The key of the log, that you have from the company by another way than this package.',
    },
    { name: 'since', value: 'FILE', doc: 'A checkpoint that you received earlier.' },
    { name: 'anchors', value: 'FILE', doc: 'Certificates (PEM) of timestamp authorities that you believe.' },
    { name: 'witness', value: 'KEY', many: true, doc: 'The key of a witness that you believe.' },
  ],
  examples: [],
  run: async (given, to) => {
    const [file = ''] = given.args;
    const text = async (option: string): Promise<string | null> => {
      const name = given.text(option);
      return name === undefined ? null : readFile(name, 'utf8');
    };
    const believed = {
      anchors: (await text('anchors')) ?? '',
      witnesses: given.texts('witness').map(parseVerifierKey),
    };
    const verified = verifyPackage(file, { key: given.text('key') ?? null, since: await text('since'), believed });
    to.document({ ...verified, fine: isFine(verified), sentences: threeSentences(verified) }, () => {
      for (const line of reportOf(file, verified)) for (const part of wrap(line, 110)) to.line(part);
    });
    return isFine(verified) ? EXIT.fine : EXIT.found;
  },
};

const reperform: Command = {
  name: 'package reperform',
  needs: 'nothing',
  summary: 'Run every check of a package again on its sealed records, and compare.',
  details:
    'The rule must be the very one that was sealed, by the digest of its source; otherwise it says that the rule changed since.',
  args: [FILE],
  options: [],
  examples: [],
  run: async ({ args: [file = ''] }, to) => {
    const done = reperformPackage(file, {
      checkWithId,
      sourceOf: (id) => sourceClosure(`checks/${id.replace('.', '/')}.ts`),
    });
    to.document({ runs: done }, () => {
      to.table(done, [
        { title: 'check', of: ({ check }) => check, style: () => 'strong' },
        { title: 'again', of: ({ kind }) => kind, style: ({ kind }) => (kind === 'same' ? 'good' : 'bad') },
        { title: '', of: wordsOf },
      ]);
      const same = done.filter(({ kind }) => kind === 'same').length;
      to.line();
      to.line(
        same === done.length
          ? `All ${count(same)} checks say again what was sealed, item by item.`
          : `${count(same)} of ${count(done.length)} checks say again what was sealed.`,
      );
    });
    return done.every(({ kind }) => kind === 'same') ? EXIT.fine : EXIT.found;
  },
};

function wordsOf(run: Reperformed): string {
  return run.kind === 'same' ? `${count(run.population)} items, ${count(run.deviations)} deviations` : run.because;
}

export const commands: readonly Command[] = [create, verify, reperform];
