import { HOUR, type Instant } from '#/core/time/instant.ts';

/** Why the product turned a webhook off by itself. */
export const SILENT = 'nothing arrived there for long';
/** What fails for less is tried again, and mostly arrives. */
const PATIENCE = HOUR;

interface Heard {
  readonly enabled: boolean;
  readonly because: string;
  readonly failing: Instant | null;
}

/** Nothing arrives there, and nobody chose that. */
export const isSilent = ({ enabled, because, failing }: Heard, now: Instant): boolean =>
  enabled ? failing !== null && failing <= now - PATIENCE : because.startsWith(SILENT);
