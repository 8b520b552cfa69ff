import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { isPopulation, populationNamed } from '#/core/populations/index.ts';
import { erasureContract } from '#/features/evidence/erasure.contract.ts';
import { erasures } from '#/features/evidence/index.ts';
import { destroyUnneeded } from '#/features/populations/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { day } from '#/core/time/words.ts';
import { count, counted, type Output } from '#/app/cli/output.ts';
import { filledIn } from '#/app/cli/input.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, erasureContract, erasures);
type Erased = Awaited<ReturnType<ReturnType<typeof client>['artifact']>>;

/** On a server, all of it is an owner’s, who gives a key the scope for it or does not. */
const SCOPE = '\n\nWith --server the key needs the scope evidence:erase, which only an owner can give.';

const GROUNDS = [
  { name: 'reason', value: 'TEXT', doc: 'Why, in a sentence; it is sealed.' },
  { name: 'basis', value: 'TEXT', doc: 'The legal basis: a person’s right, the end of a retention period, an order.' },
] as const;

const groundsIn = (given: Given): { readonly reason: string; readonly basis: string } => ({
  reason: given.needed('reason', 'Say why, with --reason.'),
  basis: given.needed('basis', 'Name the legal basis, with --basis.'),
});

const artifact: Command = {
  name: 'erase artifact',
  needs: 'organization',
  summary: 'Destroy an artifact, and leave a sealed tombstone.',
  details:
    'Its bytes are destroyed everywhere they were received, with the salt that the log committed to: the log stays whole, and verification says erased, not missing. The records that were read from it stay, and are counted; "attestry erase record" erases what they say of one item. Where one person in a long list must be forgotten, give the list without them as --successor: it is sealed in its place. A control that rests on a file that somebody attached, and that is gone, says so, and does not read clean until something is attached anew for the same.' +
    SCOPE,
  args: [{ name: 'ARTIFACT', doc: 'Its id or its SHA-256.' }],
  options: [...GROUNDS, { name: 'successor', value: 'FILE', doc: 'A redacted copy to seal in its place.' }],
  examples: [],
  run: async (given, to, context) => {
    const file = given.text('successor');
    const successor = file === undefined ? {} : { successorName: path.basename(file), successor: await filledIn(file) };
    const [artifact = ''] = given.args;
    const done = await client(context).artifact({ artifact, ...groundsIn(given), ...successor });
    to.document(done, () => {
      to.line(`Erased, and said so at position ${done.positions.join(', ')}.`);
      showLeft(to, done.left);
    });
    return EXIT.fine;
  },
};

/** What was read from an artifact is not in its bytes alone. */
function showLeft(to: Output, left: Erased['left']): void {
  if (left.length === 0) {
    to.line('No record was read from it.');
    return;
  }
  to.line('The records that were read from it stay, with what they say:');
  for (const { population, items, keys } of left) {
    const more = items > keys.length ? ` and ${count(items - keys.length)} more` : '';
    to.line(
      `  ${counted(items, populationNamed(population).one, populationNamed(population).many)}: ${keys.join(', ')}${more}`,
    );
  }
  to.line('To erase what they say of one item: attestry erase record POPULATION KEY --reason TEXT --basis TEXT');
}

const record: Command = {
  name: 'erase record',
  needs: 'organization',
  summary: 'Destroy what the records say of one item. It stays counted, as unknown.',
  details:
    'Every version of it goes. What checks say of items beside it rests on the records that are left then: they say so, and no control of theirs reads clean. What names it by its key goes with it: exclusions, lines of the audit log, and that something was attached for it. The artifacts that it was read from, and the files that were attached for it, may say it still: they are named, and are erased one by one, with a redacted successor where others are in them.' +
    SCOPE,
  args: [
    { name: 'POPULATION', doc: 'The population.' },
    { name: 'KEY', doc: 'The key, as "attestry population list" writes it.' },
  ],
  options: GROUNDS,
  examples: [],
  run: async (given, to, context) => {
    const [population = '', key = ''] = given.args;
    if (!isPopulation(population)) throw new DomainError('not_found', { what: 'population', id: population });
    const done = await client(context).record({ population, key, ...groundsIn(given) });
    to.document(done, () => {
      to.line(`Erased, and said so at position ${done.positions.join(', ')}. Run the checks again: attestry check run`);
      if (done.what.length > 0)
        to.line(
          `It was read from these artifacts, or they were attached for it, and they may say it still: ${done.what.join(', ')}`,
        );
    });
    return EXIT.fine;
  },
};

