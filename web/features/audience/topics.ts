/** Topics in a word or two, for a table. */
export const TOPICS = { updates: 'updates', subprocessors: 'subprocessors', reports: 'reports' } as const;
