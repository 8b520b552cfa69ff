import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.not-exposed',
  title: 'A resource is not open to other networks',
  prose:
    "An open port or a public bucket is found by strangers within hours. It says what a scanner saw against the scanner's own rules on networks and public exposure; whether a rule was reviewed by a person is not seen, and what was muted in the scanner still counts: an exposure that is meant is excluded by a person, with the reason.",
  controls: ['network-segmentation-firewall'],
  terms: {
    'network-segmentation-firewall': [
      'networks|network|internet',
      'isolates|isolat|segment|deny|firewall|restrict|block|only',
    ],
  },
  sentence: 'No setting on networks or public exposure of any resource shows a weakness.',
  topics: ['public-exposure', 'network'],
  other: 'identity',
});
