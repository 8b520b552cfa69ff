import { Link } from '@tanstack/react-router';
import { dayIn, showDay } from '#web/kit/when.ts';
import { useProgramme } from '#web/shell/programme.ts';

interface Props {
  /** Null: one had run by the moment that the page shows, or none ever did. */
  readonly at: number | null | undefined;
}

/** On a past day before any check ran: when the first did, and the way to look at that day. */
export function FirstRun({ at }: Props) {
  const { asOf, zone } = useProgramme();
  if (asOf === null || at === null || at === undefined) return null;
  return (
    <>
      {' '}
      Checks first ran on{' '}
      <Link to="." search={(before: object) => ({ ...before, asOf: dayIn(at, zone) })}>
        {showDay(at, zone)}
      </Link>
      : look at that day.
    </>
  );
}
