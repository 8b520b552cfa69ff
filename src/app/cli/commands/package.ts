import { readFile } from 'node:fs/promises';
import { checkWithId } from '#/checks/index.ts';
import { DomainError } from '#/core/errors.ts';
import { minuteUtc } from '#/core/time/words.ts';
import { packageRules } from '#/features/packages/index.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { DamagedPackage, type Reperformance, type Reperformed, reperformPackage } from '#/package/reperform.ts';
import { isFine, reportOf, threeSentences } from '#/package/report.ts';
import { parseGiven } from '#/package/signer.ts';
import { type Trust, verifyPackage } from '#/package/verify.ts';
import { type Command, EXIT, type Exit, type Given } from '#/app/cli/command.ts';
import { isSystemFailure, whyOf } from '#/app/cli/failures.ts';
import { followsLine } from '#/app/cli/follows.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const FILE = { name: 'FILE', doc: 'The package.' } as const;

const verify: Command = {
  name: 'package verify',
  needs: 'nothing',
  summary: 'Verify a package: nothing is needed but the file.',
  details: `Every byte is accounted for: the container, the log and its tree, every payload, segment, artifact and outcome. What the package says in words is compared with the log: controls, window, coverage, runs, and the counts of management's view with the outcomes themselves. What differs is named by its member.

Whose log it is is established by --key or --since alone. Without either it can only be said that the package is consistent with itself: anybody could have made it, and it ends with 1.

What is as it was sealed and a reader should know is listed too: exclusions and whether the outcome was known, back-dated controls, checks that were turned off, and what was erased.

It uses no network and no data folder. The same verifier runs without the rest of Attestry: see docs/spec/package.md.`,
  args: [FILE],
  options: [
    {
      name: 'key',
      value: 'KEY',
      doc: 'The key of the log, that you have from the company by another way than this package.',
    },
    { name: 'since', value: 'FILE', doc: 'A checkpoint that you received earlier; the log must continue it.' },
    { name: 'anchors', value: 'FILE', doc: 'Certificates (PEM) of timestamp authorities that you believe.' },
    { name: 'witness', value: 'KEY', many: true, doc: 'The key of a witness that you believe.' },
  ],
  examples: [
    {
      line: "attestry package verify acme.attestry --key 'attestry/acme-1a2b3c4d+0f9e8d7c+AT…'",
      doc: 'Ends with 0 when nothing was changed since it was received, and the log is signed by this key.',
    },
    {
      line: 'attestry package verify acme.attestry --since last-year.checkpoint',
      doc: 'The log must be the one that you saw last year, and nothing of it may have changed.',
    },
    {
      line: 'attestry package verify acme.attestry --key KEY --json',
      doc: 'For programs; docs/spec/package.md says what is in it.',
    },
  ],
  run: async (given, to) => {
    const [file = ''] = given.args;
    const trust = await trustOf(given);
    const verified = await reading(file, () => verifyPackage(file, trust));
    to.document({ ...verified, fine: isFine(verified), sentences: threeSentences(verified) }, () => {
      for (const line of reportOf(file, verified)) for (const part of wrap(line, 110)) to.line(part);
    });
    return isFine(verified) ? EXIT.fine : EXIT.found;
  },
};

async function trustOf(given: Given): Promise<Trust> {
  const text = async (option: string): Promise<string | null> => {
    const name = given.text(option);
    return name === undefined ? null : reading(name, () => readFile(name, 'utf8'));
  };
  const [since, anchors] = [await text('since'), (await text('anchors')) ?? ''];
  try {
    return {
      ...parseGiven({ key: given.text('key') ?? null, since }),
      believed: { anchors, witnesses: given.texts('witness').map(parseVerifierKey) },
    };
  } catch (error) {
    return misused('package verify', error instanceof Error ? error.message : String(error));
  }
}

/** Says which file it was that could not be read. */
async function reading<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isSystemFailure(error)) throw error;
    throw new DomainError('file_unreadable', { file, because: whyOf(error) }, { cause: error });
  }
}

const reperform: Command = {
  name: 'package reperform',
  needs: 'nothing',
  summary: 'Run every check of a package again on its sealed records, and compare.',
  details: `The package is verified first; one that differs from what was sealed is not re-performed. Records, limits, calendar, exclusions and declared names are taken from the package, as the log held them when the run was made, and nothing from this installation.

The status of each control is worked out again, from its design to its word, and so is what each criterion counts: from the readings, comparisons, records, outcomes, decisions and attached evidence that the package holds. Each control and criterion of which the status of the package says something else is named.

The rule must be the very one that was sealed, by the digest of its source and of the engine that runs it; otherwise it says that the rule changed since, and the version of Attestry that ran it is the one to use. Where records were erased since a run, what is left is judged: each erased item is unknown.

It ends with 0 only when every run gives again what was sealed, item by item, and every control and criterion its status.`,
  args: [FILE],
  options: [{ name: 'items', value: 'CHECK', doc: 'List every item of this check that is not clean, and why.' }],
  examples: [
    {
      line: 'attestry package reperform acme.attestry',
      doc: 'Every check, control and criterion, as sealed and again.',
    },
    {
      line: 'attestry package reperform acme.attestry --items changes.approved-by-another',
      doc: 'What the rule says of each item, computed here and now.',
    },
  ],
  run: async (given, to) => {
    const [file = ''] = given.args;
    const items = given.text('items') ?? null;
    if (items !== null && checkWithId(items) === undefined)
      misused('package reperform', `There is no check "${items}".`);
    const rules = packageRules();
    try {
      const done = await reading(file, () => reperformPackage(file, rules, items));
      to.document({ ...done, fine: isSame(done) }, () => showReperformance(to, done, items));
      return isSame(done) ? EXIT.fine : EXIT.found;
    } catch (error) {
      if (!(error instanceof DamagedPackage)) throw error;
      return damaged(to, error);
    }
  },
};

