import { Checkbox, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { DomainError } from '#/core/errors.ts';
import { handedIn, pathIn } from '#/core/handed-in.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { apiHere, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Source = Answered<'sources', 'list'>['sources'][number];

/** For a source that reads a file which somebody hands in: the next export, by the same mapping. */
export function NextFile({ source: { id, collector, settings } }: { readonly source: Source }) {
  const path = pathIn(settings);
  const may = useMay('sources:write');
  const [exportedAnew, setExportedAnew] = useState(false);
  const handing = useMutation({
    mutationFn: async (file: File) => {
      const here = apiHere();
      if (file.size === 0) throw new DomainError('file_empty', { file: file.name });
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { same } = await here.sources.uploadAgain({ path, name: file.name, bytes });
      await here.jobs.collect({ source: id, exportedAnew });
      return same && !exportedAnew;
    },
    onSuccess: () => {
      setExportedAnew(false); // each export is a statement of its own
      return changed('sources', 'jobs');
    },
  });
  if (!may || handedIn(path) === null) return null;
  return (
    <Section title="The next file">
      <Stack gap="sm" maw={480}>
        {collector === 'file' && (
          <Checkbox
            label="Exported just now: if it is the same as the last, nothing changed since"
            description="You state that. A file that is the same to the byte is not read again without it, and accounts for no new time. The reading keeps that it was said."
            checked={exportedAnew}
            disabled={handing.isPending}
            onChange={({ currentTarget }) => setExportedAnew(currentTarget.checked)}
          />
        )}
        <FileField
          label="The next export"
          description="It takes the place of the last, and is read at once by the same mapping."
          disabled={handing.isPending}
          set={handing.mutate}
        />
      </Stack>
      {collector === 'file' && handing.data === true && (
        <Words size="sm" role="status">
          Same as the last file: nothing new is in it, and it accounts for no new time. If it was exported just now, say
          so above, and hand it in again.
        </Words>
      )}
      {handing.isError && <Problem error={handing.error} />}
    </Section>
  );
}
