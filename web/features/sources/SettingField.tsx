import { Checkbox, Select, Textarea } from '@mantine/core';
import { Text } from '#web/kit/Fields.tsx';
import { inWords } from '#web/kit/words.ts';
import type { Setting } from './schema.ts';

interface Props {
  readonly setting: Setting;
  readonly value: string;
  readonly set: (value: string) => void;
}

/** What nobody would understand by the name that the settings file has for it. */
const LABELS: Readonly<Record<string, string>> = { path: 'Where the file lies', mapping: 'What its columns mean' };

/** One setting, asked for in the form that suits it. */
/** How it is come by, where hardly anybody writes it. */
const WRITTEN: Readonly<Record<string, string>> = {
  mapping: 'The file that you hand in fills it in; where it was refused, mend here what the refusal names.',
};

export function SettingField({ setting: { name, hint, shape, required, choices }, value, set }: Props) {
  const label = LABELS[name] ?? inWords(name);
  if (shape === 'yes or no')
    return (
      <Checkbox
        label={label}
        description={hint}
        checked={value === 'true'}
        onChange={({ currentTarget }) => set(String(currentTarget.checked))}
      />
    );
  if (shape === 'one of')
    return (
      <Select
        label={label}
        description={hint}
        data={[...choices]}
        value={value === '' ? null : value}
        onChange={(each) => set(each ?? '')}
      />
    );
  if (shape === 'text') return <Text label={label} hint={hint} value={value} set={set} required={required} />;
  return (
    <Textarea
      label={label}
      description={`${hint} ${shape === 'lines' ? 'One on each line.' : (WRITTEN[name] ?? 'It is written as JSON.')}`}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      required={required}
      withAsterisk={false}
      autosize
      minRows={shape === 'lines' ? 2 : 4}
      classNames={shape === 'json' ? { input: 'mono' } : {}}
    />
  );
}
