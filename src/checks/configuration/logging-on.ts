import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.logging-on',
  title: 'A resource writes its logs',
  prose:
    "What was not logged cannot be investigated. It says what a scanner saw against the scanner's own rule: whether logs arrive in one place and stay there as long as promised is seen only as far as the scanner has a rule for it, and what was muted in the scanner still counts.",
  controls: ['centralized-logging'],
  terms: {
    'centralized-logging': ['logs|log', 'collects|collect|writ|record|send|keep|forward'],
  },
  sentence: 'No setting on logging of any resource shows a weakness.',
  topics: ['logging'],
  other: 'backup',
});
