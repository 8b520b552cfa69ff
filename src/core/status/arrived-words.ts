/** Of what the log first held after the last day of a window: a source that is read now and then brings some of it each time. */
export const ARRIVED_IN_TURN =
  'Of a source that is read once a month, the reading after the last day brings what occurred since the one before: it is here, too. That it is here says when the ledger first had it, and not that anybody was late.';
