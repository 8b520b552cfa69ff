import { Alert, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { showMinute } from '#web/kit/when.ts';
import { apiHere } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import { digestOf } from './shapes.ts';

/** Tells whose copy a file is that turned up somewhere. */
export const Trace = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Whose copy is this?" opened={opened} close={close}>
    <Form close={close} />
  </Dialog>
);

function Form({ close }: { readonly close: () => void }) {
  const { zone } = useProgramme();
  const [file, setFile] = useState<File | null>(null);
  const acting = useMutation({
    mutationFn: async () => (file === null ? null : apiHere().grants.trace({ sha256: await digestOf(file) })),
  });
  const found = acting.data?.found;
  return (
    <Act acting={acting} label="Look" close={close} disabled={file === null}>
      <Words size="sm">
        The file stays here: its SHA-256 is worked out in this page and compared with those of all copies. A file that
        was changed in any way is another file; then the number of the grant on its pages tells.
      </Words>
      <FileField label="A file" required accept="application/pdf" value={file} set={setFile} />
      {acting.isSuccess &&
        (found === null || found === undefined ? (
          <Alert variant="outline" color="gray">
            No copy that was given from here is this file.
          </Alert>
        ) : (
          <Alert variant="outline" color="gray" title={`${found.name}, ${found.company}`}>
            {`“${found.title}”, given to ${found.email} on ${showMinute(found.at, zone)} under grant ${found.grant}.`}
          </Alert>
        ))}
    </Act>
  );
}
