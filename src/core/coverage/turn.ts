/** A month, and some days: whoever reads a source once a month is late for nothing. */
export const LEAST_TURN_DAYS = 35;
/** So much later than usual a reading is still in its turn. */
export const SLACK = 1.25;
