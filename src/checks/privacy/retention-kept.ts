import { deletionsOf } from './deletions.ts';

export default deletionsOf({
  id: 'privacy.retention-kept',
  kind: 'retention',
  title: 'What is kept no longer is deleted in time',
  prose:
    'A schedule that nobody carries out is a promise that is broken every day. It judges the duties that are on record: data whose time ran out, and for which nobody opened one, is not seen.',
  what: 'What the schedule keeps no longer',
  control: 'retention-schedule',
  terms: ['retention|retain|kept|keep', 'deletion|delet|eras|destroy'],
});
