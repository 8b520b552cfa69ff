import { Checkbox, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Text } from '#web/kit/Fields.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { faultOfJson, type Setting, stillNeeded } from './schema.ts';
import type { Typed } from './Secrets.tsx';

interface Props {
  readonly setting: Setting;
  /** All that are asked for, of which it may be one that stands for another. */
  readonly settings: readonly Setting[];
  readonly typed: Typed;
  readonly set: (change: Typed) => void;
}

/** One setting, asked for in the form that suits it. */
export function SettingField({ setting, settings, typed, set: change }: Props) {
  const { name, label, hint: about, example, shape, choices, required } = setting;
  const value = typed[name] ?? '';
  const set = (text: string): void => change({ [name]: text });
  const needed = stillNeeded(setting, settings, typed);
  const missing = lacking(needed.length > 0, `Give one of these: ${needed.join(', ')}.`);
  const hint = needed.length === 0 ? about : `${about} One of these is needed: ${needed.join(', ')}.`;
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
    return <Text label={label} name={name} hint={hint} value={value} set={set} required={required} {...missing} />;
  return (
    <Textarea
      label={label}
      name={name}
      description={`${hint} ${shape === 'lines' ? 'One on each line.' : `It is written as JSON, such as ${JSON.stringify(example)}.`}`}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={left && shape === 'json' && value.trim() !== '' ? faultOfJson(value) : null}
      required={required}
      {...missing}
      withAsterisk={false}
      autosize
      minRows={shape === 'lines' ? 2 : 4}
      classNames={shape === 'json' ? { input: 'mono' } : {}}
    />
  );
}