function damaged(to: Output, { message, faults }: DamagedPackage): Exit {
  to.document(
    { runs: [], controls: [], criteria: [], otherwise: [], notShown: [], follows: [], items: [], fine: false, faults },
    () => to.line(`Not re-performed: ${message}. ${counted(faults.length, 'thing differs', 'things differ')}.`),
  );
  return EXIT.found;
}

const isSame = ({ runs, controls, criteria, notShown, otherwise }: Reperformance): boolean =>
  notShown.length === 0 &&
  otherwise.length === 0 &&
  [...runs, ...controls, ...criteria].every(({ kind }) => kind === 'same');

function showReperformance(
  to: Output,
  { runs, controls, criteria, otherwise, notShown, follows, items }: Reperformance,
  itemsOf: string | null,
): void {
  to.table(runs, [
    { title: 'check', of: ({ check }) => check, style: () => 'strong' },
    { title: 'again', of: ({ kind }) => kind, style: ({ kind }) => (kind === 'same' ? 'good' : 'bad') },
    { title: '', of: wordsOf },
  ]);
  if (itemsOf !== null) {
    to.line();
    to.title(`${counted(items.length, 'item', 'items')} of ${itemsOf} that are not clean, in or out of the window`);
    to.table(items, [
      { title: 'item', of: ({ key }) => key.replaceAll(/\p{Cc}/gu, '\ufffd') },
      { title: 'outcome', of: ({ shown, rule }) => (shown === rule ? shown : `${shown} (${rule})`) },
      { title: 'why', of: ({ reason }) => reason.replaceAll(/\p{Cc}/gu, '\ufffd') },
    ]);
  }
  const same = runs.filter(({ kind }) => kind === 'same').length;
  to.line();
  for (const sentence of notShown) to.line(`Management's view leaves something out: ${sentence}.`);
  to.line(
    same === runs.length
      ? `${same === 1 ? 'The one check says' : `All ${count(same)} checks say`} again what was sealed, item by item.`
      : `${count(same)} of ${counted(runs.length, 'check says', 'checks say')} again what was sealed.`,
  );
  showStatus(to, controls, criteria);
  for (const sentence of otherwise) to.line(`Management's view differs: ${sentence}.`);
  to.line("Its lists of what stands apart from the window are management's words, and are not worked out again.");
  for (const each of follows) for (const line of wrap(followsLine(each, minuteUtc(each.at)), 110)) to.line(line);
}

/** Those that are the same are counted, those that are not are named, and what is the same of all is said once. */
function showStatus(to: Output, controls: Reperformance['controls'], criteria: Reperformance['criteria']): void {
  const all = [
    ...controls.map((each) => ({ ...each, id: each.control, what: 'controls' })),
    ...criteria.map((each) => ({ ...each, id: each.criterion, what: 'criteria' })),
  ];
  const others = Map.groupBy(
    all.flatMap((each) => (each.kind === 'same' ? [] : [each])),
    ({ kind, because, what }) => `${kind} ${because} ${what}`,
  );
  for (const [first, ...more] of others.values()) {
    if (first === undefined) continue;
    const whose = more.length === 0 ? first.id : `${count(more.length + 1)} ${first.what}`;
    to.line(`The status of ${whose} ${first.kind}: ${first.because}.`);
  }
  const same = controls.flatMap((each) => (each.kind === 'same' ? [each] : []));
  const occurrences = same.reduce((sum, each) => sum + each.occurrences, 0);
  const holes = same.reduce((sum, each) => sum + each.holes, 0);
  const counts = criteria.filter(({ kind }) => kind === 'same').length;
  to.line(
    `The status of ${count(same.length)} of ${counted(controls.length, 'control', 'controls')} and the counts of ${count(counts)} of ${counted(criteria.length, 'criterion', 'criteria')} are again what the package says, from the design to the word: ${counted(occurrences, 'expected performance', 'expected performances')}, ${counted(holes, 'stretch', 'stretches')} that nothing accounts for.`,
  );
}

function wordsOf(run: Reperformed): string {
  if (run.kind === 'differs' || run.kind === 'not re-performed') return run.because;
  const looked = run.about === run.population ? '' : ` that it is about (${count(run.population)} looked at)`;
  const numbers = `in the window ${counted(run.about, 'item', 'items')}${looked}, ${counted(run.deviations, 'deviation', 'deviations')}, ${count(run.unknown)} unknown`;
  return run.kind === 'same'
    ? numbers
    : `${counted(run.erasures, 'part of what it saw was', 'parts of what it saw were')} erased since, each erased item unknown now; ${numbers}`;
}

export const commands: readonly Command[] = [verify, reperform];
