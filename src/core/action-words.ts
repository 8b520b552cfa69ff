import { nameNow } from './former-actions.ts';
import { type ActionWords, OUTSIDE } from './outside-action-words.ts';

/** What the audit log names by a short name for files and filters, in the words that a person would use. */

/** By the part of a name before the point, in the order in which somebody would look for them. */
const GROUPS: Readonly<Record<string, ActionWords>> = {
  account: {
    about: 'Signing in and accounts',
    words: {
      'sign-in': 'Sign in',
      'sign-in-break-glass': 'Sign in past the company’s provider',
      'sign-in-second-factor': 'Sign in: second factor',
      'sign-in-second-factor-break-glass': 'Sign in past the company’s provider: second factor',
      'sign-in-recovery-code': 'Sign in by a recovery code',
      'sign-in-recovery-code-break-glass': 'Sign in past the company’s provider, by a recovery code',
      'sign-in-passkey': 'Sign in by a passkey',
      'sign-in-passkey-break-glass': 'Sign in past the company’s provider, by a passkey',
      'sign-in-company': 'Sign in by the company’s provider',
      'sign-out': 'Sign out',
      'password-asked': 'Ask for a link to set a new password',
      'address-asked': 'Ask for a link that confirms their address',
      'address-confirmed': 'Confirm their address by a link',
      'password-set': 'Set a password by a link',
      'password-link-made': 'Make a link for a new password on the terminal',
      'password-changed': 'Change the password',
      'second-factor-begun': 'Begin to set up a second factor',
      'second-factor-shown': 'Show a code of the second factor',
      'second-factor-removed': 'Remove the second factor',
      'recovery-codes-made': 'Make recovery codes',
      'passkey-added': 'Add a passkey',
      'passkey-removed': 'Remove a passkey',
      'passkey-named': 'Name a passkey',
      'name-changed': 'Change their own name',
      claimed: 'Claim the installation by the link of the terminal',
      joined: 'Join by an invitation',
      'organization-made': 'Make another organization',
      'session-ended': 'End a session',
      'other-sessions-ended': 'End all other sessions',
      confirmed: 'Confirm that it is them',
    },
  },
  identity: {
    about: 'Members, keys and security',
    words: {
      invite: 'Invite somebody',
      withdraw: 'Withdraw an invitation',
      change: 'Change the role of a member',
      remove: 'Remove a member',
      addKey: 'Make an API key',
      revokeKey: 'Revoke an API key',
      setSecurity: 'Say whether a second factor is required',
      'actions-exported': 'Save the audit log as a file',
    },
  },
  sso: {
    about: 'Single sign-on',
    words: {
      set: 'Set the provider of single sign-on',
      setSaml: 'Set the provider of single sign-on (SAML)',
      require: 'Require single sign-on',
      remove: 'Remove single sign-on',
    },
  },
  directory: {
    about: 'The directory',
    words: {
      connect: 'Connect a directory',
      disconnect: 'Disconnect a directory',
      setRoles: 'Set the roles of groups',
      'person-named': 'The directory names a person',
      'person-changed': 'The directory changes a person',
      'person-removed': 'The directory removes a person',
      'group-named': 'The directory names a group',
      'group-changed': 'The directory changes a group',
      'group-removed': 'The directory removes a group',
    },
  },
  organization: { about: 'The organization', words: { setCalendar: 'Set the working days' } },
  engagements: {
    about: 'Scope',
    words: { create: 'Open an examination', change: 'Change an examination' },
  },
  assessment: { about: 'The assessment', words: { answer: 'Answer the assessment' } },
  audit: {
    about: 'The audit firm',
    words: {
      record: 'Record an offer of a firm',
      revise: 'Change an offer of a firm',
      drop: 'Take an offer off the list',
      engage: 'Record the engagement letter',
    },
  },
  controls: {
    about: 'Controls',
    words: {
      adopt: 'Adopt controls',
      add: 'Add a control of one’s own',
      edit: 'Change a control',
      own: 'Give a control an owner',
      preview: 'Preview a statement',
    },
  },
  sources: {
    about: 'Sources',
    words: {
      add: 'Connect a source',
      changeSettings: 'Change the settings of a source',
      disconnect: 'Disconnect a source',
      reconnect: 'Reconnect a source',
      giveSecrets: 'Give a source a new secret',
      upload: 'Hand in a file',
      uploadAgain: 'Hand in the next file',
      look: 'Look into a file that was handed in',
      try: 'Try the settings of a source',
      test: 'Test a source',
    },
  },
  populations: { about: 'Populations', words: { reconcile: 'Compare counts' } },
  people: { about: 'People', words: { declare: 'Say whose handles are' } },
  evidence: {
    about: 'Evidence',
    words: { add: 'Attach evidence', artifactFile: 'Take the bytes of an artifact away' },
  },
  checks: {
    about: 'Checks',
    words: {
      exclude: 'Exclude an item',
      include: 'End an exclusion',
      switch: 'Turn a check on or off',
    },
  },
  deviations: { about: 'Deviations', words: { explain: 'Say what happened in a deviation' } },
  jobs: {
    about: 'Jobs',
    words: {
      collect: 'Read a source',
      check: 'Run the checks',
      package: 'Write a package',
      packageFile: 'Take the file of a package away',
      verify: 'Verify the log',
      fsck: 'Look at every byte',
      retry: 'Try a job again',
      cancel: 'Stop a job',
    },
  },
  work: {
    about: 'Work',
    words: {
      refresh: 'Work out the tasks anew',
      add: 'Make a task',
      finish: 'Say that a task is done',
      assign: 'Give a task to somebody',
      drop: 'Put a task aside',
      reopen: 'Take up a task again',
      attach: 'Attach evidence to a task',
      setReminders: 'Set reminders for everybody',
      setOwnReminders: 'Set their own reminders',
    },
  },
  ledger: {
    about: 'The log',
    words: {
      rotateKey: 'Put a new signing key in place',
      setWitness: 'Name where checkpoints are sent',
      sendCheckpoint: 'Send the newest checkpoint outside',
      restored: 'Go on with a log from a backup',
      mended: 'Put rows right from the log',
    },
  },
  erasure: {
    about: 'Erasure',
    words: {
      artifact: 'Erase an artifact',
      record: 'Erase what records say of an item',
      due: 'Erase what is due',
      retention: 'Set how long artifacts are kept',
      hold: 'Keep artifacts by a hold',
      'hold-lifted': 'Lift a hold',
    },
  },
  installation: {
    about: 'The installation',
    words: {
      'organization-made': 'Make an organization on the terminal',
      'demo-made': 'Make the demo company',
      'backed-up': 'Write a backup of everything',
      'secret-rotated': 'Encrypt all secrets with a new key',
      'secret-forgotten': 'Take replaced keys of secrets away',
      restored: 'Put a backup back',
    },
  },
  notifications: { about: 'Notifications', words: { mark: 'Mark notifications' } },
  views: { about: 'Views', words: { save: 'Save a view', remove: 'Forget a view' } },
  policies: {
    about: 'Policies',
    words: {
      draft: 'Draft a policy',
      edit: 'Change a policy',
      approve: 'Approve a policy',
      retire: 'Retire a policy',
    },
  },
  ...OUTSIDE,
  mail: {
    about: 'Mail',
    words: {
      open: 'Open a message of the outbox',
      send: 'Send a message again',
      test: 'Send a test message',
    },
  },
  webhooks: {
    about: 'Webhooks',
    words: {
      add: 'Add a webhook',
      change: 'Change a webhook',
      remove: 'Remove a webhook',
      redeliver: 'Send a delivery again',
    },
  },
};

/** The words for an action; one that is not known here, perhaps of another version, keeps its name. */
export function actionWords(name: string): string {
  const [noun = '', call = ''] = nameNow(name).split('.');
  const words = Object.hasOwn(GROUPS, noun) ? GROUPS[noun]?.words : undefined;
  return words !== undefined && Object.hasOwn(words, call) ? (words[call] ?? name) : name;
}

interface ActionGroup {
  readonly about: string;
  /** With this all names of the group begin. */
  readonly begins: string;
  readonly actions: readonly { readonly name: string; readonly words: string }[];
}

/** All of them, for whoever looks for one. */
export const actionGroups = (): readonly ActionGroup[] =>
  Object.entries(GROUPS).map(([noun, { about, words }]) => ({
    about,
    begins: `${noun}.`,
    actions: Object.entries(words).map(([call, said]) => ({ name: `${noun}.${call}`, words: said })),
  }));
