/** Pages that show the programme as it stood at the end of an earlier day; an artifact is always the same. */
const LOOKS_BACK = /^\/(?:(?:controls|checks|evidence|artifacts)(?:\/.+)?|scope|ledger)?$/;
/** Except what the library has. */
const OF_NOW = /^\/controls\/library$/;

export const looksBack = (page: string): boolean => LOOKS_BACK.test(page) && !OF_NOW.test(page);
