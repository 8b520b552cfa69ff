import { minutesOf } from './minutes.ts';

export default minutesOf({
  id: 'meetings.board-minutes-kept',
  version: 3,
  kind: 'board',
  called: 'board meeting',
  control: 'board-oversight',
  terms: ['board', 'briefed|brief|inform|report|meet|minut'],
});
