import { Button, Divider, Group, Select, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import { api, apiHere, changed } from '#web/shell/api.ts';
import { dayOrNull } from './AddDocument.tsx';
import { bytesOf, type Document, LEVELS, type Level } from './shapes.ts';

interface Props {
  readonly document: Document | null;
  readonly close: () => void;
}

export const ChangeDocument = ({ document, close }: Props) => (
  <Dialog title="Change a document" opened={document !== null} close={close}>
    {document !== null && <Parts document={document} close={close} />}
  </Dialog>
);

interface Form {
  readonly document: Document;
  readonly close: () => void;
}

const Parts = (props: Form) => (
  <Stack gap="lg">
    <About {...props} />
    <Divider />
    <Replace {...props} />
    <Divider />
    <Retire {...props} />
  </Stack>
);

function About({ document, close }: Form) {
  const [title, setTitle] = useState(document.title);
  const [level, setLevel] = useState<Level>(document.level);
  const [validUntil, setValidUntil] = useState(document.validUntil ?? '');
  const acting = useMutation({
    mutationFn: () => api.documents.change({ id: document.id, title, level, validUntil: dayOrNull(validUntil) }),
    onSuccess: () => changed('documents', 'grants').then(close),
  });
  return (
    <Act acting={acting} label="Save" close={close}>
      <Text label="Title" name="title" value={title} set={setTitle} />
      <Select
        label="Who gets it"
        name="level"
        data={LEVELS.filter(({ value }) => value !== 'public' || document.kind !== 'soc2-report')}
        value={level}
        onChange={(value) => setLevel(value ?? 'nda')}
        allowDeselect={false}
      />
      <Text
        label="Last day on which it is given out"
        name="validUntil"
        type="date"
        required={false}
        value={validUntil}
        set={setValidUntil}
      />
    </Act>
  );
}

function Replace({ document, close }: Form) {
  const [file, setFile] = useState<File | null>(null);
  const acting = useMutation({
    mutationFn: async () =>
      file === null
        ? null
        : apiHere().documents.replace({ id: document.id, name: file.name, bytes: await bytesOf(file) }),
    onSuccess: () => changed('documents').then(close),
  });
  return (
    <Act acting={acting} label="Replace the file" disabled={file === null}>
      <FileField
        label="Another file in its place"
        required
        description="Readers get copies of the new one from their next click on. Copies of the old one are then known as not current."
        accept="application/pdf"
        value={file}
        set={setFile}
      />
      <Group>
        <SaveFile
          name={document.file.name}
          media="application/pdf"
          content={async () => new Uint8Array((await api.documents.file({ id: document.id })).bytes)}
        >
          Save the original
        </SaveFile>
      </Group>
    </Act>
  );
}

function Retire({ document, close }: Form) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.documents.retire({ id: document.id, reason }),
    onSuccess: () => changed('documents', 'grants').then(close),
  });
  if (!open)
    return (
      <Group>
        <Button color="brick" variant="outline" size="xs" onClick={() => setOpen(true)}>
          Give it to nobody any more
        </Button>
      </Group>
    );
  return (
    <Act acting={acting} label="Retire it" disabled={reason.trim().length < 10}>
      <Textarea
        label="Why"
        name="reason"
        minLength={10}
        required
        withAsterisk={false}
        description="It holds at once, for those who have access, too. What was read stays in the log."
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Act>
  );
}
