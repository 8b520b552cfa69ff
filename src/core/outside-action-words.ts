export interface ActionWords {
  /** What all of them are about. */
  readonly about: string;
  readonly words: Readonly<Record<string, string>>;
}

/** What is done with what outsiders may see, and with those outsiders; a part of the list in action-words.ts. */
export const OUTSIDE: Readonly<Record<string, ActionWords>> = {
  documents: {
    about: 'Documents',
    words: {
      add: 'Add a document',
      change: 'Change what is said of a document',
      replace: 'Replace the file of a document',
      retire: 'Retire a document',
    },
  },
  reports: {
    about: 'Reports',
    words: {
      save: 'Save what is read from a report',
      record: 'Record the facts of a report',
      confirm: 'Confirm the facts of a report',
      withdraw: 'Withdraw the facts of a report',
      writeBrief: 'Write a brief for sales',
      seal: 'Seal an issued report',
    },
  },
  trust: {
    about: 'Trust center',
    words: {
      save: 'Save the draft of the trust center',
      publish: 'Publish the trust center',
      withdraw: 'Take the trust center down',
    },
  },
  ndas: {
    about: 'Agreements',
    words: {
      publish: 'Publish the text of the NDA',
      record: 'Record an agreement signed elsewhere',
      end: 'End an agreement',
    },
  },
  grants: {
    about: 'Readers',
    words: {
      approve: 'Let somebody read what they asked for',
      deny: 'Deny a request',
      give: 'Let somebody read documents',
      revoke: 'Take a grant back',
      setRules: 'Set who is let in by rule',
      setCustomers: 'Replace the list of customers',
      setDeals: 'Replace the list of open deals',
    },
  },
  readers: {
    about: 'Data of readers',
    words: { setRetention: 'Set how long data of readers is kept', forget: 'Erase the data of a reader' },
  },
  subscribers: {
    about: 'Subscribers',
    words: { bounce: 'Report a returned message', remove: 'Remove a subscriber' },
  },
  analytics: {
    about: 'Audience',
    words: { setSummary: 'Set the weekly summary', dismiss: 'Put a search aside' },
  },
};
