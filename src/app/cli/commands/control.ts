import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT, type Given } from '#/app/cli/command.ts';
import { day } from '#/core/time/words.ts';
import { whose } from '#/core/whose.ts';
import { wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, controlsContract, controls);

const FROM = {
  name: 'from',
  value: 'DAY',
  doc: 'The day from which it is in force. Default: now. A day in the past is possible, and shows.',
} as const;

const list: Command = {
  name: 'control list',
  needs: 'organization',
  summary: 'The controls that were adopted, or those of the library.',
  details:
    'A control is what the company does. The library holds 116 of them in our own words; a company adopts those that it will really perform.',
  args: [],
  options: [
    { name: 'library', doc: 'Those of the library, adopted or not.' },
    { name: 'retired', doc: 'Those that are no longer performed.' },
    { name: 'criterion', value: 'ID', doc: 'With --library: only those that serve a criterion, such as CC6.1.' },
    AS_OF,
  ],
  examples: [{ line: 'attestry control list --library --criterion CC6.1', doc: 'What could serve CC6.1.' }],
  run: async (given, to, context) => {
    if (!given.flag('library') && given.text('criterion') !== undefined)
      misused('control list', '--criterion goes with --library.');
    if (given.flag('library') && given.flag('retired'))
      misused('control list', 'Give --library or --retired, not both.');
    if (given.flag('library') && given.text('as-of') !== undefined)
      misused('control list', 'The library is that of now: --as-of goes with controls that were adopted.');
    if (given.flag('library')) {
      const criterion = given.text('criterion');
      const found = await client(context).library(criterion === undefined ? {} : { criterion });
      to.document(found, () =>
        to.table(found.controls, [
          { title: 'control', of: ({ id }) => id, style: ({ adopted }) => (adopted ? 'strong' : null) },
          { title: 'adopted', of: ({ adopted }) => (adopted ? 'yes' : '') },
          { title: 'frequency', of: ({ frequency }) => frequency },
          { title: 'criteria', of: ({ criteria }) => criteria.join(' ') },
          { title: 'what it is', of: ({ title }) => title },
        ]),
      );
      return EXIT.fine;
    }
    const state = given.flag('retired') ? 'retired' : 'adopted';
    const found = await client(context).list({ state, ...asOfIn(given) });
    to.document(found, () => {
      to.line(`${found.controls.length} controls are ${state}.`);
      to.line();
      to.table(found.controls, [
        { title: 'control', of: ({ id }) => id, style: () => 'strong' },
        {
          title: 'owner',
          of: ({ owner, ownerFunction }) => whose(owner, ownerFunction),
          style: ({ owner }) => (owner === null ? 'unsure' : null),
        },
        { title: 'frequency', of: ({ frequency }) => frequency },
        { title: 'criteria', of: ({ criteria }) => criteria.join(' ') },
        { title: 'what it is', of: ({ title }) => title },
      ]);
    });
    return EXIT.fine;
  },
};

const show: Command = {
  name: 'control show',
  needs: 'organization',
  summary: 'One control: its statement, what it began as, and all its versions.',
  details: '',
  args: [{ name: 'ID', doc: 'The control.' }],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const found = await client(context).show({ id, ...asOfIn(given) });
    to.document(found, () => {
      const { control, original, versions } = found;
      to.title(control.title);
      for (const line of wrap(control.statement, 92)) to.line(line);
      for (const { sentence } of control.defaults)
        for (const line of wrap(sentence, 92)) to.line(to.style(line, 'unsure'));
      for (const { sentence } of control.unsaid) for (const line of wrap(sentence, 92)) to.line(to.style(line, 'bad'));
      to.line();
      to.line(
        `Owner: ${control.owner ?? 'nobody'} (${control.ownerFunction})   Frequency: ${control.frequency}   ${control.nature}, ${control.type}`,
      );
      to.line(`Criteria: ${control.criteria.join(', ')}`);
      if (control.checks.length > 0) to.line(`Checks: ${control.checks.join(', ')}`);
      for (const [name, value] of Object.entries(control.limits)) to.line(`Limit ${name}: ${JSON.stringify(value)}`);
      if (original !== null && !control.asInLibrary) to.line(`In the library: ${original}`);
      to.line();
      to.table(versions, [
        { title: 'in force from', of: ({ effectiveFrom }) => day(effectiveFrom, context.zone) },
        {
          title: 'sealed',
          of: ({ received, backDated }) => `${day(received, context.zone)}${backDated ? ' (back-dated)' : ''}`,
          style: ({ backDated }) => (backDated ? 'unsure' : null),
        },
        { title: 'position', of: ({ position }) => String(position), right: true },
        { title: 'by', of: ({ person }) => person },
        { title: 'frequency', of: ({ frequency }) => frequency },
        { title: 'statement', of: ({ statement, state }) => (state === 'retired' ? 'retired' : statement) },
      ]);
    });
    return EXIT.fine;
  },
};

