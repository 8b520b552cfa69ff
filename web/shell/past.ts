/** Pages that show the programme as it stood at the end of an earlier day. */
const LOOKS_BACK = /^\/(?:(?:controls|checks|evidence|artifacts|ledger)(?:\/.+)?|scope)?$/;
/** Except what the library has, and what the company no longer does. */
const OF_NOW = /^\/controls\/library$/;

export const looksBack = (page: string): boolean => LOOKS_BACK.test(page) && !OF_NOW.test(page);
