import { z } from 'zod';

/** Who is let in without anybody deciding. The sealed setting `access-rules`. */
export const AccessRules = z.strictObject({
  /** Domains of companies. */
  domains: z.array(z.string().max(253)).max(500).default([]),
  /** Whoever is at a domain of the customer list. */
  customers: z.boolean().default(false),
  /** Whoever is at a company with an open deal, by the list of those. */
  deals: z.boolean().default(false),
  /** Whoever is at a company with an agreement in force. */
  nda: z.boolean().default(false),
  /** For so many days. */
  days: z.int().min(7).max(365).default(90),
  /** Copies may be saved by a link of ours, too. */
  download: z.boolean().default(true),
  /** Positions of the briefs on exceptions that those who own accounts have read: such a report is given by rule then only. */
  briefs: z.array(z.int().min(0)).max(50).default([]),
});
export type AccessRules = z.output<typeof AccessRules>;
