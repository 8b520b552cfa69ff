/** How rules say that a handle is nobody’s. The list of people says whose it is: what tells the reason leads there. */
const NOBODYS = 'not known to be a person of the company';

export const isOfNobody = (reason: string): boolean => reason.includes(NOBODYS);
