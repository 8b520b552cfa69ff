import { Button, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dayIn, showPlainDay } from '#web/kit/when.ts';
import { useProgramme } from './programme.ts';

/** Looks at the programme as it stood at the end of a past day, by what had been received then. */
export function AsOf() {
  const { asOf, now, zone } = useProgramme();
  const today = dayIn(now, zone);
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [day, setDay] = useState(asOf ?? '');
  const go = (to: string | undefined): void => {
    setOpened(false);
    void navigate({ to: '.', search: (before: object) => ({ ...before, asOf: to }) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={asOf === null ? 'subtle' : 'filled'}
          size="xs"
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
        >
          <span className="wide-label">{asOf === null ? 'As of now' : `As of ${showPlainDay(asOf)}`}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack
          component="form"
          gap="sm"
          maw={280}
          onSubmit={(event) => {
            event.preventDefault();
            if (day !== '' && day <= today) go(day);
          }}
        >
          <Text size="sm">See the programme as it stood at the end of a day: only what had been received by then.</Text>
          <TextInput
            type="date"
            label="Day"
            value={day}
            max={today}
            error={day > today ? 'That day is still to come.' : undefined}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={day === '' || day > today}>
            Look
          </Button>
          {asOf !== null && (
            <Button size="xs" variant="default" onClick={() => go(undefined)}>
              Back to now
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
