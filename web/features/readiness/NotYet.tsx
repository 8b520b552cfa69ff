import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { dayIn, showDay, showPlainDay, withDays } from '#web/kit/when.ts';
import { useProgramme } from '#web/shell/programme.ts';

/** On a past day before any examination: the way to the first day that has one, and the way back to now. */
export function WaysOn() {
  const { later, zone } = useProgramme();
  const navigate = useNavigate();
  const go = (asOf: string | undefined): void =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, asOf }) });
  return (
    <Group gap="sm" className="no-print">
      {later !== null && (
        <Button size="xs" onClick={() => go(dayIn(later.opened, later.zone))}>
          {`Look at ${showDay(later.opened, later.zone || zone)}, its first day`}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => go(undefined)}>
        Go back to now
      </Button>
    </Group>
  );
}

/** That there was none yet, and when one came; null: now is looked at. */
export function useNotYet(): string | null {
  const { asOf, until, later } = useProgramme();
  if (asOf === null || until === null) return null;
  const begin = `By the end of ${showPlainDay(asOf)} no examination was open`;
  return later === null
    ? `${begin}.`
    : `${begin}; ${withDays(later.name)} was opened on ${showDay(later.opened, later.zone)}.`;
}