const adopt: Command = {
  name: 'control adopt',
  needs: 'organization',
  summary: 'Adopt controls of the library.',
  details: '',
  args: [{ name: 'ID', doc: 'Controls of the library.', many: true }],
  options: [{ name: 'owner', value: 'PERSON', doc: 'Who answers for them.' }, FROM],
  examples: [{ line: 'attestry control adopt penetration-test --owner cto@acme.example', doc: '' }],
  run: async (given, to, context) => {
    const owner = given.text('owner') ?? null;
    const done = await client(context).adopt({ controls: given.args.map((id) => ({ id, owner })), ...fromDay(given) });
    to.document(done, () => {
      for (const id of done.adopted) to.line(`${id} is adopted.`);
      for (const id of done.already) to.line(`${id} was adopted already.`);
    });
    return EXIT.fine;
  },
};

const fromDay = (given: Given): { readonly effectiveFrom?: string } => {
  const day = given.text('from');
  return day === undefined ? {} : { effectiveFrom: day };
};

const edit: Command = {
  name: 'control edit',
  needs: 'organization',
  summary: 'Change a control from a day on.',
  details:
    'A limit that a check judges by stands in the statement as {name}; the number is set with --limit, so that statement and check cannot disagree. What occurred before is judged by the version that was in force then.',
  args: [{ name: 'ID', doc: 'The control.' }],
  options: [
    { name: 'statement', value: 'TEXT', doc: 'The statement, with {name} where a limit stands.' },
    { name: 'limit', value: 'NAME=VALUE', many: true, doc: 'A limit, such as businessDays=2; severities as JSON.' },
    { name: 'owner', value: 'PERSON', doc: 'Who answers for it.' },
    {
      name: 'frequency',
      value: 'WORD',
      doc: 'continuous, per-event, daily, weekly, monthly, quarterly, semiannual or annual.',
    },
    {
      name: 'function',
      value: 'WORD',
      doc: 'Who owns it: engineering, operations, security, hr, leadership, legal or product.',
    },
    { name: 'retire', doc: 'No longer performed from then on.' },
    { name: 'reinstate', doc: 'Performed again from then on, as it was last worded.' },
    FROM,
  ],
  examples: [
    {
      line: 'attestry control edit access-termination --limit businessDays=2 --from 2026-07-01',
      doc: 'Two business days, from July on.',
    },
  ],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const [statement, owner, frequency] = [given.text('statement'), given.text('owner'), given.text('frequency')];
    if (given.flag('retire') && given.flag('reinstate'))
      misused('control edit', 'Give --retire or --reinstate, not both.');
    if (!CHANGES.some((option) => given.texts(option).length > 0 || given.flag(option)))
      misused('control edit', `Say what changes, with --${CHANGES.join(', --')}.`);
    const ownerFunction = given.text('function');
    const done = await client(context).edit({
      id,
      ...(statement === undefined ? {} : { statement }),
      ...(owner === undefined ? {} : { owner }),
      ...(frequency === undefined ? {} : { frequency: frequency as 'annual' }),
      ...(given.texts('limit').length === 0 ? {} : { limits: limitsIn(given) }),
      ...(ownerFunction === undefined ? {} : { ownerFunction: ownerFunction as 'security' }),
      ...(given.flag('retire') ? { state: 'retired' as const } : {}),
      ...(given.flag('reinstate') ? { state: 'adopted' as const } : {}),
      ...fromDay(given),
    });
    to.document(done, () => {
      to.line(done.statement);
      to.line(`Frequency: ${done.frequency}`);
      for (const { sentence } of done.unsaid) for (const line of wrap(sentence, 92)) to.line(to.style(line, 'bad'));
      if (done.backDated)
        to.line(to.style('It is in force from a day before now. That shows wherever it is looked at.', 'unsure'));
    });
    return EXIT.fine;
  },
};

