/** What somebody outside may want to hear of. */
export const TOPICS = ['updates', 'subprocessors', 'reports'] as const;
export type Topic = (typeof TOPICS)[number];

/** As people choose them. */
export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  updates: 'Updates that the company publishes',
  subprocessors: 'Changes of subprocessors',
  reports: 'New reports',
};
