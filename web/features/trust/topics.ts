import { TOPIC_WORDS, TOPICS } from '#/features/trust/content.contract.ts';

/** Topics as a form offers them, in the order of the page. */
export const TOPIC_CHOICES = TOPICS.map((value) => ({ value: value as string, label: TOPIC_WORDS[value] }));
