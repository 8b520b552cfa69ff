const KIB = 2 ** 10;
const MIB = 2 ** 20;

/** What a reader takes into memory at most, in bytes, and how many members it counts. A package beyond them is refused, not read. */
export const LIMITS = {
  members: 4_000_000,
  checkpoint: 64 * KIB,
  /** 256 entries, each behind its length in two bytes. */
  entries: 256 * (2 + 65_535),
  payloads: 256 * MIB,
  manifest: 512 * MIB,
  document: 512 * MIB,
  segmentHeader: 64 * MIB,
  column: 1_024 * MIB,
  outcomes: 1_024 * MIB,
} as const;
