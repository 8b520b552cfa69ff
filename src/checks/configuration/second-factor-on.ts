import { settingsOf } from './topic.ts';

export default settingsOf({
  id: 'configuration.second-factor-on',
  title: 'A cloud asks for a second factor',
  prose:
    "Accounts that nobody put in a list, such as the root user of a cloud, are opened by a password alone unless the cloud itself asks for more. It says what a scanner saw against the scanner's own rule; a cloud or a provider of sign-on that no scanner looks at is not seen, a factor of hardware is not asked for, and what was muted in the scanner still counts.",
  controls: ['mfa-enforced'],
  terms: {
    'mfa-enforced': [
      'multi-factor|multifactor|mfa|second factor|two-factor|two factor|2fa|passkey',
      'cloud|console|production|system|infrastructure|access',
    ],
  },
  sentence: 'No setting on second factors of any resource shows a weakness.',
  topics: ['identity-second-factor'],
  other: 'identity-password',
  whole: 'identity',
});
