import { Button } from '@mantine/core';
import { DAY } from '#/core/time/instant.ts';
import { PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import type { Job } from './live.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

/** The way to the file of a package, for as long as it stays. A link: the browser writes it to the disk as it comes. */
export function PackageFile({
  job,
  subject,
  finished,
}: Pick<Job, 'subject'> & { readonly job: string; readonly finished: number }) {
  const { slug } = useProgramme();
  const may = useMay('packages:read');
  if (!may || finished < Date.now() - PACKAGE_KEPT_DAYS * DAY) return null;
  return (
    <Button
      component="a"
      size="compact-xs"
      variant="default"
      href={`/api/jobs/${job}/package?organization=${encodeURIComponent(slug)}`}
      download
      aria-label={`Download the package of ${subject}`}
    >
      Download
    </Button>
  );
}
