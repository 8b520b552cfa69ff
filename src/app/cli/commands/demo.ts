import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import { addMonths, formatDay, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import type { Config } from '#/platform/config.ts';
import { systemChance } from '#/platform/clock.ts';
import { beginOf, createDemo, demoOf } from '#/app/demo/create.ts';
import type { Setup } from '#/demo/index.ts';
import { folderOf, mustBeTold } from '#/app/demo/manifest.ts';
import { storyClock } from '#/app/demo/story-clock.ts';
import { type Attestry, openAttestry } from '#/app/wire.ts';
import { type BareContext, type Command, EXIT, type Given } from '#/app/cli/command.ts';
import { count, counted, type Output } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { showHeading } from './readiness.ts';

const ZONE = 'Europe/Berlin';

const demo: Command = {
  name: 'demo',
  needs: 'nothing',
  local: 'it makes a data folder',
  stops: true,
  summary: 'Make a demo company with fourteen months of records, and see where it stands.',
  details:
    'Larkfield Software does not exist. A generator writes what its tools would give, and everything comes in by the collectors, month after month, on a clock of its own, so that the log of the demo tells the dates of its story; its origin says "demo". What was planted, and must be found, is in manifest.json beside its exports. The same seed, scale and last day make the same company.',
  args: [],
  options: [
    { name: 'seed', value: 'N', doc: 'Another number makes another company. Default: 1.' },
    { name: 'scale', value: 'N', doc: '1 is a company of about sixty, 20 of more than a thousand. Default: 1.' },
    {
      name: 'last',
      value: 'DAY',
      doc: 'Last day of the story and of the window, the last of a month. Default: the end of the month before this one.',
    },
  ],
  examples: [
    { line: 'attestry demo', doc: 'In the folder data, or ATTESTRY_DATA.' },
    { line: 'attestry demo --scale 20 --data /tmp/thousand', doc: 'A company of a thousand.' },
  ],
  run: async (given, to, context) => {
    const { config } = context;
    // before anything is opened: what is not understood leaves no folder behind
    const setup = { seed: wholeIn(given, 'seed'), scale: wholeIn(given, 'scale'), last: lastIn(given) };
    const found = await organizationsIn(context);
    if (found === 'another')
      misused(
        'demo',
        `There is another organization in ${config.data}; give the demo a folder of its own, with --data.`,
      );
    if (found === 'demo') to.line(`The demo company is in ${config.data} already.\n`);
    else await makeDemo(setup, to, context);
    await showDemo(to, context);
    return EXIT.fine;
  },
};

/** What the data folder holds. Throws `demo_unfinished` for a demo whose story was not told to its end. */
export async function organizationsIn({ open, config }: BareContext): Promise<'nothing' | 'demo' | 'another'> {
  const all = await (await open()).db.organizations();
  if (all.length === 0) return 'nothing';
  if (!all.every(({ demo: isDemo }) => isDemo)) return 'another';
  mustBeTold(config);
  return 'demo';
}

/** Lives the story into the data folder. */
export async function makeDemo(setup: Setup, to: Output, { config, signal }: BareContext): Promise<void> {
  const begun = systemChance.now();
  const told = demoOf(setup);
  const clock = storyClock(beginOf(told.company));
  const attestry = await openAttestry(config, clock);
  try {
    to.note(`Making ${told.company.name}: ${told.company.people.length} people, fourteen months until ${setup.last}.`);
    await createDemo(told, {
      attestry,
      clock,
      signal,
      folder: folderOf(config),
      progress: (what, done, total) => to.progress(what, done, total),
    });
  } catch (error) {
    // half a company is of no use, and the next run does not go on with it
    throw signal.aborted ? new DomainError('demo_unfinished', { data: config.data }) : error;
  } finally {
    to.done();
    await attestry.close();
  }
  to.note(`Made in ${Math.round((systemChance.now() - begun) / 1000)} seconds.`);
}

function wholeIn(given: Given, option: 'seed' | 'scale'): number {
  const number = Number(given.text(option) ?? 1);
  if (!Number.isSafeInteger(number) || number < 1) misused('demo', `--${option} is a whole number from 1 on.`);
  return number;
}

export function usualLast(): string {
  const today = formatDay(zoneNamed(ZONE).dayOf(systemChance.now()));
  return formatDay((parseDay(`${today.slice(0, 7)}-01`) ?? 0) - 1);
}

/** The day itself where it ends a month; by default the end of the last whole month. */
function lastIn(given: Given): string {
  const text = given.text('last');
  if (text === undefined) return usualLast();
  const day = parseDay(text);
  if (day === null || formatDay(day + 1).slice(8) !== '01')
    misused(
      'demo',
      `--last is the last day of a month, such as ${formatDay(addMonths(parseDay('2026-01-01') ?? 0, 1) - 1)}.`,
    );
  return text;
}

/** Where the demo company stands, and what to try next. */
export async function showDemo(to: Output, { open, config }: BareContext): Promise<void> {
  const attestry = await open();
  const status = await statusOf(attestry, config);
  const { counts } = await attestry.ledger.status(status.org).then((found) => ({ counts: found }));
  to.document(status.found, () => {
    showHeading(to, status.found, status.company);
    to.line(
      `${count(counts.size)} entries in the log ${counts.origin}. The records of this log were received by the clock of a story.`,
    );
    to.line();
    to.title('Next, in a clone with bin/ before each');
    for (const [line, doc] of NEXT) to.line(`  ${line.padEnd(58)} ${to.style(doc, 'faint')}`);
    to.line();
    to.line(`Its exports, and the manifest of what was planted: ${folderOf(config)}`);
    to.line(`${counted(status.found.gaps.length, 'control', 'controls')} to look at.`);
  });
}

async function statusOf(attestry: Attestry, config: Config) {
  const [organization] = await attestry.db.organizations();
  const org = organization?.org ?? '';
  const client = localClient(readinessContract, readiness(attestry), { org, person: config.person });
  return { org, company: organization?.name ?? '', found: await client.status({}) };
}

const NEXT = [
  ['attestry status', 'what stands between here and ready'],
  ['attestry explain change-peer-review', 'one control, down to its records'],
  ['attestry check show changes.approved-by-another', 'the items that are not clean'],
  ['attestry package create --out demo.attestry', 'all of it, to verify offline'],
  ['attestry ledger verify', 'that nothing was changed since'],
] as const;

export const commands: readonly Command[] = [demo];
