import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Job } from './live.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

/** The way to the file of a package that is there. A link: the browser writes it to the disk as it comes. */
export function PackageFile({ job, subject }: Pick<Job, 'subject'> & { readonly job: string }) {
  const { slug } = useProgramme();
  const may = useMay('packages:read');
  if (!may) return null;
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

/** Of a job, which stays when its file goes: the way to it, if the server still has it. */
export function PackageOfJob({ job, subject }: Pick<Job, 'subject'> & { readonly job: string }) {
  const may = useMay('packages:read');
  const there = useQuery({ ...ask('jobs', 'packages', {}), enabled: may });
  if (!there.data?.packages.some((each) => each.job === job)) return null;
  return <PackageFile job={job} subject={subject} />;
}
