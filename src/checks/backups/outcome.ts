import type { Item } from '#/core/populations/index.ts';
import type { Moment } from '#/core/time/moment.ts';

type Backup = Pick<Item<'backup'>, 'result' | 'error'>;

/** What tools write where there was no error. */
const NO_ERROR = /^(?:|-+|–|—|0|no|none|null|nil|n\/?a|ok|no errors?)$/i;

/** How a backup ended. One that carries an error is a failure, whatever its result says. */
export const outcomeOf = ({ result, error }: Backup): 'success' | 'failure' | 'running' | 'unsaid' =>
  typeof error === 'string' && !NO_ERROR.test(error.trim()) ? 'failure' : (result ?? 'unsaid');

/** When the copy was there: at the end of the run, or at its beginning where the source knows no other time. */
export const completedAt = ({ startedAt, endedAt }: Pick<Item<'backup'>, 'startedAt' | 'endedAt'>): Moment =>
  endedAt ?? startedAt;
