/**
 * Tables that no entry of the log vouches for, and why: they say how the work goes on, who may enter, or what is yet to
 * be done, and no status, package or proof is made of them. `fsck` does not compare them, and says so.
 */
export const NOT_SEALED: Readonly<Record<string, string>> = {
  source_cursor: 'where the next reading of a source goes on; what a reading accounted for is sealed as its coverage',
  source_look: 'when a source was last looked at as a whole; the looks of its records are sealed with them',
  source_secret: 'secrets of sources, encrypted: the log holds none',
  run_log: 'what happened during a reading, line by line; that it finished, and with what, is sealed',
  erased_file: 'files that are yet to be destroyed; that they are to be is sealed',
  ledger_witness: 'what outsiders answered; what can be verified of it is verified by whoever relies on it',
  member: 'who may enter; that they joined, changed or left is sealed',
  invitation: 'who was invited',
  api_key: 'digests of keys that may enter; that they were made and revoked is sealed',
  answered: 'answers kept for requests that come twice',
  job: 'work in the queue',
  audit_quote: 'what firms offered before one was engaged; the letter that engages one is sealed',
  mail: 'messages to send, and how it went',
  single_sign_on:
    'the provider that vouches for people, with its secret, encrypted; what was set is sealed as a setting',
  trust_draft: 'what the trust center may say next; what is published is sealed',
  trust_domain: 'whose trust center a domain shows; the domain is sealed with what is published',
  webhook: 'addresses that are told of events',
  webhook_delivery: 'what they were told',
  reminder: 'who was reminded of tasks, and when',
  reminder_task: 'of what they were',
  task: 'what is to be done; it is worked out anew',
  task_look: 'when tasks were last worked out',
  visitor: 'people outside who asked to read; what they were given and signed is sealed without their names',
  visitor_link: 'digests of links that sign them in',
  visitor_session: 'digests of what keeps them signed in',
  customer: 'the list of customers who may be let in by a rule; that rule is sealed',
  access_request: 'who asked for what, and why; what was decided is sealed',
  nda_party: 'who signed an agreement, which the sealed copy says, too',
  access_view: 'what was read, one by one; each day is sealed when it is over, and compared with these',
  access_tally: 'how often something was read, so that no list counts',
  derived: 'what readings show and would otherwise work out each time; it is made anew from what is sealed',
  derived_page: 'long lists of the same, page by page',
};
