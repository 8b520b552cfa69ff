import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.encrypted-at-rest',
  title: 'A data store is encrypted at rest',
  prose:
    "A disk, a bucket or a snapshot that is taken away is readable by whoever takes it, unless it is encrypted. It says what a scanner saw against the scanner's own rule; a store that no scanner looks at is not seen, and what was muted in the scanner still counts.",
  controls: ['encryption-at-rest'],
  terms: {
    'encryption-at-rest': ['encrypts|encrypt', 'at rest|stored|storage|database|disk'],
  },
  sentence: 'No setting on encryption at rest of any data store shows a weakness.',
  topics: ['encryption-at-rest'],
  other: 'encryption-in-transit',
});
