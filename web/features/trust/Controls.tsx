import { wholeDays } from '#/core/time/whole-days.ts';
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { type PartProps, useSaving } from './draft.ts';

type Choice = Answered<'trust', 'controls'>['controls'][number];

/** Which controls stand on the page. What it says of each is measured. */
export function Controls(props: PartProps) {
  const found = useQuery(ask('trust', 'controls', {}));
  return (
    <Answer of={found}>
      {({ controls }) =>
        controls.length === 0 ? (
          <Empty
            what="No control is adopted yet"
            why="Adopt the controls to begin with, and choose here which of them readers see."
          />
        ) : (
          <Choose {...props} all={controls} />
        )
      }
    </Answer>
  );
}

function Choose({ draft, may, all }: PartProps & { readonly all: readonly Choice[] }) {
  const saving = useSaving(draft);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(draft.content.controls));
  const themes = [...Map.groupBy(all, ({ theme }) => theme)];
  const kept = draft.content.controls.filter((id) => !all.some((each) => each.id === id));
  const save = (): void =>
    saving.mutate({ controls: [...kept, ...all.flatMap(({ id }) => (chosen.has(id) ? [id] : []))] });
  const turn = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const shown = all.filter(({ state }) => state === 'shown');
  return (
    <Section title="Controls on the page">
      <Text className="prose" size="sm" c="dimmed">
        One that you choose stays on the page whatever its records show: while they show no deviation it says since
        when, and afterwards it says that it is not shown. {counted(shown.length, 'control')} of {all.length} can say so
        today.
      </Text>
      {may && (
        <Group my="sm">
          <Button variant="default" size="xs" onClick={() => setChosen(new Set(shown.map(({ id }) => id)))}>
            Choose those that are shown
          </Button>
          <Button variant="default" size="xs" loading={saving.isPending} onClick={save}>
            {`Save ${counted(chosen.size, 'control')} to the draft`}
          </Button>
        </Group>
      )}
      {saving.isError && <Problem error={saving.error} />}
      {themes.map(([theme, of]) => (
        <fieldset key={theme} disabled={!may} className="plain" style={{ marginTop: 20 }}>
          <legend>
            <strong>{theme}</strong>
          </legend>
          <Stack gap={8} my="sm">
            {of.map(({ id, title, says }) => (
              <Checkbox
                key={id}
                label={title}
                description={wholeDays(says)}
                checked={chosen.has(id)}
                onChange={({ currentTarget }) => turn(id, currentTarget.checked)}
              />
            ))}
          </Stack>
        </fieldset>
      ))}
    </Section>
  );
}
