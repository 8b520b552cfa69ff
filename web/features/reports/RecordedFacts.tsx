import { Text } from '@mantine/core';
import { Facts } from '#web/kit/Facts.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { withDays } from '#web/kit/when.ts';
import { bridgeOf, CONSENT, type FactField, GROUPS } from '#/features/reports/fields.contract.ts';
import { type FactList, listsOf } from '#/features/reports/lists.contract.ts';
import { at } from '#/core/at.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { useOthers } from './others.ts';
import { typed } from './paths.ts';

interface Props {
  readonly document: string;
  readonly facts: Value;
}

/** Every fact that was recorded, to be compared with the page that it names. */
export function RecordedFacts({ document, facts }: Props) {
  const { letters, reports } = useOthers(document);
  return (
    <>
      {GROUPS.map(({ title, fields }) => (
        <Section key={title} title={title}>
          <Facts of={fields.map((field) => [field.label, shown(facts, field)] as const)} />
        </Section>
      ))}
      {listsOf(reports).map((list) => (
        <Section key={list.place} title={list.title}>
          <Listed list={list} stored={at(facts, list.place)} />
        </Section>
      ))}
      <Section title="The firm’s consent">
        <Whole
          of={at(facts, 'firm.consent')}
          fields={CONSENT}
          none="Nobody of the firm agreed: neither its name nor the kind of its opinion is public."
        />
      </Section>
      <Section title="Bridge letter">
        <Whole of={at(facts, 'bridge')} fields={bridgeOf(letters)} none="There is none." />
      </Section>
    </>
  );
}

/** What is chosen from a list is called as there. */
function shown(value: Value, { place, kind, choices }: FactField): string {
  const text = typed(at(value, place), kind);
  return withDays(choices?.find((choice) => choice.value === text)?.label ?? text) || '–';
}

const Whole = ({
  of,
  fields,
  none,
}: {
  readonly of: unknown;
  readonly fields: readonly FactField[];
  readonly none: string;
}) =>
  typeof of === 'object' && of !== null ? (
    <Facts of={fields.map((field) => [field.label, shown(of as Value, field)] as const)} />
  ) : (
    <Text size="sm">{none}</Text>
  );

function Listed({ list: { title, fields }, stored }: { readonly list: FactList; readonly stored: unknown }) {
  const { says, page, list } = Array.isArray(stored)
    ? { says: 'these', page: null, list: stored as Value[] }
    : (stored as { readonly says: string; readonly page?: number; readonly list?: Value[] });
  if (says === 'none') return <Text size="sm">{`The report says that there are none, on page ${page ?? '–'}.`}</Text>;
  if (says === 'nothing') return <Text size="sm">The report does not speak of it.</Text>;
  if (list === undefined || list.length === 0) return <Text size="sm">None is recorded.</Text>;
  return (
    <Records
      label={title}
      rows={list.map((row, number) => ({ row, number }))}
      keyOf={({ number }) => String(number)}
      columns={fields.map((field) => ({
        head: field.label,
        cell: ({ row }: { readonly row: Value }) => shown(row, field),
      }))}
    />
  );
}
