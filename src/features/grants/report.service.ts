import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { todayIn } from '#/features/documents/index.ts';
import {
  factsInForce,
  NO_REVIEW,
  othersIn,
  type ReportFacts,
  reportDocument,
  type Review,
  reviewRow,
  type SavedReview,
  saveReview,
  firmSealOf,
  sealedFrom,
} from '#/features/reports/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { dayOf, type GrantsDeps } from './ground.service.ts';
import { type OtherStanding, standingsOf } from './others.service.ts';
import { opened } from './read.service.ts';
import { insertView } from './view.store.ts';
import type { View } from './view.ts';
import type { Visitor } from './visitor.store.ts';

/** The facts of a report as a reader sees them, with where they come from. */
export interface OpenFacts {
  readonly facts: ReportFacts;
  /** Where in the log they were sealed, and when somebody recorded and somebody else confirmed them. */
  readonly position: number;
  readonly version: number;
  readonly recorded: Instant;
  readonly confirmed: Instant;
  /** The firm whose own account sealed the hash of this very file; null: none did. */
  readonly sealedBy: { readonly firm: string; readonly from: string; readonly at: Instant } | null;
  /** How the documents that the facts lead to stand to the same reader, by their ids. */
  readonly others: ReadonlyMap<string, OtherStanding>;
  readonly grant: string;
  /** A file to save is offered. */
  readonly download: boolean;
  /** The last day on which it opens, in the company's zone. */
  readonly until: string;
}

/** A report as one reader has it: what it says, and what they wrote down. */
export interface ReadReport {
  readonly document: string;
  readonly title: string;
  readonly pages: number;
  /** The SHA-256 of the original. */
  readonly sha256: string;
  /** Null: it is not open to them any more, and only what they wrote down is left. */
  readonly open: OpenFacts | null;
  /** What day it is in the organization. */
  readonly today: string;
  readonly review: Review;
  readonly saved: Instant | null;
  /** The SHA-256 of the file about which they wrote it, where that is an earlier one; null: it is this one. */
  readonly earlier: string | null;
}

interface Asked {
  readonly org: string;
  readonly visitor: Visitor;
  readonly document: string;
}

/** A report in the order of readers. Throws `access_refused`, and `not_found` where no facts of it are confirmed. */
export const readReport = (deps: GrantsDeps, { org, visitor, document }: Asked): Promise<ReadReport> =>
  deps.db.transaction(org, async (tx) => {
    const read = await reportOpen(deps, tx, visitor, document);
    await view(deps, tx, org, { read, part: 'facts' });
    return read;
  });

/**
 * The record of what a reader found and decided, for their own files: also where no file to save is offered. When their
 * access has ended it holds what they wrote down, and nothing of the report.
 */
export const reviewRecord = (deps: GrantsDeps, { org, visitor, document }: Asked): Promise<ReadReport> =>
  deps.db.transaction(org, async (tx) => {
    try {
      const read = await reportOpen(deps, tx, visitor, document);
      await view(deps, tx, org, { read, part: 'record' });
      return read;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const kept = await reviewRow(tx, { visitor: visitor.id, document });
      if (kept === undefined) throw error;
      const { definition } = (await reportDocument(tx, document)).version;
      const { title, file } = definition;
      const { review, saved } = kept;
      return {
        document,
        title,
        pages: file.pages,
        sha256: file.sha256,
        open: null,
        today: await todayIn(deps, tx),
        review,
        saved,
        earlier: earlierOf(kept, file.sha256),
      };
    }
  });

/** Keeps what a reader wrote down. Throws as reading does. */
export const keepReview = (deps: GrantsDeps, { org, visitor, document }: Asked, review: Review): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    const { review: before, open, sha256 } = await reportOpen(deps, tx, visitor, document);
    const { cuecs } = open?.facts ?? { cuecs: null };
    const known = new Set(cuecs?.says === 'these' ? cuecs.list.map(({ number }) => number) : []);
    const decided = Object.fromEntries(Object.entries(review.cuecs).filter(([number]) => known.has(number)));
    const merged = { ...review, cuecs: { ...before.cuecs, ...decided } };
    const saving = { review: merged, saved: deps.chance.now(), original: sha256 };
    await saveReview(tx, org, { visitor: visitor.id, document }, saving);
  });

async function reportOpen(deps: GrantsDeps, tx: Tx, visitor: Visitor, document: string): Promise<ReadReport> {
  const { grant } = await opened(deps, tx, visitor, { document, download: false });
  const found = await reportDocument(tx, document);
  const inForce = factsInForce(found);
  if (inForce === null) throw new DomainError('not_found', { what: 'report', id: document });
  const { title, file } = found.version.definition;
  const seal = await firmSealOf(tx, file.sha256);
  const kept = await reviewRow(tx, { visitor: visitor.id, document });
  const { recorded, confirmed } = inForce;
  return {
    document,
    title,
    pages: file.pages,
    sha256: file.sha256,
    open: {
      facts: recorded.facts,
      position: recorded.position,
      version: recorded.version,
      recorded: recorded.received,
      confirmed: confirmed.received,
      sealedBy: seal === undefined ? null : { firm: seal.firm, from: sealedFrom(seal), at: seal.received },
      others: await standingsOf(deps, tx, visitor, othersIn(recorded.facts)),
      grant: grant.id,
      download: grant.download,
      until: await dayOf(deps, tx, grant.expires),
    },
    today: await todayIn(deps, tx),
    review: kept?.review ?? NO_REVIEW,
    saved: kept?.saved ?? null,
    earlier: earlierOf(kept, file.sha256),
  };
}

/** What was written stays about what was read: a file that took its place is another one, with the same numbers in it. */
const earlierOf = (kept: SavedReview | undefined, sha256: string): string | null =>
  kept === undefined || kept.original === null || kept.original === sha256 ? null : kept.original;

/** That it was read, as of a copy; there is no copy of which a digest could be kept. */
async function view(
  { chance }: GrantsDeps,
  tx: Tx,
  org: string,
  { read, part }: { readonly read: ReadReport; readonly part: View['part'] },
): Promise<void> {
  if (read.open === null) return;
  await insertView(tx, org, {
    id: chance.newId(),
    grant: read.open.grant,
    document: read.document,
    original: read.sha256,
    copy: '',
    download: false,
    at: chance.now(),
    part,
  });
}
