import { Checkbox, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Text } from '#web/kit/Fields.tsx';
import { inWords } from '#web/kit/words.ts';
import { faultOfJson, type Setting } from './schema.ts';

interface Props {
  readonly setting: Setting;
  readonly value: string;
  readonly set: (value: string) => void;
}

/** What nobody would understand by the name that the settings file has for it. */
const LABELS: Readonly<Record<string, string>> = {
  path: 'Where the file lies',
  mapping: 'Mapping: what its columns mean',
};

/** How it is come by, where hardly anybody writes it. */
const WRITTEN: Readonly<Record<string, string>> = {
  mapping: 'The file that you hand in fills it in; where it was refused, mend here what the refusal names.',
};

/** One setting, asked for in the form that suits it. */
export function SettingField({ setting: { name, hint, shape, required, choices }, value, set }: Props) {
  const label = LABELS[name] ?? inWords(name);
  const [left, setLeft] = useState(false);
  if (shape === 'yes or no')
    return (
      <Checkbox
        label={label}
        name={name}
        description={hint}
        checked={value === 'true'}
        onChange={({ currentTarget }) => set(String(currentTarget.checked))}
      />
    );
  if (shape === 'one of')
    return (
      <Select
        label={label}
        name={name}
        description={hint}
        data={[...choices]}
        value={value === '' ? null : value}
        onChange={(each) => set(each ?? '')}
      />
    );
  if (shape === 'text')
    return <Text label={label} name={name} hint={hint} value={value} set={set} required={required} />;
  return (
    <Textarea
      label={label}
      name={name}
      description={`${hint} ${shape === 'lines' ? 'One on each line.' : (WRITTEN[name] ?? 'It is written as JSON.')}`}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={left && shape === 'json' && value.trim() !== '' ? faultOfJson(value) : null}
      required={required}
      withAsterisk={false}
      autosize
      minRows={shape === 'lines' ? 2 : 4}
      classNames={shape === 'json' ? { input: 'mono' } : {}}
    />
  );
}
