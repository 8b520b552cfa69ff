import { Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Problem } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { counted, showPlainDay } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';

/** Whether the person wants to be told each week. */
export function Summary() {
  const found = useQuery(ask('analytics', 'summary', {})).data;
  const set = useMutation({
    mutationFn: (wanted: boolean) => api.analytics.setSummary({ wanted }),
    onSuccess: () => changed('analytics'),
  });
  if (found === undefined || found.own === null) return null;
  const { own, last } = found;
  return (
    <Section title="Each week by mail">
      <Switch
        label="Send me a summary on Mondays"
        description={`Looks, requests, what was read and what was missed, in the week before; nothing where nothing happened. ${
          last === null
            ? 'None was made yet.'
            : `The last was made for ${showPlainDay(last.week)}, to ${counted(last.people, 'person', 'people')}.`
        }`}
        checked={own}
        disabled={set.isPending}
        onChange={({ currentTarget }) => set.mutate(currentTarget.checked)}
      />
      {set.isError && <Problem error={set.error} />}
    </Section>
  );
}
