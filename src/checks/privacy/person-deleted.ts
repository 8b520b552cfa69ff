import { deletionsOf } from './deletions.ts';

export default deletionsOf({
  id: 'privacy.person-deleted',
  kind: 'person',
  title: 'What a person asked to be deleted is deleted in time',
  prose:
    'An answer that promises a deletion is worth what comes of it. It judges the duties that are on record: a request for which nobody opened one is not seen, nor are copies in backups and at vendors.',
  what: 'What a person asked to be deleted',
  control: 'data-subject-requests',
  terms: ['requests|request|demand', 'deletion|delet|eras'],
});
