import { minutesOf } from './minutes.ts';

export default minutesOf({
  id: 'meetings.minutes-kept',
  version: 4,
  kind: 'security-steering',
  called: 'security steering meeting',
  control: 'security-steering-meeting',
  terms: ['meeting|meet|committee|council', 'records|record|minut|written|writ'],
});
