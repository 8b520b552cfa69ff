import type { Caller } from '#/contract/endpoint.ts';
import type { FileAnswer } from '#/contract/file-answer.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database } from '#/platform/db/database.ts';
import type { Exports } from '#/platform/exports.ts';
import { PACKAGE_KEPT_DAYS } from './contract.ts';
import { jobRow, packageRows } from './store.ts';

interface Deps {
  readonly db: Database;
  readonly chance: Chance;
  readonly exports: Exports;
}

const KEPT = PACKAGE_KEPT_DAYS * DAY;

/** The packages whose files are there; whoever is let in to some examinations sees those of these. */
export async function packages({ db, chance, exports }: Deps, { org, standing }: Caller) {
  const rows = await db.transaction(org, (tx) =>
    packageRows(tx, { since: chance.now() - KEPT, engagements: standing?.engagements ?? null }),
  );
  const found = await Promise.all(
    rows.map(async ({ id, subject, person, finished, sha256 }) => {
      const bytes = await exports.size(org, id);
      const until = finished + KEPT;
      return bytes === null ? [] : [{ job: id, engagement: subject, person, finished, bytes, sha256, until }];
    }),
  );
  return { packages: found.flat() };
}

/**
 * The file of a package, to be read as it is sent. Which file that is follows from the row of the job and never from
 * what was asked; a job of another organization, or of an examination to which the caller is not let in, is not there.
 */
export async function packageFile({ db, exports }: Deps, { org, standing }: Caller, id: string): Promise<FileAnswer> {
  const job = await db.transaction(org, (tx) => jobRow(tx, id));
  const named = standing?.engagements ?? null;
  if (job === undefined || job.kind !== 'package' || (named !== null && !named.includes(job.subject)))
    throw new DomainError('not_found', { what: 'job of a package', id });
  if (job.state !== 'done') throw new DomainError('package_missing', { id, because: `the job is ${job.state}` });
  const file = await exports.open(org, job.id);
  if (file === null) {
    const because = `a file stays where it was written, for ${PACKAGE_KEPT_DAYS} days, and until something is erased`;
    throw new DomainError('package_missing', { id, because });
  }
  return { name: `${job.subject.replaceAll(/[^\w.-]/g, '-')}.tar`, ...file };
}
