import { Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { DomainError } from '#/core/errors.ts';
import { handedIn } from '#/core/handed-in.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { apiHere } from '#web/shell/api.ts';

const MOST = 32 * 2 ** 20;

interface Props {
  /** Where the settings say that the file lies; empty: nowhere yet. */
  readonly path: string;
  readonly setPath: (path: string) => void;
}

/** A file of one's own machine, handed in for the source to read. */
export function HandIn({ path, setPath }: Props) {
  const handing = useMutation({
    mutationFn: async (file: File) => {
      setPath(''); // what was said of the file before is not said of this one
      if (file.size === 0) throw new DomainError('file_empty', { file: file.name });
      if (file.size > MOST)
        throw new DomainError('file_too_large', { file: file.name, found: file.size, what: 'bytes', most: MOST });
      return apiHere().sources.upload({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    },
    onSuccess: ({ path: there }) => setPath(there),
  });
  const name = handedIn(path)?.name;
  return (
    <Stack gap="sm">
      <FileField
        label="File"
        description="From this machine, up to 32 MB. It is kept here, and sealed when it is read."
        disabled={handing.isPending}
        set={handing.mutate}
      />
      <Words size="sm" role="status">
        {handing.isPending ? 'It is being handed in.' : name === undefined ? '' : `${name} is handed in.`}
      </Words>
      {handing.isError && <Problem error={handing.error} />}
    </Stack>
  );
}
