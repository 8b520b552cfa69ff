import { useMoment, useProgramme } from '#web/shell/programme.ts';
import { distance, distanceOfDay, isBefore, showDay, showMinute, showPlainDay } from './when.ts';

interface Props {
  readonly at: number;
  /** To the minute. */
  readonly exact?: boolean;
  /** Of a day that many rows of a list have, how far away it is goes without saying. */
  readonly brief?: boolean;
}

/** A day in the organization's zone, and how far away it is from the moment that the page shows: "3 Mar 2026 (8 months ago)". */
export function When({ at, exact = false, brief = false }: Props) {
  const { zone } = useProgramme();
  const moment = useMoment();
  return (
    <time dateTime={new Date(at).toISOString()} title={`${showMinute(at, zone)} ${zone}`}>
      {exact ? (
        <span className="whole">{showMinute(at, zone)}</span>
      ) : (
        <>
          <span className="whole">{showDay(at, zone)}</span>
          {!brief && <span className="whole"> ({distance(at, moment, zone)})</span>}
        </>
      )}
    </time>
  );
}

/** A plain day, as people enter it. */
export const Day = ({ day }: { readonly day: string }) => (
  <time dateTime={day.slice(0, 10)} className="whole">
    {showPlainDay(day)}
  </time>
);
When.said = ({ at }: { readonly at: number }): string => new Date(at).toISOString();
Day.said = ({ day }: { readonly day: string }): string => day.slice(0, 10);

/** The day by which something is to be done, and while it is not done how far away that is, and whether it is over. */
export function Due({ day, isOpen }: { readonly day: string; readonly isOpen: boolean }) {
  const { zone, now } = useProgramme();
  if (!isOpen) return <Day day={day} />;
  return (
    <>
      <Day day={day} />{' '}
      <span className="whole">
        ({isBefore(day, now, zone) && <strong className="overdue">overdue, </strong>}
        {distanceOfDay(day, now, zone)})
      </span>
    </>
  );
}
Due.said = Day.said;
