import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.backed-up',
  title: 'A resource that can be backed up is',
  prose:
    "A catalogue of backups tells of the systems that are in it, and nothing of a database that nobody put there. This says what a scanner saw against the scanner's own rule of each resource that it knows: that backups of it are turned on, or a plan covers it; not that one was made. What was muted in the scanner still counts, and a system that neither a scanner nor a list names is seen by nobody here.",
  controls: ['backups'],
  terms: {
    backups: ['backups|backup|backs up|back up|backed up'],
  },
  sentence: 'No setting on backups of any resource shows a weakness.',
  topics: ['backup'],
  other: 'logging',
});
