import { Select, SimpleGrid, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Saving } from './draft.ts';
import type { FactField } from '#/features/reports/fields.contract.ts';
import { at } from '#/core/at.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { said, typed, withAt } from './paths.ts';
import { Suggestions } from './Suggestions.tsx';
import { useSuggesting } from './suggesting.ts';

interface Props {
  readonly value: Value;
  readonly fields: readonly FactField[];
  readonly saving: Saving;
  readonly save: (value: Value) => void;
  readonly close?: () => void;
  /** What the file seems to say stands in it, to be looked at. */
  readonly suggests?: boolean;
}

/** Fields for facts, with the pages on which they stand. What is left empty is said to be missing when it is recorded. */
export function FactForm({ value: before, fields, saving, save, close, suggests = false }: Props) {
  const suggesting = useSuggesting(before, fields, suggests);
  const { value, setValue, waiting, decided } = suggesting;
  const about = (place: string) =>
    suggesting.proposals.find(({ says }) => says.some((each) => each.place === place)) ?? null;
  return (
    <Act
      acting={{ ...saving, mutate: () => save(value) }}
      label="Save to the draft"
      disabled={waiting.length > 0}
      {...(close === undefined ? {} : { close })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm" style={{ alignItems: 'end' }}>
        {fields.map((field) => {
          const proposal = about(field.place);
          return (
            <Field
              key={`${field.place} ${proposal === null ? '' : String(decided.get(proposal))}`}
              field={proposal !== null && waiting.includes(proposal) ? suggested(field, proposal.page) : field}
              text={typed(at(value, field.place), field.kind)}
              set={(text) => setValue((now) => withAt(now, field.place, said(text, field.kind)))}
            />
          );
        })}
      </SimpleGrid>
      <Suggestions suggesting={suggesting} fields={fields} before={before} />
    </Act>
  );
}

const suggested = (field: FactField, page: number): FactField => ({
  ...field,
  hint: `Suggested from page ${page}: nobody looked yet. ${field.hint ?? ''}`.trim(),
});

interface FieldProps {
  readonly field: FactField;
  readonly text: string;
  readonly set: (text: string) => void;
}

function Field({ field: { label, kind, hint, choices }, text: before, set }: FieldProps) {
  const [text, setText] = useState(before); // what is typed stays as it is typed, until it is saved
  const change = (to: string): void => {
    setText(to);
    set(to);
  };
  if (kind === 'text' || kind === 'lines')
    return (
      <Textarea
        style={{ gridColumn: '1 / -1' }}
        label={label}
        description={hint}
        value={text}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        autosize
        minRows={3}
        maxRows={14}
      />
    );
  if (kind === 'choice')
    return (
      <Select
        label={label}
        description={hint}
        data={[...(choices ?? [])]}
        value={text === '' ? null : text}
        onChange={(to) => change(to ?? '')}
        placeholder="not said yet"
      />
    );
  return (
    <Text
      label={label}
      hint={hint}
      value={text}
      set={change}
      required={false}
      type={kind === 'date' ? 'date' : 'text'}
      {...(kind === 'page' ? { inputMode: 'numeric' as const } : {})}
    />
  );
}
