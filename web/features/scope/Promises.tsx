import { Checkbox, Stack } from '@mantine/core';
import { Text } from '#web/kit/Fields.tsx';
import { FACTS, type Facts } from './facts.ts';

interface Props {
  readonly facts: Facts;
  readonly set: (facts: Facts) => void;
  readonly all: readonly { readonly promise: string; readonly sentence: string }[];
}

/** Promises in sentences, and a few facts about the company. */
export function Promises({ facts, set, all }: Props) {
  return (
    <Stack gap="lg" maw={620}>
      <Checkbox.Group
        label="Promises"
        description="Security is always examined; each promise may call for another category."
        value={[...facts.promises]}
        onChange={(promises) => set({ ...facts, promises })}
      >
        {all.map(({ promise, sentence }) => (
          <Checkbox key={promise} value={promise} name="promises" label={sentence} mt={8} />
        ))}
      </Checkbox.Group>
      <Text
        label="How many people work for you?"
        name="headcount"
        type="number"
        value={facts.headcount}
        set={(headcount) => set({ ...facts, headcount })}
      />
      <Stack gap={8}>
        {FACTS.map(([name, sentence]) => (
          <Checkbox
            key={name}
            name={name}
            label={sentence}
            checked={facts[name]}
            onChange={({ currentTarget }) => set({ ...facts, [name]: currentTarget.checked })}
          />
        ))}
      </Stack>
    </Stack>
  );
}
