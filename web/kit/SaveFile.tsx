import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Answer.tsx';

interface Props {
  readonly name: string;
  readonly media?: string;
  /** What the file holds, made when it is asked for. */
  readonly content: () => BlobPart | Promise<BlobPart>;
  readonly children: ReactNode;
  /** Beside what it is about, as in a row of a table. */
  readonly size?: 'compact-xs' | 'compact-sm';
}

/** Saves a file on the machine of whoever looks. */
export function SaveFile({ name, media = 'text/csv', content, children, size }: Props) {
  const saving = useMutation({
    mutationFn: async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([await content()], { type: media }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <>
      <Button
        variant="default"
        {...(size === undefined ? {} : { size })}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {children}
      </Button>
      {saving.isError && <Problem error={saving.error} />}
    </>
  );
}
