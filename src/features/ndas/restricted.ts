/** What somebody who is let read a report of an independent accountant agrees to, whatever else an agreement says. */
export const RESTRICTED_USE = `## Reports of an independent accountant

A SOC 2 report is restricted in its use. It is for us, for our customers and prospective customers, their auditors and regulators, who know enough of our services, of how they work together with your own controls, and of the criteria that it uses, to understand it. It is not for anybody else, and you read it as one of those.
`;

const REPORT = /\breports?\b|\bsoc[\s-]*[123]\b/i;
const RESTRICTS =
  /\brestrict(s|ed|ion|ions)?\b[^.]{0,120}\buse[drs]?\b|\buse[drs]?\b[^.]{0,120}\brestrict(s|ed|ion|ions)?\b|\b(solely|only|exclusively) for the (information and )?use (of|by)\b|\bspecified parties\b/i;

/** Whether a text says itself, in one of its paragraphs, that a report is for a restricted circle. */
const saysRestricted = (body: string): boolean =>
  body.split(/\n\s*\n/).some((part) => REPORT.test(part) && RESTRICTS.test(part));

/** A text with the restriction on the use of reports: its own, or else ours below it. */
export const withRestrictedUse = (body: string): string =>
  saysRestricted(body) ? body : `${body.trimEnd()}\n\n${RESTRICTED_USE}`;
