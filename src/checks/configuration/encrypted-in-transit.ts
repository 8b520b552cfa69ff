import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.encrypted-in-transit',
  title: 'An endpoint encrypts data in transit',
  prose:
    "What travels in the clear, or under a protocol that was broken long ago, can be read on the way. It says what a scanner saw against the scanner's own rule; an endpoint that no scanner looks at is not seen, and what was muted in the scanner still counts.",
  controls: ['encryption-in-transit'],
  terms: {
    'encryption-in-transit': ['encrypts|encrypt|tls|https', 'transmitted|transmi|transit|network|tls|https|sent'],
  },
  sentence: 'No setting on encryption in transit of any endpoint shows a weakness.',
  topics: ['encryption-in-transit'],
  other: 'encryption-at-rest',
});
