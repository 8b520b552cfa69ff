import { Button, NativeSelect, Radio, Stack, Text as Words, TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '#web/kit/when.ts';
import { DATE_WORDS, showMoment } from './dates.ts';
import { asked, type Column, isWorded, NONE, type Said, UNKNOWN, unsaidWords, type Wanted } from './model.ts';

interface Asked {
  /** The field, in words. */
  readonly name: string;
  readonly column: Column;
  readonly said: Said;
  readonly change: (part: Partial<Said>) => void;
}

/** How a column writes its dates: told where the rows leave no doubt, else asked by an example of the file. */
export function Dates(asked: Asked) {
  const { name, column, said } = asked;
  const forms = column.dates?.forms ?? [];
  const isOwn = said.format !== '' && forms.every(({ format }) => format !== said.format);
  const [other, setOther] = useState(forms.length > 0 && isOwn);
  const isTakenFor = column.filled === 0 && said.format !== '';
  if (other || (forms.length === 0 && !isTakenFor)) return <OwnForm {...asked} />;
  return (
    <Stack gap={4}>
      {isTakenFor && (
        <Words size="xs">{`No date stands there yet: taken to be written as those of another column, ${wordsOf(said.format)}.`}</Words>
      )}
      {column.dates !== null && <Told {...asked} dates={column.dates} />}
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`They are written otherwise: ${name}`}
        style={{ alignSelf: 'flex-start' }}
        px={0}
        onClick={() => setOther(true)}
      >
        They are written otherwise
      </Button>
    </Stack>
  );
}

function Told({ name, said, change, dates }: Asked & { readonly dates: NonNullable<Column['dates']> }) {
  const { forms, example, strangers } = dates;
  const [first] = forms;
  return (
    <>
      {forms.length === 1 && first !== undefined && (
        <Words size="xs">{`Its dates are written ${wordsOf(first.format)}: ${example} is ${showMoment(first.reads)}.`}</Words>
      )}
      {forms.length > 1 && (
        <Radio.Group
          label={`Its dates may be written in several ways. What is ${example}?`}
          aria-label={`${name}: what is ${example}?`}
          size="xs"
          value={said.format === '' ? null : said.format}
          onChange={(format) => change({ format })}
        >
          <Stack gap={6} mt={6}>
            {forms.map(({ format, reads }) => (
              <Radio
                key={format}
                {...asked(said.format === '')}
                size="xs"
                value={format}
                label={`${showMoment(reads)}, ${wordsOf(format)}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {strangers.length > 0 && (
        <Words size="xs">{`Not a date in that form, so that its row cannot come in: ${strangers.map((each) => `“${each}”`).join(', ')}.`}</Words>
      )}
    </>
  );
}

const OwnForm = ({ name, column: { dates, filled }, said, change }: Asked) => (
  <TextInput
    {...asked(said.format.trim() === '')}
    size="xs"
    label={
      dates === null && filled > 0
        ? 'No form that is known reads its dates. How are they written?'
        : 'How are its dates written?'
    }
    aria-label={`${name}: how are its dates written?`}
    description="d, dd day · M, MM, MMM month · yy, yyyy year · H, HH hour · mm minute · ss second · a AM or PM"
    placeholder="dd.MM.yyyy HH:mm"
    value={said.format}
    onChange={({ currentTarget }) => change({ format: currentTarget.value })}
  />
);

const wordsOf = (format = ''): string => DATE_WORDS[format] ?? format;

const SCHEMES = [
  { value: 'email', label: 'an e-mail address' },
  { value: 'employee', label: 'the number of an employee' },
  { value: 'github', label: 'a login of GitHub' },
  { value: 'name', label: 'a name in another form' },
];

/** What kind of name stands there: by it somebody is found among the people. */
export const Names = ({ name, said, change }: Asked) => (
  <NativeSelect
    size="xs"
    label="It holds"
    aria-label={`${name}: it holds`}
    data={SCHEMES}
    value={said.scheme}
    onChange={({ currentTarget }) => change({ scheme: currentTarget.value })}
    classNames={{ root: 'inline-field' }}
  />
);

/** What separates the parts of a list. */
export const Parts = ({ name, said, change }: Asked) => (
  <TextInput
    size="xs"
    label="Its parts are separated by"
    aria-label={`${name}: its parts are separated by`}
    maxLength={5}
    value={said.split}
    onChange={({ currentTarget }) => change({ split: currentTarget.value })}
    classNames={{ root: 'inline-field' }}
  />
);

/** What an empty cell says: that there is none, or nothing at all. */
export const Empties = ({
  name,
  column: { empty },
  said,
  change,
  wanted: { field, asksEmpty },
}: Asked & { readonly wanted: Wanted }) => (
  <NativeSelect
    {...asked(said.empty === '')}
    size="xs"
    label={`${counted(empty, 'cell is', 'cells are')} empty, which says`}
    aria-label={`${name}: ${counted(empty, 'cell is', 'cells are')} empty, which says`}
    data={[
      ...(asksEmpty ? [{ value: '', label: 'Choose' }] : []),
      { value: 'none', label: 'that there is none' },
      ...(field.unknown ? [{ value: 'unknown', label: 'nothing: the file does not tell' }] : []),
    ]}
    value={said.empty}
    onChange={({ currentTarget }) => change({ empty: currentTarget.value as Said['empty'] })}
    classNames={{ root: 'inline-field' }}
  />
);

/** What each word of a column means, where the field has words of its own. */
export function Meanings({ name, column, said, change, wanted }: Asked & { readonly wanted: Wanted }) {
  const { field } = wanted;
  if (!isWorded(field)) return null;
  if (column.words === null)
    return (
      <Words size="xs">
        {`More than a few different words stand there, and only ${field.kind === 'flag' ? 'true and false' : field.choices.join(', ')} can be kept: is it the right column?`}
      </Words>
    );
  const unsaid = unsaidWords(wanted, said);
  const targets = field.kind === 'flag' ? FLAGS : field.choices.map((choice) => ({ value: choice, label: choice }));
  return (
    <fieldset className="meanings">
      <legend>What its words mean</legend>
      {column.words.map((word) => (
        <NativeSelect
          key={word}
          size="xs"
          label={word}
          aria-label={`${name}: ${word} means`}
          data={[
            { value: '', label: 'not said: its rows stay out' },
            ...targets,
            ...(field.none ? [{ value: NONE, label: 'there is none' }] : []),
            ...(field.unknown ? [{ value: UNKNOWN, label: 'the file does not tell' }] : []),
          ]}
          value={said.values[word] ?? ''}
          onChange={({ currentTarget }) => change({ values: { ...said.values, [word]: currentTarget.value } })}
          classNames={{ root: 'inline-field' }}
        />
      ))}
      {unsaid.length > 0 && (
        <Words size="xs">{`${counted(unsaid.length, 'word has', 'words have')} no meaning yet.`}</Words>
      )}
    </fieldset>
  );
}

const FLAGS = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];
