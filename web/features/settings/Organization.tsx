import { Checkbox, Switch, Textarea, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { parseDay } from '#/core/time/zone.ts';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { Whole } from '#web/kit/ItemKey.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Zone } from '#web/kit/Zone.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Reminders } from './Reminders.tsx';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What the organization is, the days by which its deadlines are counted, and what it asks of whoever enters. */
export function Organization() {
  const shown = useQuery(ask('organization', 'show', {}));
  const mayWrite = useMay('organization:write');
  const works = useMay('work:read');
  const above = [
    useQuery(ask('identity', 'security', {})),
    useQuery({ ...ask('work', 'reminders', {}), enabled: works }),
  ];
  return (
    <Answer of={shown}>
      {({ name, slug, zone, origin, demo, calendar }) => (
        <>
          <Facts
            of={[
              ['Name', demo ? `${name}, which is invented` : name],
              ['Short name', slug],
              ['Time zone', zone],
              [
                'Origin of its log',
                <span key="o" className="mono">
                  {origin}
                </span>,
              ],
            ]}
          />
          <ZoneStays mayWrite={mayWrite} />
          <Section title="Second factor">
            <Security />
          </Section>
          {works && <Reminders />}
          {mayWrite &&
            above.every(({ isLoading }) => !isLoading) && ( // what is filled in does not move
              <Section title="Working days">
                <Calendar of={calendar} />
              </Section>
            )}
        </>
      )}
    </Answer>
  );
}

/** Why it stays, and what of it can be set. */
const ZoneStays = ({ mayWrite }: { readonly mayWrite: boolean }) => (
  <Words size="sm" c="dimmed" mt="sm" maw={720}>
    {`The time zone cannot be changed: it was sealed when the programme was begun, and the days of its records and examinations begin and end in it. In another one, what is sealed would fall on other days. Deadlines in business days may be counted in another one${mayWrite ? ', which is set below under Working days' : ''}.`}
  </Words>
);

function Security() {
  const found = useQuery(ask('identity', 'security', {}));
  const may = useMay('identity:write');
  const set = useMutation({
    mutationFn: (secondFactor: boolean) => api.identity.setSecurity({ secondFactor }),
    onSuccess: () => changed('identity', 'account'),
  });
  return (
    <Answer of={found}>
      {({ secondFactor }) =>
        !may ? (
          <Words>
            {secondFactor
              ? 'Everybody needs a second factor.'
              : 'Nobody needs a second factor; everybody may set one up for themselves.'}
          </Words>
        ) : (
          <>
            <Switch
              label="Everybody needs a second factor"
              description="Whoever comes without one is asked to set it up before they see anything. Whoever asks it of all needs one, too."
              checked={secondFactor}
              disabled={set.isPending}
              onChange={({ currentTarget }) => set.mutate(currentTarget.checked)}
            />
            {set.isError && <Problem error={set.error} />}
          </>
        )
      }
    </Answer>
  );
}

/** It begins with the working days and holidays of now. */
function Calendar({ of }: { readonly of: Answered<'organization', 'show'>['calendar'] }) {
  const [zone, setZone] = useState(of.zone);
  const [weekdays, setWeekdays] = useState<readonly number[]>(of.weekdays);
  const [typed, setTyped] = useState(of.holidays.join('\n'));
  const holidays = typed.split(/[\s,;]+/).filter((day) => day !== '');
  const unread = holidays.find((day) => parseDay(day) === null);
  const acting = useMutation({
    mutationFn: () => api.organization.setCalendar({ zone, weekdays: [...weekdays], holidays }),
    onSuccess: () => changed('organization'),
  });
  return (
    <div style={{ maxWidth: 480 }}>
      <Act acting={acting} label="Set from now on" disabled={weekdays.length === 0}>
        <Words size="sm">
          Deadlines in business days are counted by these. What was judged before stays as it was.
        </Words>
        <Zone
          value={zone}
          set={setZone}
          about="In which the days of deadlines are counted. The time zone of the programme above stays."
        />
        <Checkbox.Group
          label="Working days"
          {...lacking(weekdays.length === 0, 'Tick at least one day.')}
          value={weekdays.map(String)}
          onChange={(days) => setWeekdays(days.map(Number).toSorted((a, b) => a - b))}
        >
          {DAYS.map((day, place) => (
            <Checkbox key={day} value={String(place + 1)} name="weekdays" label={day} mt={6} />
          ))}
        </Checkbox.Group>
        <Textarea
          label="Holidays"
          description={
            <Whole of="Days on which nobody works, though the weekday says so: one a line, as 2026-12-25. May stay empty." />
          }
          name="holidays"
          {...lacking(unread !== undefined, `${unread} is no day. One reads 2026-12-25.`)}
          autosize
          minRows={2}
          maxRows={12}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </Act>
      {acting.isSuccess && (
        <Words size="sm" role="status">
          Set, and sealed.
        </Words>
      )}
    </div>
  );
}
