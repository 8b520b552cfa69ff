import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls as controlsOf } from '#/features/controls/index.ts';
import { type Category, criteriaFor, criterionWithId } from '#/library/library.ts';
import { suggestedCategories } from '#/library/promises.ts';
import { allowed, clientOf } from '#/app/cli/client.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { daysIn, tellBefore } from '#/app/cli/examination.ts';
import { objectIn } from '#/app/cli/input.ts';
import { counted, wrap } from '#/app/cli/output.ts';
import { PROMISE, promisesIn } from '#/app/cli/promises.ts';

const client = (context: Context) => clientOf(context, engagementsContract, engagements);

const create: Command = {
  name: 'engagement create',
  needs: 'organization',
  summary: 'Open an examination: its type, its days and its categories.',
  details:
    'A Type II examination looks at a window of days, the first and the last included; a Type I looks at the design as of one day. Security is always in scope. What is left out of scope, which criteria are not relevant and why, and which subservice organizations are relied on, can be given as JSON with --scope and changed later.',
  args: [{ name: 'ID', doc: 'What you call it; default: soc2.', optional: true }],
  options: [
    {
      name: 'first',
      value: 'DAY',
      doc: 'First day of the window, such as 2026-01-01. Without it: Type I as of the last day.',
    },
    { name: 'last', value: 'DAY', doc: 'Last day of the window, or the day of a Type I.' },
    {
      name: 'category',
      value: 'NAME',
      many: true,
      doc: 'availability, processing-integrity, confidentiality or privacy, beside security and what the promises suggest.',
    },
    PROMISE,
    { name: 'name', value: 'TEXT', doc: 'A name for people. Default: its type and days.' },
    { name: 'zone', value: 'ZONE', doc: 'The time zone of its days. Default: the organization’s.' },
    { name: 'scope', value: 'FILE', doc: 'JSON with notRelevant, boundary, subservice, promises and cuecs.' },
  ],
  examples: [
    {
      line: 'attestry engagement create --first 2026-01-01 --last 2026-12-31 --promise uptime',
      doc: 'A year, security and availability.',
    },
  ],
  run: async (given, to, context) => {
    const [id = 'soc2'] = given.args;
    const first = given.text('first');
    const last = given.needed('last', 'Give the last day, with --last.');
    const [name, scope, zone] = ['name', 'scope', 'zone'].map((option) => given.text(option));
    const type = first === undefined ? ('type-1' as const) : ('type-2' as const);
    const promises = promisesIn(given, 'engagement create');
    const suggested = suggestedCategories(promises).map(({ category }) => category);
    const categories = [...new Set([...suggested, ...(given.texts('category') as readonly Category[])])];
    const done = await client(context).create({
      id,
      type,
      last,
      categories,
      ...(promises.length === 0 ? {} : { promises: [...promises] }),
      ...(first === undefined ? {} : { first }),
      ...(name === undefined ? {} : { name }),
      ...(zone === undefined ? {} : { zone }),
      ...(scope === undefined ? {} : await objectIn(scope)),
    });
    const aside = await asideOf(context, id, categories);
    to.document(done, () => {
      to.line(`${id} is open, sealed at position ${done.position}. See where it stands: attestry status`);
      for (const line of aside === null ? [] : wrap(aside, 96)) to.line(line);
    });
    return EXIT.fine;
  },
};

/** Adopted controls that are of no category in scope, which nobody should have to find out; null: there are none. */
async function asideOf(context: Context, id: string, categories: readonly Category[]): Promise<string | null> {
  const inScope = new Set(criteriaFor(categories).map((criterion) => criterion.id));
  const listed = await allowed(clientOf(context, controlsContract, controlsOf).list({}));
  const aside = (listed?.controls ?? []).filter(({ criteria }) => !criteria.some((each) => inScope.has(each)));
  if (aside.length === 0) return null;
  const left = new Set(aside.flatMap(({ criteria }) => criteria.map((each) => criterionWithId(each)?.category ?? '')));
  const wanted = [...categories, ...left].filter((each) => each !== 'security').map((each) => ` --category ${each}`);
  return `${counted(aside.length, 'adopted control serves', 'adopted controls serve')} only what is not examined (${[...left].join(', ')}), and will not be in it. To have it examined: attestry engagement change ${id}${wanted.join('')}`;
}

const change: Command = {
  name: 'engagement change',
  needs: 'organization',
  summary: 'Change an examination: its days, its categories or its scope.',
  details:
    'What is not named stays as it is. The change is sealed beside what it was, and the status shows when it was made.',
  args: [{ name: 'ID', doc: 'The examination, such as soc2.' }],
  options: [
    { name: 'first', value: 'DAY', doc: 'First day of the window.' },
    { name: 'last', value: 'DAY', doc: 'Last day of the window, or the day of a Type I.' },
    { name: 'category', value: 'NAME', many: true, doc: 'All categories beside security, in place of those before.' },
    { name: 'name', value: 'TEXT', doc: 'A name for people.' },
    { name: 'scope', value: 'FILE', doc: 'JSON with notRelevant, boundary, subservice, promises and cuecs.' },
  ],
  examples: [{ line: 'attestry engagement change soc2 --last 2026-09-30', doc: 'A shorter window.' }],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const [first, last, name, scope] = ['first', 'last', 'name', 'scope'].map((option) => given.text(option));
    const categories = given.texts('category').filter((category) => category !== 'security');
    const done = await client(context).change({
      id,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
      ...(name === undefined ? {} : { name }),
      ...(categories.length === 0 ? {} : { categories: ['security', ...(categories as readonly 'privacy'[])] }),
      ...(scope === undefined ? {} : await objectIn(scope)),
    });
    to.document(done, () => to.line(`${id} is changed, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const list: Command = {
  name: 'engagement list',
  needs: 'organization',
  summary: 'The examinations that are planned or under way.',
  details: '',
  args: [],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).list(asOfIn(given));
    to.document(found, () => {
      if (found.engagements.length === 0) {
        to.line('No examination is open. Open one: attestry engagement create --first 2026-01-01 --last 2026-12-31');
        return;
      }
      to.table(found.engagements, [
        { title: 'engagement', of: ({ id }) => id, style: () => 'strong' },
        { title: 'type', of: ({ type }) => (type === 'type-1' ? 'Type I' : 'Type II') },
        { title: 'days', of: daysIn },
        { title: 'opened', of: ({ opened }) => minute(opened, context.zone) },
        { title: 'categories', of: ({ categories }) => categories.join(', ') },
      ]);
      for (const engagement of found.engagements) tellBefore(to, engagement);
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [create, change, list];
