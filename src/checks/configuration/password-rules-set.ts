import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.password-rules-set',
  title: 'A cloud holds passwords to rules',
  prose:
    "A standard for passwords that no system is set to is a text. It says what a scanner saw against the scanner's own rules on length, signs and reuse: a company whose standard asks for less, or for other things, excludes the setting with that reason. Whether passwords expire is not asked, lockout is not seen, and what was muted in the scanner still counts.",
  controls: ['authentication-standards'],
  terms: {
    'authentication-standards': ['password|passphrase', 'standard|rule|policy|requirement|length|complex'],
  },
  sentence: 'No setting on the rules for passwords of any resource shows a weakness.',
  topics: ['identity-password'],
  other: 'identity-second-factor',
  whole: 'identity',
});
