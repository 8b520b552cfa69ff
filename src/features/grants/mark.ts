import type { Mark } from '#/platform/documents/mark.ts';

export interface MarkedFor {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly grant: string;
  /** A day, as 2026-03-03. */
  readonly day: string;
}

const SHORT = 60;
const brief = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text);

/** What stands on every page of a copy: for whom it was made, of which company, when, and under which grant. */
export const markFor = ({ name, email, company, grant, day }: MarkedFor): Mark => ({
  lines: [brief(email), brief(company), `${day} · ${grant.slice(0, 8)}`],
  foot: `Copy for ${brief(name)} <${email}>, ${brief(company)}, made on ${day} under grant ${grant}. Restricted use: for this reader and company only.`,
});