const owner: Command = {
  name: 'control owner',
  needs: 'organization',
  summary: 'Give several controls to one owner.',
  details: 'All of them or none. A control that has that owner already stays as it is.',
  args: [
    { name: 'PERSON', doc: 'Who answers for them, such as ada@acme.example; nobody to take it back.' },
    { name: 'ID', doc: 'The controls.', many: true },
  ],
  options: [FROM],
  examples: [
    { line: 'attestry control owner ada@acme.example backups restore-tests', doc: 'Ada answers for both of them.' },
  ],
  run: async (given, to, context) => {
    const [person = '', ...ids] = given.args;
    const done = await client(context).own({ ids, owner: person === 'nobody' ? null : person, ...fromDay(given) });
    to.document(done, () => {
      for (const id of done.changed) to.line(`${id}: ${person}`);
      for (const id of done.already) to.line(to.style(`${id}: as it was`, 'faint'));
    });
    return EXIT.fine;
  },
};

const CHANGES = ['statement', 'limit', 'owner', 'frequency', 'function', 'retire', 'reinstate'];

function limitsIn(given: Given): Record<string, unknown> {
  return Object.fromEntries(
    given.texts('limit').map((pair) => {
      const [, name, value] =
        /^(\w+)=(.+)$/s.exec(pair) ?? misused('control edit', `--limit reads NAME=VALUE, not "${pair}"`);
      try {
        return [name, JSON.parse(value ?? '')] as const;
      } catch {
        return misused('control edit', `the value of ${name ?? ''} is not a number or JSON: "${value ?? ''}"`);
      }
    }),
  );
}

const add: Command = {
  name: 'control add',
  needs: 'organization',
  summary: 'Add a control of your own, evidenced by hand.',
  details: '',
  args: [{ name: 'ID', doc: 'What you call it.' }],
  options: [
    { name: 'title', value: 'TEXT', doc: 'A few words.' },
    { name: 'statement', value: 'TEXT', doc: 'Who does what, when, and how it can be seen.' },
    { name: 'criterion', value: 'ID', many: true, doc: 'A criterion that it serves; may be given several times.' },
    {
      name: 'function',
      value: 'WORD',
      doc: 'Who owns it: engineering, operations, security, hr, leadership, legal or product.',
    },
    { name: 'owner', value: 'PERSON', doc: 'Who answers for it.' },
    { name: 'frequency', value: 'WORD', doc: 'How often: annual, quarterly, per-event and so on.' },
    FROM,
  ],
  examples: [],
  run: async (given, to, context) => {
    const need = (option: string): string => given.text(option) ?? misused('control add', `Give --${option}.`);
    const done = await client(context).add({
      id: given.args[0] ?? '',
      title: need('title'),
      statement: need('statement'),
      criteria: [...given.texts('criterion')],
      ownerFunction: need('function') as 'security',
      owner: given.text('owner') ?? null,
      frequency: need('frequency') as 'annual',
      ...fromDay(given),
    });
    to.document(done, () => to.line(`${done.id} is added, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, show, adopt, edit, add, owner];
