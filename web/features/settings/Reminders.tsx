import { NumberInput, Switch, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { counted } from '#web/kit/when.ts';
import { Day } from '#web/kit/When.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

/** Where reminders stay that no mail carries. */
function useKept(): string {
  const mails = useQuery(ask('account', 'state', {})).data?.mails;
  return mails === false ? ' No mail leaves this server: they stay in the outbox.' : '';
}

/** What the organization says of reminders, and of what nobody hears. */
export function Reminders() {
  const found = useQuery(ask('work', 'reminders', {}));
  const may = useMay('organization:write');
  const kept = useKept();
  const set = useMutation({ mutationFn: api.work.setReminders, onSuccess: () => changed('work') });
  return (
    <Section title="Reminders">
      <Answer of={found}>
        {({ enabled, before, last, unheard }) => (
          <>
            {may ? (
              <Switch
                label="Remind people of their tasks by mail"
                description={`One message a day at most: what is due soon, what is due today, and once a week what is late. Everybody may turn theirs off.${kept}`}
                checked={enabled}
                disabled={set.isPending}
                onChange={({ currentTarget }) => set.mutate({ enabled: currentTarget.checked, before })}
              />
            ) : (
              <Text>
                {enabled
                  ? `People are reminded of their tasks by mail, from ${counted(before, 'day')} before they are due.`
                  : 'Nobody is reminded of tasks.'}
              </Text>
            )}
            {enabled && may && (
              <NumberInput
                mt="md"
                maw={240}
                label="Days ahead"
                description="From when a task is due soon."
                min={0}
                max={30}
                value={before}
                onBlur={({ currentTarget }) => {
                  const days = Number(currentTarget.value);
                  if (days !== before) set.mutate({ enabled, before: days });
                }}
              />
            )}
            <Heard last={last} unheard={unheard} />
            {set.isError && <Problem error={set.error} />}
          </>
        )}
      </Answer>
    </Section>
  );
}

type Heard = Pick<Answered<'work', 'reminders'>, 'last' | 'unheard'>;

function Heard({ last, unheard }: Heard) {
  return (
    <Text size="sm" mt="md" className="prose">
      {last === null ? (
        'Nobody was reminded yet. '
      ) : (
        <>
          {`${counted(last.people, 'person was', 'people were')} reminded on `}
          <Day day={last.day} />
          {'. '}
        </>
      )}
      {unheard > 0 && (
        <>
          {`${counted(unheard, 'task that is due is', 'tasks that are due are')} of nobody who is reminded: `}
          <Link to="/work">say who does them</Link>.
        </>
      )}
    </Text>
  );
}

/** Whether the person wants to be reminded of their own tasks. */
export function OwnReminders() {
  const found = useQuery(ask('work', 'reminders', {}));
  const may = useMay('work:write');
  const kept = useKept();
  const set = useMutation({
    mutationFn: (wanted: boolean) => api.work.setOwnReminders({ wanted }),
    onSuccess: () => changed('work'),
  });
  return (
    <Section title="Reminders">
      <Answer of={found}>
        {({ own, enabled }) => (
          <Switch
            label="Remind me of my tasks by mail"
            description={
              enabled
                ? `At most once a day: what is due soon, what is due today, and once a week what is late.${kept}`
                : 'The organization has them turned off.'
            }
            checked={own === true}
            disabled={!may || own === null || set.isPending}
            onChange={({ currentTarget }) => set.mutate(currentTarget.checked)}
          />
        )}
      </Answer>
      {set.isError && <Problem error={set.error} />}
    </Section>
  );
}
