import { Select, Text as Words, TextInput } from '@mantine/core';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import {
  asked,
  type Column,
  columnNamed,
  type From,
  type Look,
  openOf,
  type Said,
  saidOf,
  type Wanted,
} from './model.ts';
import { Dates, Empties, Meanings, Names, Parts } from './Questions.tsx';

interface Props {
  readonly wanted: Wanted;
  readonly look: Look;
  readonly said: Said;
  readonly set: (said: Said) => void;
  /** Somebody wanted to go on: what is open is said as what is wrong. */
  readonly pressed: boolean;
}

const COLUMN = 'column:';
const keyOf = (from: From): string => (from.kind === 'column' ? `${COLUMN}${from.column}` : from.kind);

const samplesOf = ({ samples, filled }: Column): string =>
  filled === 0
    ? 'every cell is empty'
    : samples.map((sample) => (sample.length > 28 ? `${sample.slice(0, 27)}…` : sample)).join('\u{a0}· ');

/** What may stand in every row by a person's word alone. */
const CONSTANT: ReadonlySet<string> = new Set(['text', 'choice', 'flag', 'number']);

/** One field of the records: what it is, which column tells it, and what else must be said of that column. */
export function FieldRow({ wanted, look, said, set, pressed }: Props) {
  const { name, field, needed } = wanted;
  const column = columnNamed(look, said.from);
  const open = openOf(wanted, said);
  const choose = (key: string | null): void => {
    if (key?.startsWith(COLUMN)) set(saidOf(wanted, look, key.slice(COLUMN.length)));
    else set({ ...said, guess: null, from: { kind: key === 'constant' ? 'constant' : 'nothing' } });
  };
  return (
    <div className="mapped">
      <Select
        {...asked(open !== null && said.from.kind === 'nothing')}
        label={inWords(name)}
        description={`${field.doc.replaceAll('`', '')}${needed ? ' Every record needs it.' : ''}`}
        placeholder={needed ? 'Choose a column' : 'The file does not say'}
        data={[
          ...(needed ? [] : [{ value: 'nothing', label: 'The file does not say' }]),
          ...(CONSTANT.has(field.kind) ? [{ value: 'constant', label: 'The same in every row' }] : []),
          {
            group: 'Columns of the file',
            items: look.columns.map((each) => ({ value: `${COLUMN}${each.name}`, label: each.name })),
          },
        ]}
        renderOption={({ option }) => <Option look={look} value={option.value} label={option.label} />}
        value={said.from.kind === 'nothing' ? null : keyOf(said.from)}
        onChange={choose}
        error={pressed && open !== null && said.from.kind === 'nothing' ? open : null}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        classNames={{ root: 'mapped-field' }}
        nothingFoundMessage="No column is called like this."
      />
      <More wanted={wanted} look={look} column={column} said={said} set={set} open={pressed ? open : null} />
    </div>
  );
}

interface MoreProps extends Asking {
  readonly look: Look;
  readonly column: Column | undefined;
  /** What is still open of it, where it is to be said. */
  readonly open: string | null;
}

/** What stands in the column, and what is asked of it. */
const More = ({ wanted, look, column, said, set, open }: MoreProps) => (
  <div className="mapped-more">
    {column !== undefined && (
      <Words size="xs" c="dimmed" className="mapped-samples">
        {samplesOf(column)}
      </Words>
    )}
    {said.guess !== null && (
      <Words size="xs" className="guess">
        {GUESS[said.guess]}
      </Words>
    )}
    {said.from.kind === 'column' && wanted.name === 'name' && (
      <Select
        aria-label="And then"
        placeholder="And then: nothing more"
        size="xs"
        data={look.columns.filter((each) => each !== column).map((each) => ({ value: each.name, label: each.name }))}
        value={said.from.and}
        onChange={(and) => said.from.kind === 'column' && set(sure(said, { from: { ...said.from, and } }))}
        leftSection={said.from.and !== null && <Words size="xs">and then</Words>}
        leftSectionWidth={said.from.and === null ? 8 : 64}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Nothing more' }}
      />
    )}
    {said.from.kind === 'constant' && <Constant wanted={wanted} said={said} set={set} />}
    {column !== undefined && <Questions wanted={wanted} column={column} said={said} set={set} />}
    {open !== null && said.from.kind !== 'nothing' && <p className="wrong">{open}</p>}
  </div>
);

const GUESS: Readonly<Record<NonNullable<Said['guess']>, string>> = {
  exact: 'A guess, by the name of the column.',
  near: 'A guess: its name is only like that of the field. Look at it.',
  values: 'A guess: no other column holds e-mail addresses.',
  stead: 'A guess: no column holds numbers, and an e-mail address tells people apart as well.',
};

function Option({ look, value, label }: { readonly look: Look; readonly value: string; readonly label: string }) {
  const column = look.columns.find(({ name }) => `${COLUMN}${name}` === value);
  return (
    <div>
      {label}
      {column !== undefined && (
        <Words size="xs" c="dimmed">
          {samplesOf(column)}
        </Words>
      )}
    </div>
  );
}

interface Asking {
  readonly wanted: Wanted;
  readonly said: Said;
  readonly set: (said: Said) => void;
}

const sure = (said: Said, change: Partial<Said>): Said => ({ ...said, ...change, guess: null });

/** What stands in no column, and holds for each row. */
function Constant({ wanted: { name, field }, said, set }: Asking) {
  const label = `${inWords(name)}, in every row`;
  const words = field.kind === 'flag' ? ['true', 'false'] : field.choices;
  if (words.length > 0)
    return (
      <Select
        {...asked(said.constant === '')}
        aria-label={label}
        placeholder="Choose"
        size="xs"
        data={words.map((word) => ({ value: word, label: shownWord(word) }))}
        value={said.constant === '' ? null : said.constant}
        onChange={(constant) => set(sure(said, { constant: constant ?? '' }))}
        allowDeselect={false}
      />
    );
  return (
    <TextInput
      {...asked(said.constant.trim() === '')}
      aria-label={label}
      placeholder="Such as Okta"
      size="xs"
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={said.constant}
      onChange={({ currentTarget }) => set(sure(said, { constant: currentTarget.value }))}
    />
  );
}

const shownWord = (word: string): string => (word === 'true' ? 'yes' : word === 'false' ? 'no' : word);

function Questions({ wanted, column, said, set }: Asking & { readonly column: Column }) {
  const { name, field } = wanted;
  const change = (part: Partial<Said>): void => set(sure(said, part));
  const asking = { name: inWords(name), column, said, change };
  return (
    <>
      {field.kind === 'moment' && <Dates key={column.name} {...asking} />}
      {field.kind === 'actor' && <Names {...asking} />}
      {field.kind === 'texts' && <Parts {...asking} />}
      <Meanings {...asking} wanted={wanted} />
      {field.none && column.empty > 0 && <Empties {...asking} wanted={wanted} />}
      {!field.none && !field.unknown && column.empty > 0 && (
        <Words size="xs">{`${counted(column.empty, 'cell is', 'cells are')} empty: ${column.empty === 1 ? 'its row' : 'their rows'} cannot come in.`}</Words>
      )}
    </>
  );
}
