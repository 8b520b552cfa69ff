/** The part of Scope, before an examination is open, in which its days are chosen: `#days` of its address. */
export const DAYS = 'days';
