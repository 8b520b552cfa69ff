import { useProgramme } from '#web/shell/programme.ts';
import { distance, distanceOfDay, showDay, showMinute, showPlainDay } from './when.ts';

/** A day in the organization's zone, and how far away it is: "3 Mar 2026 (8 months ago)". */
export function When({ at, exact = false }: { readonly at: number; readonly exact?: boolean }) {
  const { zone, now } = useProgramme();
  return (
    <time dateTime={new Date(at).toISOString()} title={`${showMinute(at, zone)} ${zone}`}>
      {exact ? (
        <span className="whole">{showMinute(at, zone)}</span>
      ) : (
        <>
          <span className="whole">{showDay(at, zone)}</span> <span className="whole">({distance(at, now, zone)})</span>
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

/** A plain day, and how far away it is. */
export function DayAway({ day }: { readonly day: string }) {
  const { zone, now } = useProgramme();
  return (
    <>
      <Day day={day} /> <span className="whole">({distanceOfDay(day, now, zone)})</span>
    </>
  );
}
DayAway.said = Day.said;
