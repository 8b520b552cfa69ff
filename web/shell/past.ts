/** Pages that show what was known by the end of an earlier day; an artifact, and an entry of the ledger, never change. */
const LOOKS_BACK =
  /^\/(?:(?:controls|checks|evidence|artifacts|sources|policies)(?:\/.+)?|scope|work|people|trust|ledger)?$/;
/** Except what the library has, and the way to connect something. */
const OF_NOW = /^\/(?:controls\/library|sources\/add)$/;

export const looksBack = (page: string): boolean => LOOKS_BACK.test(page) && !OF_NOW.test(page);

/** The last instant of a day in a zone. */
export const endOf = (day: string, zone: string): string =>
  Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime(zone)
    .subtract({ milliseconds: 1 })
    .toInstant()
    .toString();
