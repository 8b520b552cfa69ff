/** Options that every command has. */
export const GLOBAL_OPTIONS = [
  { name: 'data', value: 'DIR', doc: 'The data folder (ATTESTRY_DATA; default ./data).' },
  { name: 'org', value: 'NAME', doc: 'The organization, where there are several (ATTESTRY_ORG).' },
  { name: 'by', value: 'PERSON', doc: 'Who acts (ATTESTRY_PERSON; default: the login on this machine).' },
  {
    name: 'server',
    value: 'URL',
    doc: 'Work on a server instead of the data folder (ATTESTRY_SERVER), with the key in ATTESTRY_API_KEY.',
  },
  { name: 'json', doc: 'Print one JSON document instead of text.' },
  { name: 'help', doc: 'Explain the command.' },
] as const;
