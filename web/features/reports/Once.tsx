import { Button, Group, Text } from '@mantine/core';
import { Section } from '#web/kit/Page.tsx';
import type { Editing } from './draft.ts';
import { FactForm } from './FactForm.tsx';
import type { FactGroup } from '#/features/reports/fields.contract.ts';
import type { FactField } from '#/features/reports/fields.contract.ts';
import { at } from '#/core/at.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { withAt } from './paths.ts';

/** Facts that there are once in a report. */
export const Once = ({ title, fields, editing }: FactGroup & { readonly editing: Editing }) => (
  <Section title={title}>
    <fieldset disabled={!editing.may} className="plain">
      <FactForm
        key={editing.revision}
        value={editing.facts}
        fields={fields}
        saving={editing}
        save={(to) => editing.save(to)}
        suggests
      />
    </fieldset>
  </Section>
);

interface OptionalProps {
  readonly title: string;
  readonly why: string;
  readonly fields: readonly FactField[];
  readonly place: string;
  readonly editing: Editing;
}

/** What may be there or not, and is taken out as a whole. */
export function Optional({ title, why, fields, place, editing }: OptionalProps) {
  const { facts, may, revision, save } = editing;
  const value = at(facts, place);
  const isThere = typeof value === 'object' && value !== null;
  return (
    <Section
      title={title}
      aside={
        isThere &&
        may && (
          <Button size="compact-xs" variant="subtle" color="brick" onClick={() => save(withAt(facts, place, null))}>
            {`Take out: ${title}`}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" className="prose" mb="xs">
        {why}
      </Text>
      <fieldset disabled={!may} className="plain">
        <Group grow>
          <FactForm
            key={revision}
            value={isThere ? (value as Value) : {}}
            fields={fields}
            saving={editing}
            save={(to) => save(withAt(facts, place, to))}
          />
        </Group>
      </fieldset>
    </Section>
  );
}