const due: Command = {
  name: 'erase due',
  needs: 'organization',
  summary: 'Artifacts whose retention period is over; with --now, erase them.',
  details:
    'What a hold keeps is left, and named with the reason for the hold. It also destroys the files of an erasure, or of segments that were laid together, that was sealed and then cut short.' +
    SCOPE,
  args: [],
  options: [{ name: 'now', doc: 'Erase them.' }],
  examples: [],
  run: async (given, to, context) => {
    const { zone, remote } = context;
    const now = given.flag('now');
    // an erasure does so by itself
    if (remote === null && !now) await destroyUnneeded(context.attestry, context.caller.org);
    const { erased, held } = now
      ? await client(context).due({})
      : { erased: (await client(context).listDue({})).artifacts, held: [] };
    to.document({ artifacts: [...erased], held: [...held], erased: now }, () => {
      for (const { id, name, source, received } of erased) to.line(`${id}  ${source}  ${day(received, zone)}  ${name}`);
      to.line(now ? `${count(erased.length)} erased.` : `${count(erased.length)} are due to be erased.`);
      if (erased.length > 0)
        to.line('The records that were read from them stay; "attestry erase record" erases what they say of one item.');
      for (const { id, name, because } of held)
        to.line(to.style(`${id}  ${name}: kept by a hold: ${because}`, 'unsure'));
    });
    return held.length === 0 ? EXIT.fine : EXIT.found;
  },
};

const retention: Command = {
  name: 'erase retention',
  needs: 'organization',
  summary: 'Say for how long the artifacts of a source are kept.',
  details:
    'Of what people attach, the source is called "attached"; "population:NAME" stands for whatever records of a kind were read from, such as population:person. Where several periods are set for an artifact, the longest counts; and bytes that were received again count from then. Nothing is erased by itself: "attestry erase due --now" does it.' +
    SCOPE,
  args: [
    { name: 'SOURCE', doc: 'A source, attached, or population:NAME.' },
    { name: 'DAYS', doc: 'How many days, or forever.' },
  ],
  options: [],
  examples: [],
  run: async ({ args: [source = '', days = ''] }, to, context) => {
    if (days !== 'forever' && !/^[1-9]\d*$/.test(days))
      misused('erase retention', `"${days}" is not a number of days, nor forever`);
    const asked = { source, days: days === 'forever' ? null : Number(days) };
    const { position } = await client(context).retention(asked);
    to.document({ position }, () => to.line(`Sealed at position ${position}.`));
    return EXIT.fine;
  },
};

const hold: Command = {
  name: 'erase hold',
  needs: 'organization',
  summary: 'Keep an artifact, or all of them, whatever else says that it may go; or lift that.',
  details: SCOPE.trim(),
  args: [{ name: 'SHA256', doc: 'The artifact; all of them when it is left out.', optional: true }],
  options: [
    { name: 'reason', value: 'TEXT', doc: 'Why, in a sentence; it is sealed.' },
    { name: 'lift', doc: 'It no longer holds.' },
  ],
  examples: [],
  run: async (given, to, context) => {
    const about = {
      reason: given.needed('reason', 'Say why, with --reason.'),
      artifact: given.args[0] ?? null,
    };
    const { position } = await client(context)[given.flag('lift') ? 'hold-lifted' : 'hold'](about);
    to.document({ position }, () => to.line(`Sealed at position ${position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [artifact, record, due, retention, hold];
